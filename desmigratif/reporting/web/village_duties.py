"""What is due in villages: for the officer, the village head and the district's coordinator."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Count, Min, Q, Value

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.imports.enums import ImportStatus
from desmigratif.imports.models import ImportBatch
from desmigratif.reporting.models import Export
from desmigratif.reporting.pillar_figures import ACTIVITIES
from desmigratif.reporting.web.duties import INFO, LATE, LISTED, MOST_COUNTED, WARN, Duty, count_words, counted, page
from desmigratif.reporting.wording import date_words, day, number
from pillars.enums import Pillar, ServiceOutcome
from pillars.models import Aid, Cooperative, ServiceLog
from workers.enums import RecordStatus
from workers.models import Family, NikReview, Person

SOON = timedelta(days=7)
SHOWN = 3
BACK = "Perbaiki, lalu kirim lagi."


def returned_people(actor: Actor) -> list[Duty]:
    """Persons and families that the district sent back, the oldest first; what is left over as one row."""
    found = []
    for kind, list_name, rows in (
        ("Data orang", "person-list", Person.objects.visible_to(actor).sent_back()),
        ("Data keluarga", "family-list", Family.objects.visible_to(actor).sent_back().select_related("head")),
    ):
        shown = list(rows.order_by("updated_at", "seq")[:SHOWN])
        found += [_returned(row, kind) for row in shown]
        rest = counted(rows) - SHOWN if len(shown) == SHOWN else 0
        if rest > 0:
            url = page(list_name, record_status=RecordStatus.KEMBALI.value)
            state = count_words(rest, "data lain")
            found.append(Duty(f"{kind} yang dikembalikan", url, WARN, "triangle-alert", state, BACK))
    return found


def _returned(row: Person | Family, kind: str) -> Duty:
    return Duty(
        title=row.full_name if isinstance(row, Person) else str(row),
        url=row.get_absolute_url(),
        badge=WARN,
        icon="triangle-alert",
        state=f"Dikembalikan {day(row.updated_at)}",
        step=BACK,
        details=tuple(text for text in (kind, row.record_comment) if text),
    )


def own_activities(actor: Actor, today: date) -> list[Duty]:
    """Activities sent back, and drafts whose planned day has come or is near: the four kinds in one statement."""
    wanted = Q(record_status=RecordStatus.KEMBALI)
    wanted |= Q(record_status=RecordStatus.DRAF, planned_on__lte=today + SOON)
    rows = [
        model.objects.all()
        .visible_to(actor)
        .current()
        .filter(wanted)
        .annotate(of_pillar=Value(model.pillar.value, output_field=CharField()))
        .order_by()
        .values_list("pk", "of_pillar", "title", "record_status", "record_comment", "planned_on", "updated_at")
        for model in ACTIVITIES
    ]
    return [_activity(row, today) for row in rows[0].union(*rows[1:], all=True).order_by("planned_on")[: 2 * LISTED]]


def _activity(row: tuple[Any, ...], today: date) -> Duty:
    pk, pillar, title, status, comment, planned_on, updated_at = row
    url, label = page("activity-detail", pillar.lower(), pk), str(Pillar(pillar).label)
    if status == RecordStatus.KEMBALI:
        details = tuple(text for text in (label, comment) if text)
        return Duty(title, url, WARN, "triangle-alert", f"Dikembalikan {day(updated_at)}", BACK, details)
    if planned_on < today:
        words = f"Rencana {date_words(planned_on)}, belum dicatat"
        return Duty(title, url, LATE, "clock-alert", words, "Catat hasilnya, atau tarik rencananya.", (label,))
    words = "Hari ini" if planned_on == today else date_words(planned_on)
    return Duty(title, url, INFO, "calendar-check", words, "Sesudahnya, isi peserta dan hasilnya.", (label,))


def waiting_services(actor: Actor) -> list[Duty]:
    """Services that were begun and have no outcome yet."""
    rows = ServiceLog.objects.all().visible_to(actor).current().filter(outcome=ServiceOutcome.MENUNGGU)
    found = rows.aggregate(n=Count("pk"), oldest=Min("served_on"))
    if not found["n"]:
        return []
    words = f"Yang paling lama dari {date_words(found['oldest'])}"
    url = page("service-list", outcome=ServiceOutcome.MENUNGGU.value)
    state = count_words(found["n"], "layanan")
    return [Duty("Layanan yang masih menunggu", url, WARN, "hourglass", state, "Isi hasilnya.", (words,))]


def aid_to_check(actor: Actor, today: date, *, given_by: set[Any] | None = None) -> list[Duty]:
    """Aid of six months ago or more that nobody has looked at; of own institutions only, if they are named."""
    rows = Aid.objects.all().visible_to(actor).to_check(today)
    if given_by is not None:
        rows = rows.filter(giver_id__in=given_by)
    n = counted(rows)
    if not n:
        return []
    state = count_words(n, "bantuan")
    step = "Lihat di tempat, lalu catat: dipakai, rusak, atau dijual."
    return [Duty("Bantuan yang sudah lewat 6 bulan", page("aid-list", check="PERLU"), WARN, "package", state, step)]


def overdue_rats(actor: Actor, today: date) -> list[Duty]:
    """Cooperatives whose annual meeting is overdue."""
    rows = Cooperative.objects.all().visible_to(actor).rat_overdue(today).order_by("seq")[:LISTED]
    return [
        Duty(
            f"RAT {row.name}",
            page("cooperative-detail", row.pk),
            LATE,
            "clock-alert",
            f"Batas {date_words(row.rat_due_on(today) or today)}",
            "Kalau sudah diadakan, catat tanggalnya.",
            ("Rapat anggota tahunan (RAT)",),
        )
        for row in rows
    ]


def imports(actor: Actor) -> list[Duty]:
    """Own files that are checked and not applied, or that stopped."""
    states = {
        ImportStatus.SIAP: (WARN, "hourglass", "Siap diterapkan", "Lihat baris yang ditolak, lalu terapkan."),
        ImportStatus.GAGAL: (LATE, "triangle-alert", "Terhenti", "Lanjutkan, atau buang berkasnya."),
    }
    rows = ImportBatch.objects.all().uploaded_by(actor).filter(status__in=states).order_by("-seq")[:LISTED]
    found = []
    for row in rows:
        badge, icon, words, step = states[ImportStatus(row.status)]
        url = page("import-detail", row.pk)
        found.append(Duty("Impor Excel", url, badge, icon, words, step, (f"{number(row.total)} baris",)))
    return found


def to_verify(actor: Actor) -> list[Duty]:
    """What the village sent in and the reader may confirm."""
    found = []
    if actor.may(Perm.PERSON_VERIFY):
        families = Family.objects.visible_to(actor).awaiting_verification()
        found.append(("Data keluarga", "keluarga", counted(families), page("family-list", record_status="KIRIM")))
    if actor.may(Perm.PILLAR_VERIFY):
        for pillar, n in _sent_in(actor).items():
            url = page("activity-list-of", pillar.lower(), status=RecordStatus.KIRIM.value)
            found.append((f"Kegiatan {str(Pillar(pillar).label).lower()}", "kegiatan", n, url))
    return [
        Duty(title, url, WARN, "hourglass", count_words(n, unit), "Periksa, lalu pastikan atau kembalikan.")
        for title, unit, n, url in found
        if n
    ]


def _sent_in(actor: Actor) -> Counter[str]:
    """Activities that wait to be confirmed, by pillar: the four kinds in one statement. Not those one sent in
    oneself: somebody else confirms them."""
    parts = [
        model.objects.all()
        .visible_to(actor)
        .awaiting_verification()
        .exclude(created_by_id=actor.user_id)
        .annotate(of_pillar=Value(model.pillar.value, output_field=CharField()))
        .order_by()
        .values_list("of_pillar")
        for model in ACTIVITIES
    ]
    return Counter(pillar for (pillar,) in parts[0].union(*parts[1:], all=True)[:MOST_COUNTED])


def queue(actor: Actor) -> dict[str, Any]:
    """Persons and NIKs that wait for the district."""
    rows = Person.objects.visible_to(actor).awaiting_verification()
    return {
        "waiting_total": counted(rows),
        "oldest": rows.order_by("seq").first(),
        "reviews_total": counted(NikReview.objects.visible_to(actor).waiting()),
    }


def of_queue(waiting_total: int, oldest: Person | None, reviews_total: int) -> list[Duty]:
    """The same as duties."""
    found, url = [], page("person-queue")
    if waiting_total:
        details = (f"Yang paling lama dari {day(oldest.updated_at)}",) if oldest else ()
        state = count_words(waiting_total, "data")
        step = "Periksa, lalu pastikan atau kembalikan."
        found.append(Duty("Data kiriman petugas desa", url, WARN, "hourglass", state, step, details))
    if reviews_total:
        state = count_words(reviews_total, "NIK ganda")
        found.append(Duty("Mungkin orang yang sama", url, WARN, "git-compare", state, "Bandingkan, lalu putuskan."))
    return found


def exports(actor: Actor) -> list[Duty]:
    """Downloads of others that wait for a decision."""
    n = counted(Export.objects.awaiting(actor))
    if not n:
        return []
    state = count_words(n, "unduhan")
    return [Duty("Unduhan menunggu persetujuan", page("export-list"), WARN, "hourglass", state, "Setujui atau tolak.")]
