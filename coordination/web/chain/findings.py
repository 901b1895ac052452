"""Findings: open and old ones first, one finding and what came of it."""

from typing import Any, ClassVar

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponseBase

from coordination.enums import FindingStatus
from coordination.filters.chain import FindingFilter
from coordination.models import FieldVisit, Finding, GoodPractice, Recommendation
from coordination.services import findings
from coordination.services.nexts import with_actions, with_answers
from coordination.web.chain import visit_forms as forms
from coordination.web.chain.meetings import day_words
from coordination.web.chain.pages import (
    ChainComment,
    ChainDetail,
    ChainForm,
    ChainList,
    ChainMove,
    ChainWithdraw,
    actions_that,
    if_seen,
    with_names,
)
from desmigratif.core.clock import today
from desmigratif.core.web.keyset import KeysetPage
from desmigratif.core.web.lists import FILE, Column

MOST_ROWS = 400


class FindingList(ChainList):
    """Findings: those that are open first, and of those the oldest."""

    model = Finding
    filterset_class = FindingFilter
    template_name = "coordination/finding/list.html"
    noun = "temuan"
    title = "Temuan"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("Jenis", lambda row: row.get_kind_display(), 14),
        Column("Pokok", lambda row: row.get_category_display(), 26),
        Column("Pilar", lambda row: row.get_pillar_display(), 22),
        Column("Desa", lambda row: row.place_words or forms.ALL_VILLAGES, 26),
        Column("Uraian", lambda row: row.description, 60),
        Column("Tingkat", lambda row: row.get_severity_display(), 10),
        Column("Keadaan", lambda row: row.get_status_display(), 16),
        Column("Umur (hari)", lambda row: row.days_open, 12),
        Column("Ditutup", lambda row: day_words(row.closed_on)),
        Column("Tinjauan", lambda row: row.visit.title, 40),
        Column("Tanggal tinjauan", lambda row: day_words(row.visit.ends_on)),
    )

    def get_queryset(self) -> Any:
        return with_answers(super().get_queryset()).select_related("visit")

    def in_order(self, rows: QuerySet) -> QuerySet:
        closed = ExpressionWrapper(Q(status=FindingStatus.SELESAI), output_field=BooleanField())
        return rows.annotate(is_closed=closed).order_by("is_closed", "visit__ends_on", "seq")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.filters = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        wrong = self._wrong()
        page, rows = KeysetPage(), Finding.objects.none()
        if not wrong:
            rows = self.filters.qs
            if request.GET.get(FILE):
                return self._file(rows, request.GET[FILE])
            page = KeysetPage(list(self.in_order(rows)[:MOST_ROWS]))
        context = self.get_context_data(page=page, wrong=wrong, rows=rows, **kwargs)
        return self.render_to_response(context, status=400 if wrong else 200)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = len(context["page"].rows)
        return {
            **context,
            "closed": findings.closed_share(Finding.objects.all().visible_to(self.request.actor), today()),
            "cut": shown if context["counted"] > shown else 0,
        }


class FindingDetail(ChainDetail):
    """One finding."""

    model = Finding
    template_name = "coordination/finding/detail.html"
    comment_name = "finding-comment"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("visit", "updated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        finding, actor = self.object, self.request.actor
        asked = Recommendation.objects.all().visible_to(actor).current().filter(answers__finding=finding)
        practices = GoodPractice.objects.all().visible_to(actor).current().filter(finding=finding)
        return super().get_context_data(
            visit=if_seen(FieldVisit, finding.visit_id, actor),
            recommendations=with_names(with_actions(asked).order_by("seq")),
            actions=actions_that(actor, finding=finding),
            practices=list(practices.order_by("seq")),
            **kwargs,
        )


class FindingAdd(ChainForm):
    """A new finding of the visit of the address."""

    model = FieldVisit
    form_class = forms.FindingAddForm
    title = "Tambah temuan"
    submit_label = "Simpan temuan"
    success_message = "Temuan tersimpan."
    needs_actor = False

    def get_initial(self) -> dict[str, Any]:
        codes = self.object.village_codes
        return {"severity": "SEDANG", "village_code": codes[0] if len(codes) == 1 else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "visit": self.object}

    def perform(self, data: dict[str, Any]) -> Finding:
        return findings.add_finding(visit=self.object, by=self.request.actor, **data)


class OfFinding(ChainForm):
    """A form about a finding."""

    model = Finding
    needs_actor = False

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("visit")


class FindingEdit(OfFinding):
    """What was found."""

    form_class = forms.FindingForm
    title = "Ubah temuan"
    success_message = "Perubahan tersimpan."
    names = findings.DETAILS

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "visit": self.object.visit}

    def perform(self, data: dict[str, Any]) -> Finding:
        return findings.change_finding(finding=self.object, by=self.request.actor, **data)


class FindingMove(OfFinding, ChainMove):
    """Takes a finding up, closes it, or opens it again."""

    form_class = forms.FindingMoveForm
    title = "Ubah keadaan temuan"
    success_message = "Keadaan temuan tersimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "finding": self.object}

    def perform(self, data: dict[str, Any]) -> Finding:
        return findings.move_finding(finding=self.object, by=self.request.actor, **data)


class FindingWithdraw(ChainWithdraw):
    """Takes a finding out."""

    model = Finding
    title = "Tarik temuan"

    def perform(self, data: dict[str, Any]) -> Finding:
        return findings.withdraw_finding(finding=self.object, by=self.request.actor, **data)


class FindingComment(ChainComment):
    """A comment on a finding."""

    model = Finding
