"""What the owner reports for a period, and what the checker says of it (domain.md 6.7, product.md 50)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from coordination.enums import ActionStatus, Assessment
from coordination.models import ActionItem, CoordinationLog, ProgressReport, ReportingPeriod
from coordination.models.action import WHOLE
from coordination.services.actions import next_status
from coordination.services.making import insert, locked_action, made_before
from coordination.services.sharing import answers_for, refuse_others
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.journal import Change, JournalKind, changes_since, in_words, write_entry
from desmigratif.core.models import SharedQuerySet
from desmigratif.core.scope import Actor
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.recipients import holders
from desmigratif.notifications.services import notify, settle

REOPENING = (Assessment.BELUM_SESUAI, Assessment.BELUM_DITINDAKLANJUTI)
TOLD = ("percent", "status", "obstacle")
CHECKED = "Laporan ini sudah diperiksa, jadi tidak bisa diubah lagi. Lanjutkan pada periode berikutnya."


class Said(TypedDict, total=False):
    """What a report says besides percent and standing; a key that is absent stays as it is."""

    realized: Decimal | None
    budget_realized: int | None
    obstacle: str
    follow_up: str
    evidence: str
    fall_reason: str


@dataclass(frozen=True)
class Standing:
    """Where an action stood before a report."""

    percent: int
    status: ActionStatus


@transaction.atomic
def report_progress(
    *,
    action: ActionItem,
    period: ReportingPeriod,
    percent: int,
    status: ActionStatus,
    by: Actor,
    version: int | None = None,
    finished_on: date | None = None,
    record_id: UUID | None = None,
    new_files: int = 0,
    **said: Unpack[Said],
) -> ProgressReport:
    """Report for a period, or put the report of the period right until it was checked; the action follows.

    `percent` counts from the beginning of the action. `new_files` are evidence that the caller adds in the same
    transaction. `version` is that of the report the form was filled from, None
    when there was none. Raises DomainError: another institution; a period to come or before one that was reported; a
    fall without a reason; 100 percent without evidence; blocked without an obstacle; a move of the status that
    ACTION_MOVES doesn't have. StaleVersion when somebody reported meanwhile.
    """
    made = made_before(ProgressReport, record_id, by=by)
    if made is not None and version is None:
        return made
    locked = locked_action(action, by=by)
    refuse_others(locked, by)
    report = _stored(locked, period, version, by)
    before = _standing_before(locked, period, by, is_new=report is None)
    _refuse_period(locked, period, by)
    said = _tidy(said)
    is_new = report is None
    if report is None:
        report = ProgressReport(**({"id": record_id} if record_id else {}), action=locked, period=period)
    told = in_words(report, TOLD) if not is_new else in_words(locked, ("percent", "status")) | {"obstacle": ""}
    for name, value in said.items():
        setattr(report, name, value)
    report.percent, report.status = percent, status
    report.evidence_files += new_files
    _check(report, before)
    report.shared_with = locked.shared_with
    if is_new:
        insert(report, by=by)
    else:
        report.save_changed(by=by)
    _follow(locked, report, before, finished_on, by)
    words = f"Laporan {period.code}."
    _log(locked, JournalKind.KIRIM, by, words, changes_since(told, report))
    notify(kind=NotificationKind.DILAPORKAN, record=locked, to=holders(Perm.ACTION_CHECK), by=by)
    return report


@transaction.atomic
def check_progress(
    *, report: ProgressReport, assessment: Assessment, version: int, by: Actor, note: str = ""
) -> ProgressReport:
    """Say whether a report is in line with what was promised, in SIPTL's four words.

    An action whose "done" is not in line goes on. Raises DomainError for the reporter and everybody of the owner, for
    "in line" without a file, for another word without a note, for a report that was checked already; StaleVersion.
    """
    action = locked_action(report.action, by=by)
    locked = ProgressReport.objects.all().visible_to(by).lock(pk=report.pk, version=version)
    if locked.assessment:
        raise DomainError("Laporan ini sudah diperiksa.")
    if by.user_id in {locked.created_by_id, locked.updated_by_id}:
        raise DomainError("Pelapor tidak boleh memeriksa laporannya sendiri.")
    if answers_for(by, action.owner_id):
        raise DomainError("Instansi pemilik aksi tidak memeriksa laporannya sendiri.")
    if assessment == Assessment.SESUAI and not locked.evidence_files:
        raise DomainError(
            "Penilaian “Sesuai” butuh berkas data dukung. Minta pelapor mengunggahnya, atau pilih penilaian lain.",
            field="assessment",
        )
    if assessment != Assessment.SESUAI and not note.strip():
        raise DomainError("Tulis apa yang belum sesuai.", field="note")
    locked.assessment, locked.assessment_note = assessment, note.strip()
    locked.checked_by_id, locked.checked_at = by.user_id, timezone.now()
    locked.save_changed(by=by)
    before = in_words(action, ["status"])
    is_done = action.status == ActionStatus.SELESAI
    if is_done and assessment in REOPENING and not _later(action, locked.period, by).exists():
        action.status, action.finished_on = ActionStatus.JALAN, None
        action.save_changed(by=by)
    words = f"Laporan {locked.period_id}: {locked.get_assessment_display()}. {locked.assessment_note}".strip()
    _log(action, JournalKind.VERIF, by, words, changes_since(before, action))
    if not ProgressReport.objects.all().visible_to(by).filter(action=action, assessment="").exists():
        settle(kind=NotificationKind.DILAPORKAN, record=action)
    told = NotificationKind.DINILAI if assessment == Assessment.SESUAI else NotificationKind.BELUM_SESUAI
    notify(kind=told, record=action, to={locked.created_by_id, locked.updated_by_id}, by=by)
    return locked


@transaction.atomic
def correct_report(
    *,
    report: ProgressReport,
    version: int,
    reason: str,
    by: Actor,
    percent: int | None = None,
    status: ActionStatus | None = None,
    **said: Unpack[Said],
) -> ProgressReport:
    """Put a report right, checked or not, by the rules of a report; the action follows its newest report.

    Raises DomainError as `report_progress` does, StaleVersion.
    """
    action = locked_action(report.action, by=by)
    locked = ProgressReport.objects.all().visible_to(by).lock(pk=report.pk, version=version)
    before = _standing_before(action, locked.period, by, is_new=False)
    is_newest = not _later(action, locked.period, by).exists()
    if not is_newest and (percent is not None or status is not None):
        raise DomainError("Capaian dan keadaan hanya dibetulkan pada laporan terbaru.")
    names = [*said, *(["percent"] if percent is not None else []), *(["status"] if status is not None else [])]
    told = in_words(locked, names)
    for name, value in _tidy(said).items():
        setattr(locked, name, value)
    locked.percent = locked.percent if percent is None else percent
    locked.status = locked.status if status is None else status
    _check(locked, before)
    locked.save_changed(by=by)
    if is_newest and (percent is not None or status is not None):
        _follow(action, locked, before, action.finished_on, by)
    _log(action, JournalKind.KOREKSI, by, f"Laporan {locked.period_id}: {reason}", changes_since(told, locked))
    return locked


def refuse_evidence(report: ProgressReport, by: Actor) -> None:
    """Raise DomainError unless the actor may change the files of a report: its own institution's, not yet checked."""
    refuse_others(report.action, by)
    if report.assessment:
        raise DomainError(CHECKED)


