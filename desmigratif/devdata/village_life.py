"""Invented families and what the pilot villages did in the four pillars, by the services and the villages' officers.

Call it inside `acting_as(SYSTEM)`. Betak has no cooperative and Pagersari no session this quarter, so that what is
absent can be seen.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, acting_as
from desmigratif.devdata.accounts import BETAK, PAGERSARI, TUNGGANGRI
from desmigratif.devdata.journeys import Record
from desmigratif.devdata.people import LAST, MEN, WOMEN
from desmigratif.reference.models import Country, Institution
from pillars.enums import (
    AidCondition,
    AidKind,
    BusinessActivityKind,
    BusinessKind,
    CapitalSource,
    CooperativeActivityKind,
    CooperativeKind,
    CooperativeLink,
    CooperativeStatus,
    FundSource,
    GroupKind,
    LetterRelation,
    Market,
    MigrationActivityKind,
    Pillar,
    Requester,
    ServiceChannel,
    ServiceKind,
    ServiceOutcome,
    SessionAudience,
    SessionKind,
    TurnoverBand,
)
from pillars.models import Activity, Cooperative, Group
from pillars.services import activities, aid, attendance, businesses, cooperatives, desk, groups, members, recaps
from workers import services
from workers.enums import CarerRelation, ConsentMethod, GuardianRelation, PmiStatus, Relation, SchoolStatus
from workers.models import Child, Family, FamilyMembership, Person

MOST_FAMILIES = 10  # of a village
SCHOOLS = ((6, SchoolStatus.PAUD), (12, SchoolStatus.SD), (15, SchoolStatus.SMP), (18, SchoolStatus.SMA))
SERVICES = (
    ServiceKind.INFO_PROSEDUR, ServiceKind.SURAT_IZIN, ServiceKind.INFO_KERJA, ServiceKind.ADMINDUK,
    ServiceKind.CEK_P3MI, ServiceKind.KEUANGAN, ServiceKind.VERIFIKASI_DATA,
)  # fmt: skip


def make_life(*, records: Sequence[Record], officers: dict[str, Actor], district: Actor, seed: int) -> None:
    """Families and children, then the four pillars, of each village."""
    random = Random(seed)  # noqa: S311  repeatable, not secret
    for code, officer in officers.items():
        people = [record.person for record in records if record.village.code == code and record.person is not None]
        with acting_as(officer):
            current = list(Person.objects.filter(pk__in=[person.pk for person in people], withdrawn_at=None))
            current.sort(key=lambda person: person.seq)
            count = min(MOST_FAMILIES, max(3, len(current) // 6))
            families = [_family(person, random, officer) for person in current[:count]]
            _services(current, random, officer)
            held = _activities(code, random, officer)
            _letters(current, officer)
            _economy(code, current, officer)
        with acting_as(district):
            _confirm(families, held, district)


def _family(head: Person, random: Random, by: Actor) -> Family:
    """The worker as head or wife, a partner, one to three children; the grandmother where the worker is abroad."""
    last = head.full_name.split()[-1]
    is_woman = head.sex == "2"
    born = head.birth_date.year if head.birth_date else today().year - 40
    partner = f"{random.choice(MEN if is_woman else WOMEN)} {random.choice(LAST)}"
    rows = [
        services.NewMember("m0", Relation.ISTRI if is_woman else Relation.KEPALA, person=head),
        services.NewMember(
            "m1",
            Relation.KEPALA if is_woman else Relation.ISTRI,
            full_name=partner,
            no_nik_reason="LUPA",
            sex="1" if is_woman else "2",
            birth_date=PartialDate(str(born - 2)),
        ),
    ]
    for number, (girl, boy) in enumerate(zip(random.sample(WOMEN, 3), random.sample(MEN, 3), strict=True)):
        if number >= 1 and random.random() < 0.4:
            break
        sex = random.choice(["1", "2"])
        rows.append(
            services.NewMember(
                f"m{len(rows)}",
                Relation.ANAK,
                full_name=f"{girl if sex == '2' else boy} {last}",
                no_nik_reason="U17",
                sex=sex,
                birth_date=PartialDate(str(min(today().year - 2, max(today().year - 16, born + 22 + 3 * number)))),
            )
        )
    if head.status == PmiStatus.AKTIF:
        rows.append(
            services.NewMember(
                f"m{len(rows)}",
                Relation.ORANG_TUA,
                full_name=f"{random.choice(WOMEN)} {random.choice(LAST)}",
                no_nik_reason="LUPA",
                sex="2",
                birth_date=PartialDate(str(born - 24)),
            )
        )
    family = services.register_family(
        record_id=uuid7(),
        kk="",
        details={"address": "", "hamlet": head.hamlet, "rt": head.rt, "rw": head.rw,
                 "receives_aid": random.random() < 0.3},
        members=rows,
        by=by,
    )  # fmt: skip
    for membership in FamilyMembership.objects.filter(family=family, relation=Relation.ANAK).select_related("person"):
        _child(family, head, membership.person, random, by)
    return family


def _child(family: Family, head: Person, born: Person, random: Random, by: Actor) -> Child:
    age = today().year - (born.birth_date.year if born.birth_date else today().year)
    abroad = head.status == PmiStatus.AKTIF
    grandmother = FamilyMembership.objects.filter(family=family, relation=Relation.ORANG_TUA).first()
    partner = FamilyMembership.objects.filter(family=family).exclude(person=head).order_by("seq").first()
    carer = grandmother if abroad and grandmother else partner
    relation = CarerRelation.KAKEK_NENEK if carer is grandmother and grandmother else (
        CarerRelation.AYAH if head.sex == "2" else CarerRelation.IBU
    )  # fmt: skip
    parent = ("IBU" if head.sex == "2" else "AYAH") if abroad else "TIDAK"
    return services.register_child(
        record_id=uuid7(),
        person=born,
        values={
            "migrant": head,
            "parent_abroad": parent,
            "carer": carer.person if carer else None,
            "carer_name": "",
            "carer_relation": relation,
            "carer_trained": False,
            "school_status": next((status for limit, status in SCHOOLS if age <= limit), SchoolStatus.SMA),
            "school": "",
            "grade": "",
            "contact_frequency": random.choice(["HARIAN", "MINGGUAN", "BULANAN"]) if abroad else "",
            "has_jkn": random.random() < 0.8,
            "has_birth_certificate": random.random() < 0.9,
            "risks": [],
        },
        consent=services.GivenConsent(
            guardian_name=carer.person.full_name if carer else "Wali",
            guardian_relation=GuardianRelation.KAKEK_NENEK if relation == CarerRelation.KAKEK_NENEK else relation,
            method=ConsentMethod.TANDA_TANGAN,
            given_on=today() - timedelta(days=random.randint(5, 200)),
        ),
        by=by,
    )


def _services(people: Sequence[Person], random: Random, by: Actor) -> None:
    for number in range(14):
        desk.record_service(
            record_id=uuid7(),
            values={
                "served_on": today() - timedelta(days=number * 9),
                "kind": random.choice([kind for kind in SERVICES if kind != ServiceKind.SURAT_IZIN]),
                "channel": random.choice([ServiceChannel.DATANG, ServiceChannel.DATANG, ServiceChannel.WA]),
                "requester": random.choice([Requester.SENDIRI, Requester.KELUARGA]),
                "outcome": ServiceOutcome.DIRUJUK if number == 5 else ServiceOutcome.SELESAI,
                "referred_to": "Disnakertrans Tulungagung" if number == 5 else "",
            },
            person=random.choice(people) if number % 3 else None,
            by=by,
        )


def _letters(people: Sequence[Person], by: Actor) -> None:
    taiwan = Country.objects.get(pk="TW")
    for number, person in enumerate(people[-3:], start=1):
        asked = today() - timedelta(days=20 * number)
        desk.register_letter(
            record_id=uuid7(),
            person=person,
            values={
                "letter_number": f"Contoh/{number:03d}/{asked.year}",
                "requested_on": asked,
                "issued_on": None if number == 1 else asked + timedelta(days=3),
                "giver_name": "Sumarno" if person.sex == "2" else "Sumarni",
                "giver_relation": LetterRelation.SUAMI if person.sex == "2" else LetterRelation.ISTRI,
                "attended": number != 3,
                "country": taiwan,
                "p3mi": "",
                "signatory": "",
            },
            by=by,
        )


def _activities(code: str, random: Random, by: Actor) -> list[Activity]:
    """Held ones, sent in; a plan; with attendance by name at the sessions."""
    made = [
        _held(Pillar.LAYANAN, "Sosialisasi migrasi aman", MigrationActivityKind.SOSIALISASI, 40, (24, 11), by),
        _held(Pillar.USAHA, "Pelatihan bawang goreng", BusinessActivityKind.PELATIHAN, 75, (14, 4), by),
    ]
    if code == TUNGGANGRI:
        made.append(_held(Pillar.KOPERASI, "Rapat anggota tahunan", CooperativeActivityKind.RAT, 260, (22, 18), by))
    for number in range(3):
        days = 20 + 28 * number + (120 if code == PAGERSARI else 0)  # Pagersari: none this quarter
        session = _held(
            Pillar.PENGASUHAN,
            "Rumah belajar" if number else "Pelatihan pengasuh pengganti",
            SessionKind.BACA_TULIS if number else SessionKind.KONSELING,
            days,
            (9, 6),
            by,
            audience=SessionAudience.ANAK if number else SessionAudience.PENGASUH,
            topic="Membaca bersama" if number else "Mengasuh dari dekat, orang tua dari jauh",
            trains_carers=not number,
        )
        children = Child.objects.filter(village_code=code).select_related("person", "carer")
        chosen = [child.person if number else child.carer for child in children]
        present = list({person.pk: person for person in chosen if person and random.random() < 0.7}.values())
        made.append(attendance.set_attendance(activity=session, people=present, version=session.version, by=by))
    activities.record_activity(
        pillar=Pillar.LAYANAN,
        record_id=uuid7(),
        values={
            "title": "Pendataan keluarga PMI",
            "kind": MigrationActivityKind.PENDATAAN,
            "planned_on": today() + timedelta(days=12),
        },
        by=by,
    )
    return made


def _held(
    pillar: Pillar, title: str, kind: str, days_ago: int, heads: tuple[int, int], by: Actor, **more: object
) -> Activity:
    return activities.record_activity(
        pillar=pillar,
        record_id=uuid7(),
        values={
            "title": f"{title} (contoh)",
            "kind": kind,
            "held_on": today() - timedelta(days=days_ago),
            "place": "Balai desa",
            "participants_female": heads[0],
            "participants_male": heads[1],
            "budget": 2_500_000,
            "fund_source": FundSource.DANA_DESA,
            "result": "Contoh: peserta sepakat bertemu lagi bulan depan.",
            **more,
        },
        send=True,
        by=by,
    )


def _economy(code: str, people: Sequence[Person], by: Actor) -> None:
    giver = Institution.objects.get(code="DISTAN_TULUNGAGUNG")
    group = groups.create_group(
        village_code=code,
        name={TUNGGANGRI: "KWT Srikandi (contoh)", BETAK: "Tani Muda (contoh)"}.get(code, "Mina Lestari (contoh)"),
        kind=GroupKind.POKDAKAN if code == PAGERSARI else GroupKind.KWT,
        founded_on=PartialDate("2023"),
        commodity="Lele" if code == PAGERSARI else "Bawang merah",
        hamlet="Krajan",
        by=by,
    )
    _join(group, people[3:11], by)
    businesses.create_business(
        village_code=code,
        group=group,
        name="Bawang goreng (contoh)" if code != PAGERSARI else "Lele asap (contoh)",
        kind=BusinessKind.OLAHAN,
        started_on=PartialDate("2024-03"),
        turnover_band=TurnoverBand.B,
        market=Market.KAB,
        capital_source=CapitalSource.BANTUAN,
        by=by,
    )
    for person in people[12:15]:
        businesses.create_business(
            village_code=code,
            person=person,
            name=f"Warung {person.full_name.split()[0]} (contoh)",
            kind=BusinessKind.KULINER,
            started_on=PartialDate("2025"),
            turnover_band=TurnoverBand.A,
            market=Market.DESA,
            capital_source=CapitalSource.REMITANSI,
            by=by,
        )
    old = aid.create_aid(
        village_code=code,
        giver=giver,
        recipient=group,
        kind=AidKind.ALAT,
        description="Alat pengolah (contoh)",
        value=12_000_000,
        given_on=date(today().year - 1, 2, 10),
        by=by,
    )
    if code != BETAK:  # in Betak nobody has looked yet
        aid.check_aid(
            aid=old,
            condition=AidCondition.DIPAKAI if code == TUNGGANGRI else AidCondition.TIDAK_DIPAKAI,
            condition_on=date(today().year - 1, 9, 1),
            version=old.version,
            by=by,
        )
    if code == BETAK:
        return
    _cooperative(code, people, by)


def _cooperative(code: str, people: Sequence[Person], by: Actor) -> None:
    is_whole = code == TUNGGANGRI
    found = cooperatives.create_cooperative(
        village_code=code,
        name="Koperasi Purna Sejahtera (contoh)" if is_whole else "Koperasi Pager Makmur (contoh)",
        kind=CooperativeKind.SIMPAN_PINJAM,
        status=CooperativeStatus.AKTIF if is_whole else CooperativeStatus.RINTISAN,
        link=CooperativeLink.MANDIRI,
        legal_number="Contoh/BH/2024" if is_whole else "",
        legal_on=date(2024, 5, 2) if is_whole else None,
        founders=21 if is_whole else 12,
        last_rat_on=date(today().year, 2, 20) if is_whole else None,
        by=by,
    )
    _join(found, people[5:17] if is_whole else people[4:9], by)
    if not is_whole:
        return
    for back in (2, 1):
        first = (today().replace(day=1) - timedelta(days=28 * back)).replace(day=1)
        recaps.add_recap(
            cooperative=found,
            month=first,
            members_female=30,
            members_male=14,
            savings_principal=4_400_000,
            savings_mandatory=9_000_000 + 600_000 * (3 - back),
            savings_voluntary=12_500_000,
            loans_outstanding=18_000_000,
            loans_overdue=1_500_000,
            by=by,
        )


def _join(body: Group | Cooperative, people: Sequence[Person], by: Actor) -> None:
    rows = [members.NewMember(person=person) for person in people if person.status != PmiStatus.WAFAT]
    members.add_members(body=body, members=rows, starts_on=date(2025, 1, 6), by=by)


def _confirm(families: Sequence[Family], held: Sequence[Activity], by: Actor) -> None:
    """The district confirms most of it; the last of each waits, and one session goes back with a question."""
    for family in families[:-2]:
        services.verify_family(family=family, version=Family.objects.get(pk=family.pk).version, by=by)
    for number, activity in enumerate(held[:-1]):
        version = type(activity).objects.get(pk=activity.pk).version
        if number == 1:
            activities.return_activity(
                activity=activity, comment="Jumlah peserta berbeda dengan daftar hadir.", version=version, by=by
            )
        else:
            activities.verify_activity(activity=activity, version=version, by=by)
