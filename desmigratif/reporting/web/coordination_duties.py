"""What is due between institutions: reports, late actions, dates to decide, findings nobody has answered."""

from datetime import date
from typing import Any

from django.db.models import Count, Min, Q

from coordination.enums import FindingKind, FindingStatus, MeetingStatus, PracticeStatus, RevisionStatus
from coordination.models import (
    ActionItem,
    DateRevision,
    Finding,
    GoodPractice,
    Meeting,
    ProgressReport,
    Recommendation,
)
from coordination.services.periods import period_to_report
from coordination.services.sharing import with_forebears
from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.reporting.web.duties import INFO, LATE, LISTED, NONE, WARN, Duty, count_words, counted, page
from desmigratif.reporting.wording import date_words, day, number

LEADER = "Giliran: pimpinan"


def own_institutions(actor: Actor) -> set[Any]:
    """The actor's institution and those it followed; empty without an institution."""
    return with_forebears({actor.institution_id}) if actor.institution_id else set()


def own_reports(actor: Actor, today: date, institutions: set[Any]) -> list[Duty]:
    """Own actions that are late, and those without a report for the period that is asked for."""
    if not institutions:
        return []
    open_ones = ActionItem.objects.all().visible_to(actor).open().owned_by(institutions)
    found = [
        Duty(
            action.activity,
            action.get_absolute_url(),
            LATE,
            "clock-alert",
            f"Terlambat {number(action.days_late)} hari",
            "Laporkan kendalanya, atau ajukan perubahan jadwal.",
            (f"Paling lambat {date_words(action.ends_on)}",),
        )
        for action in open_ones.late_on(today).order_by("ends_on", "number")[:LISTED]
    ]
    period = period_to_report(today)
    if period is not None:
        told = ProgressReport.objects.all().visible_to(actor).filter(period=period).values("action_id")
        missing = counted(open_ones.filter(starts_on__lte=period.ends_on).exclude(pk__in=told))
        if missing:
            state, words = count_words(missing, "rencana aksi"), f"Batas lapor {date_words(period.due_on)}"
            title = f"Laporan capaian {period.label}"
            step = "Isi persen, kendala, dan data dukungnya."
            found.append(Duty(title, page("action-mine"), WARN, "hourglass", state, step, (words,)))
    return found


def late_actions(actor: Actor, today: date, *, step: str, turn: str = "") -> list[Duty]:
    """Late actions that the actor sees, as one row."""
    found = (
        ActionItem.objects.all()
        .visible_to(actor)
        .late_on(today)
        .aggregate(n=Count("pk"), owners=Count("owner", distinct=True), oldest=Min("ends_on"))
    )
    if not found["n"]:
        return []
    details = (f"{number(found['owners'])} instansi, yang paling lama sejak {date_words(found['oldest'])}",)
    state = count_words(found["n"], "rencana aksi")
    return [Duty("Rencana aksi terlambat", page("action-late"), LATE, "clock-alert", state, step, details, turn or "")]


def unanswered_recommendations(actor: Actor, institutions: set[Any] | None = None) -> list[Duty]:
    """Recommendations without an action; those addressed to own institutions only, if they are named."""
    rows = Recommendation.objects.all().visible_to(actor).filter(withdrawn_at=None)
    rows = rows.exclude(pk__in=_answered(actor))
    if institutions is not None:
        rows = rows.filter(addressee_ids__overlap=list(institutions))
    n = counted(rows)
    if not n:
        return []
    state = count_words(n, "rekomendasi")
    step = "Tindak lanjuti dengan rencana aksi."
    if actor.may(Perm.ACTION_CHANGE):
        title, turn = "Rekomendasi tanpa rencana aksi", "Giliran: Anda"
    else:
        title, turn = "Rekomendasi untuk instansi Anda", "Giliran: Anda, bersama Kemenko PMK"
    return [Duty(title, page("recommendation-list"), INFO, "send", state, step, turn=turn)]


def _answered(actor: Actor) -> Any:
    rows = ActionItem.objects.all().visible_to(actor).current().filter(recommendation__isnull=False)
    return rows.order_by().values("recommendation_id")


def findings_without_recommendation(actor: Actor) -> list[Duty]:
    """Problems found on visits that no recommendation answers yet."""
    rows = Finding.objects.all().visible_to(actor).filter(withdrawn_at=None, answered_by=None)
    rows = rows.filter(kind=FindingKind.MASALAH).exclude(status=FindingStatus.SELESAI)
    n = counted(rows)
    if not n:
        return []
    state = count_words(n, "temuan")
    step = "Susun rekomendasi, atau tutup temuannya dengan alasan."
    return [Duty("Temuan tanpa rekomendasi", page("finding-list"), WARN, "flag", state, step)]


def unchecked_progress(actor: Actor) -> list[Duty]:
    """Reports that nobody has assessed."""
    rows = ProgressReport.objects.all().visible_to(actor).filter(assessment="", action__withdrawn_at=None)
    found = rows.aggregate(n=Count("pk"), oldest=Min("created_at"))
    if not found["n"]:
        return []
    details = (f"Yang paling lama dari {day(found['oldest'])}",)
    state = count_words(found["n"], "laporan")
    step = "Bandingkan dengan data dukung, lalu nilai."
    return [Duty("Laporan capaian belum dinilai", page("action-late"), WARN, "hourglass", state, step, details)]


def revisions(actor: Actor, *, own: set[Any] | None = None) -> list[Duty]:
    """Requests to move dates: row by row for who decides, one row for who waits."""
    rows = DateRevision.objects.all().visible_to(actor)
    rows = rows.filter(status=RevisionStatus.DIAJUKAN, action__withdrawn_at=None)
    if not actor.may(Perm.REVISION_APPROVE):
        n = counted(rows.filter(action__owner_id__in=own) if own is not None else rows)
        state = count_words(n, "permintaan")
        url = page("revision-list")
        duty = Duty("Perubahan jadwal menunggu persetujuan", url, NONE, "hourglass", state, "", turn=LEADER)
        return [duty] if n else []
    found = rows.select_related("action__owner").order_by("seq")[:LISTED]
    return [
        Duty(
            f"Ubah jadwal: {row.action.activity}",
            page("revision-decide", row.pk),
            WARN,
            "calendar",
            f"{date_words(row.old_ends_on)} menjadi {date_words(row.new_ends_on)}",
            "Setujui atau tolak.",
            (row.action.owner.short_name, row.request_reason),
        )
        for row in found
    ]


def meetings_without_minutes(actor: Actor, today: date) -> list[Duty]:
    """Meetings that are over and whose minutes are not final."""
    rows = Meeting.objects.all().visible_to(actor).filter(withdrawn_at=None, ends_on__lt=today)
    n = counted(rows.exclude(status=MeetingStatus.FINAL))
    if not n:
        return []
    state, step = count_words(n, "rapat"), "Lengkapi kehadiran dan ringkasannya."
    return [Duty("Rapat tanpa notulen final", page("meeting-list"), INFO, "messages-square", state, step)]


def proposed_practices(actor: Actor) -> list[Duty]:
    """Good practices that wait to be looked at."""
    rows = GoodPractice.objects.all().visible_to(actor).filter(Q(withdrawn_at=None), status=PracticeStatus.USUL)
    n = counted(rows)
    if not n:
        return []
    state, step = count_words(n, "praktik"), "Lengkapi dan terbitkan, atau kembalikan."
    return [Duty("Praktik baik yang diusulkan", page("practice-list"), INFO, "lightbulb", state, step)]
