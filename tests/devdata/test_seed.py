"""The example pilot: whole, once, and true to what the screens promise."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F

from coordination.models import ActionItem, FieldVisit, GoodPractice, Meeting, ProgressReport, Recommendation
from desmigratif.accounts.models import Assignment, User
from desmigratif.accounts.roles import Role
from desmigratif.devdata.accounts import BETAK, DEMO_ACCOUNTS, DEMO_PASSWORD, PAGERSARI, TUNGGANGRI
from desmigratif.devdata.journeys import FEWEST, plan
from desmigratif.devdata.people import MOST
from desmigratif.devdata.pilot import PILOT
from desmigratif.exchange.models import Agreement, ApiClient
from desmigratif.reporting import counting
from desmigratif.reporting.models import PersonCount, PersonCountDelta
from pillars.models import Cooperative, Group, ServiceLog
from villages.models import Hamlet, Village, VillageOfficer, VillageProgramme
from workers.models import Child, Family, MigrationEpisode, NikReview, Person, PersonLog

PEOPLE = 40


def seed(**options: object) -> str:
    """Run the command; what it said."""
    out = StringIO()
    call_command("seed", stdout=out, **{"people": PEOPLE, **options})
    return out.getvalue()


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker) -> Iterator[str]:
    """The pilot with few people, once for all tests that only look; what the command said. Rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield seed()
        transaction.set_rollback(True)


def test_it_says_what_it_made(seeded):
    assert seeded.splitlines()[-1] == f"example data: {PEOPLE} invented people in 3 villages"


def test_every_role_has_an_account_that_can_log_in(seeded, rf):
    request = rf.post("/masuk/")
    for account in DEMO_ACCOUNTS:
        user = authenticate(request, username=account.username, password=DEMO_PASSWORD)
        assert user is not None, account.username
        assert user.assignments.filter(role=account.role, level=account.level).exists()
    assert set(Assignment.objects.values_list("role", flat=True)) == set(Role.values)


def test_one_account_may_switch_between_two_villages(seeded):
    user = User.objects.get(username="luluk")
    assert list(user.assignments.order_by("starts_on").values_list("region_id", flat=True)) == [PAGERSARI, BETAK]


def test_the_villages_have_what_a_village_page_shows(seeded, system):
    assert set(Village.objects.values_list("village_code", flat=True)) == {TUNGGANGRI, BETAK, PAGERSARI}
    for row in PILOT:
        standing = VillageProgramme.objects.get(village_code=row.code)
        assert (standing.programme_id, standing.status, standing.designated_year) == ("DESMIGRATIF", "AKTIF", 2019)
        assert standing.decree_number.startswith("Contoh")
        assert set(Hamlet.objects.filter(village_code=row.code).values_list("name", flat=True)) == set(row.hamlets)
        assert VillageOfficer.objects.filter(village_code=row.code, role="PETUGAS", user__isnull=False).exists()


def test_people_are_in_every_stage_of_confirmation(seeded, system):
    stages = Counter(Person.objects.migrants().values_list("record_status", flat=True))
    assert sum(stages.values()) == PEOPLE
    assert set(stages) == {"VERIF", "KIRIM", "KEMBALI", "ARSIP"}
    assert stages["VERIF"] > PEOPLE / 2
    assert set(Person.objects.values_list("village_code", flat=True)) == {TUNGGANGRI, BETAK, PAGERSARI}
    assert not Person.objects.filter(record_status="KEMBALI", record_comment="").exists()
    assert not PersonLog.objects.filter(kind="TARIK", comment="").exists()


def test_officers_register_and_the_district_confirms(seeded, system):
    for row in PILOT:
        makers = set(Person.objects.filter(village_code=row.code).values_list("created_by_id", flat=True))
        assert makers <= set(Assignment.objects.filter(region_id=row.code).values_list("user_id", flat=True))
    confirmed_by = set(PersonLog.objects.filter(kind="VERIF").values_list("by_id", flat=True))
    assert confirmed_by == set(Assignment.objects.filter(role=Role.DISNAKER).values_list("user_id", flat=True))


def test_some_went_more_than_once_and_some_are_away_again(seeded, system):
    stays = Counter(MigrationEpisode.objects.values_list("person_id", flat=True))
    assert max(stays.values()) == 2
    assert Person.objects.filter(status="AKTIF").exists()
    assert not PersonLog.objects.filter(comment__contains="18 tahun").exists()


def test_only_the_planted_pair_shares_a_nik(seeded, system):
    hashes = Counter(
        bytes(found) for found in Person.objects.exclude(nik_hash=None).values_list("nik_hash", flat=True)
    )
    assert sorted(hashes.values())[-2:] == [1, 2]
    review = NikReview.objects.get()
    other = Person.objects.get(pk=review.other_person_id)
    assert {review.person.village_code, other.village_code} == {TUNGGANGRI, BETAK}
    assert bytes(review.person.nik_hash) == bytes(other.nik_hash)
    assert review.status == "BARU"