def follow_evidence(report: ProgressReport, files: int, by: Actor) -> None:
    """Keep the number of files. Raises DomainError when a report of 100 percent would lose its only evidence."""
    if report.evidence_files == files:
        return
    report.evidence_files = files
    if report.percent == WHOLE and not report.has_evidence:
        raise DomainError("Capaian 100 persen butuh data dukung. Tambah berkas lain dulu, lalu tarik yang ini.")
    report.save_changed(by=by)


def overspent(report: ProgressReport) -> bool:
    """Whether more was spent than planned: told, not refused (domain.md 6.7)."""
    budget, spent = report.action.budget, report.budget_realized
    return budget is not None and spent is not None and spent > budget


def _stored(action: ActionItem, period: ReportingPeriod, version: int | None, by: Actor) -> ProgressReport | None:
    rows = ProgressReport.objects.all().visible_to(by).filter(action=action, period=period)
    report = rows.select_for_update(of=("self",)).first()
    if report is not None and report.assessment:
        raise DomainError(CHECKED)
    if report is not None and report.version != version:
        raise StaleVersion(report)
    return report


def _refuse_period(action: ActionItem, period: ReportingPeriod, by: Actor) -> None:
    if period.starts_on > today():
        raise DomainError("Periode ini belum mulai.", field="period")
    if _later(action, period, by).exists():
        raise DomainError("Periode sesudahnya sudah dilaporkan. Pilih periode itu.", field="period")


