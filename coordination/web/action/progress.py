"""Report for a period, and check a report."""

from typing import Any

from coordination.enums import ActionStatus, Assessment
from coordination.models import ProgressReport, ReportingPeriod
from coordination.services import progress
from coordination.services.periods import period_to_report
from coordination.web.action import forms
from coordination.web.action.pages import AboutAction
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.fields import amount_words
from desmigratif.documents.services import add_document
from desmigratif.documents.web.panel import panel_of
from desmigratif.documents.web.views import SendsFile

OFFERED = 8
TEXTS = ("realized", "budget_realized", "obstacle", "follow_up", "evidence", "fall_reason")
OVERSPENT = "Realisasi anggaran melebihi anggaran; periksa lagi angkanya."


class ProgressAdd(SendsFile, AboutAction):
    """The report of the own institution; the report of a period that was not checked yet is put right here too."""

    permission_required = Perm.ACTION_REPORT
    form_class = forms.ProgressForm
    template_name = "coordination/progress/report.html"
    title = "Laporkan capaian"
    submit_label = "Simpan laporan"
    only_own = True

    @property
    def periods(self) -> list[ReportingPeriod]:
        """Those that may be reported: begun, and not before the newest report; the newest first."""
        rows = ReportingPeriod.objects.filter(starts_on__lte=today())
        if self.newest is not None:
            rows = rows.filter(ends_on__gte=self.newest.period.ends_on)
        return list(rows.order_by("-ends_on", "-code")[:OFFERED])

    @property
    def newest(self) -> ProgressReport | None:
        """The newest report, read once a request."""
        if not hasattr(self, "_newest"):
            rows = ProgressReport.objects.all().visible_to(self.request.actor).filter(action=self.object)
            self._newest = rows.select_related("period").order_by("-period__ends_on").first()
        return self._newest

    @property
    def chosen(self) -> str:
        """The period that the page begins with: that of the address, else the one asked for now."""
        codes = [row.code for row in self.periods]
        asked = self.request.GET.get("periode", "")
        due = period_to_report(today())
        wanted = asked if asked in codes else due.code if due else ""
        return wanted if wanted in codes else next(iter(codes), "")

    def get_initial(self) -> dict[str, Any]:
        action, newest = self.object, self.newest
        status = ActionStatus.JALAN if action.status == ActionStatus.BELUM else action.status
        found = {"period": self.chosen, "status": status, **self._percent(action.percent)}
        if newest is None or newest.period_id != self.chosen or newest.assessment:
            return found
        values = {name: getattr(newest, name) for name in TEXTS}
        return {
            **found,
            **values,
            **self._percent(newest.percent),
            "status": newest.status,
            "finished_on": action.finished_on,
            "version": newest.version,
        }

    @staticmethod
    def _percent(percent: int) -> dict[str, Any]:
        text = str(percent)
        return {"step": text} if text in forms.STEPS else {"percent": percent}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "periods": self.periods}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        newest = self.newest
        return super().get_context_data(
            newest=newest,
            is_correction=bool(newest and newest.period_id == self.chosen and not newest.assessment),
            due=period_to_report(today()),
            **kwargs,
        )

    def perform(self, data: dict[str, Any]) -> ProgressReport:
        data["status"] = ActionStatus(data["status"])
        actor, file = self.request.actor, data.pop("file")
        report = progress.report_progress(action=self.object, by=actor, new_files=1 if file else 0, **data)
        if file:
            add_document(record=report, document_id=data["record_id"], file=file, by=actor)
        saved = f"Laporan {report.period_id} tersimpan."
        self.success_message = f"{saved} {OVERSPENT}" if progress.overspent(report) else saved
        return report


class ProgressCheck(AboutAction):
    """The checker's word on a report."""

    permission_required = Perm.ACTION_CHECK
    model = ProgressReport
    form_class = forms.CheckForm
    template_name = "coordination/progress/check.html"
    title = "Periksa laporan"
    submit_label = "Simpan penilaian"
    success_message = "Penilaian tersimpan."

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("action__owner", "period", "created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.object.realized_words = amount_words(self.object.realized)
        return super().get_context_data(files=panel_of(self.object, self.request.actor), **kwargs)

    def stored(self, row: ProgressReport) -> dict[str, Any]:
        return {"note": row.assessment_note}

    def perform(self, data: dict[str, Any]) -> ProgressReport:
        data["assessment"] = Assessment(data["assessment"])
        return progress.check_progress(report=self.object, by=self.request.actor, **data)