def test_the_dashboards_count_every_person_who_is_there(seeded, system):
    assert counting.differences() == []
    counted = sum(PersonCountDelta.objects.values_list("n", flat=True)) + sum(
        PersonCount.objects.values_list("n", flat=True)
    )
    assert counted == Person.objects.filter(withdrawn_at=None).migrants().count() > 0


def test_the_demo_agreement_has_a_client(seeded, system):
    agreement = Agreement.objects.get(number="PKS-CONTOH-01")
    assert agreement.status == "SETUJU"
    assert ApiClient.objects.get(client_id="klien-contoh").is_active


def test_the_chain_of_the_press_release_is_there_with_its_dates(seeded, system):
    rtm, rakor = Meeting.objects.order_by("starts_on")
    assert (rtm.kind, rtm.starts_on) == ("RTM", date(2022, 3, 15))
    assert (rakor.kind, rakor.starts_on, rakor.mode, rakor.follows) == ("RAKOR", date(2023, 4, 6), "HIBRIDA", rtm)
    visit = FieldVisit.objects.get()
    assert (visit.starts_on, visit.ends_on, visit.meeting) == (date(2023, 3, 1), date(2023, 3, 3), rtm)
    assert set(visit.village_codes) == {TUNGGANGRI, BETAK, PAGERSARI}
    assert set(visit.findings.values_list("category", flat=True)) == {
        "MIGRASI_AMAN", "KOMPETENSI", "PENGASUHAN_ANAK", "REMITANSI",
    }  # fmt: skip
    came = rakor.attendances.filter(presence="HADIR").values_list("institution__code", flat=True)
    assert len(came) == 17, "sixteen K/L and the Kemenko that called them"
    assert {"SETKAB", "BP2MI", "BRI", "BPOM"} <= set(came)
    assert not rtm.is_example
    assert not rakor.is_example


def test_everything_invented_about_institutions_says_so(seeded, system):
    assert ActionItem.objects.count() > 10
    assert not ActionItem.objects.filter(is_example=False).exists()
    assert not GoodPractice.objects.filter(is_example=False).exists()
    spelt = Recommendation.objects.filter(number__in=["R-3", "R-4"])
    assert spelt.count() == spelt.filter(is_example=True).count() == 2


def test_actions_are_in_every_state_and_some_are_late(seeded, system):
    states = set(ActionItem.objects.values_list("status", flat=True))
    assert {"JALAN", "TERHAMBAT", "SELESAI"} <= states
    assert ActionItem.objects.late_on(date(2026, 11, 25)).count() >= 3
    assert ActionItem.objects.exclude(ends_on=F("baseline_ends_on")).count() >= 3
    for report in ProgressReport.objects.select_related("action"):
        made = report.created_by.assignments.get()
        assert made.institution_id == report.action.owner_id, "reported by somebody of the owner"


def test_each_village_has_families_and_what_is_absent_can_be_seen(seeded, system):
    for row in PILOT:
        assert Family.objects.filter(village_code=row.code, record_status="VERIF").exists()
        assert ServiceLog.objects.filter(village_code=row.code).exists()
        assert Group.objects.get(village_code=row.code).members_total > 0
    assert Child.objects.exclude(consent=None).count() == Child.objects.count() > 0
    assert set(Cooperative.objects.values_list("village_code", flat=True)) == {TUNGGANGRI, PAGERSARI}


def test_a_second_run_changes_nothing(seeded, system):
    before = (Person.objects.count(), PersonLog.objects.count(), User.objects.count())
    assert seed(seed=2) == "example data: there already, nothing done\n"
    assert (Person.objects.count(), PersonLog.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("number", ["0", str(FEWEST - 1), str(MOST + 1), "many", "٣٠٠"])
def test_a_number_of_people_that_does_not_work_is_refused(number):
    with pytest.raises(CommandError, match=f"a number from {FEWEST} to {MOST}"):
        call_command("seed", "--people", number)


def test_the_same_seed_plans_the_same_people():
    one, two, other = plan(people=60, seed=7), plan(people=60, seed=7), plan(people=60, seed=8)
    assert [(r.village.code, r.someone, r.path) for r in one] == [(r.village.code, r.someone, r.path) for r in two]
    assert [r.someone for r in one] != [r.someone for r in other]


@pytest.mark.parametrize("people", [FEWEST, MOST])
def test_invented_niks_are_sixteen_digits_that_nobody_has(people):
    for record in plan(people=people, seed=3):
        nik = record.someone.nik
        assert not nik or (len(nik) == 16 and nik[12:] >= "9001")