def _later(action: ActionItem, period: ReportingPeriod, by: Actor) -> SharedQuerySet:
    """Reports for periods that end later."""
    rows = ProgressReport.objects.all().visible_to(by)
    return rows.filter(action=action, period__ends_on__gt=period.ends_on)


def _standing_before(action: ActionItem, period: ReportingPeriod, by: Actor, *, is_new: bool) -> Standing:
    """Where the action stood before this period's report: a correction is measured against the report before it."""
    if is_new:
        return Standing(action.percent, ActionStatus(action.status))
    rows = ProgressReport.objects.all().visible_to(by).filter(action=action, period__ends_on__lt=period.ends_on)
    last = rows.order_by("-period__ends_on").first()
    if last is None:
        return Standing(0, ActionStatus.BELUM)
    was_reopened = last.status == ActionStatus.SELESAI and last.assessment in REOPENING
    return Standing(last.percent, ActionStatus.JALAN if was_reopened else ActionStatus(last.status))


def _tidy(said: Said) -> Said:
    return {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}  # type: ignore[return-value]


def _check(report: ProgressReport, before: Standing) -> None:
    """The rules of a report, each beside the field that breaks it."""
    status = next_status(before.status, ActionStatus(report.status))
    if status is ActionStatus.BATAL:
        raise DomainError("Pembatalan dicatat Kemenko PMK. Tulis kendalanya, lalu hubungi mereka.", field="status")
    if status is ActionStatus.SELESAI and report.percent != WHOLE:
        raise DomainError("Selesai berarti capaian 100 persen.", field="percent")
    if status is not ActionStatus.SELESAI and report.percent == WHOLE:
        raise DomainError("Capaian 100 persen berarti selesai. Pilih “Selesai”.", field="status")
    if status is ActionStatus.BELUM and report.percent > 0:
        raise DomainError("Yang belum mulai capaiannya 0 persen. Pilih “Berjalan”.", field="status")
    if status is ActionStatus.SELESAI and not report.has_evidence:
        raise DomainError("Capaian 100 persen butuh data dukung.", field="evidence")
    if status is ActionStatus.TERHAMBAT and not report.obstacle:
        raise DomainError("Tulis kendalanya.", field="obstacle")
    if report.percent < before.percent and not report.fall_reason:
        message = f"Capaian sebelumnya {before.percent} persen. Tulis alasan turunnya."
        raise DomainError(message, field="fall_reason")


def _follow(action: ActionItem, report: ProgressReport, before: Standing, finished_on: date | None, by: Actor) -> None:
    """The action takes over percent and standing of its newest report."""
    is_done = report.status == ActionStatus.SELESAI
    if is_done and finished_on is not None and finished_on > today():
        raise DomainError("Isi tanggal hari ini atau sebelumnya.", field="finished_on")
    was_done = before.status is ActionStatus.SELESAI and action.finished_on is not None
    action.percent, action.status = report.percent, report.status
    if is_done:
        action.finished_on = finished_on or (action.finished_on if was_done else None) or today()
    else:
        action.finished_on = None
    action.save_changed(by=by)


def _log(action: ActionItem, kind: JournalKind, by: Actor, words: str, changes: list[Change]) -> None:
    write_entry(CoordinationLog, action, kind=kind, by=by, comment=words, changes=changes)
