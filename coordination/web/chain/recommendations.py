"""Recommendations: the list, one recommendation and the actions that answer it."""

from functools import cached_property
from typing import Any, ClassVar

from coordination.filters.chain import RecommendationFilter
from coordination.models import FieldVisit, Finding, Meeting, Recommendation
from coordination.services import recommendations
from coordination.services.nexts import with_actions
from coordination.web.chain import recommendation_forms as forms
from coordination.web.chain.pages import (
    ChainAdd,
    ChainComment,
    ChainDetail,
    ChainForm,
    ChainList,
    ChainWithdraw,
    actions_that,
    if_seen,
    row_named,
    with_names,
)
from desmigratif.core.web.lists import Column
from desmigratif.reference.models import Institution


class RecommendationList(ChainList):
    """Recommendations, those entered last first."""

    model = Recommendation
    filterset_class = RecommendationFilter
    template_name = "coordination/recommendation/list.html"
    noun = "rekomendasi"
    title = "Rekomendasi"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("Nomor", lambda row: row.number, 14),
        Column("Rekomendasi", lambda row: row.text, 60),
        Column("Pilar", lambda row: row.get_pillar_display(), 22),
        Column("Prioritas", lambda row: row.get_priority_display(), 10),
        Column("Ditujukan ke", lambda row: row.addressees, 40),
        Column("Asal", lambda row: row.origin, 40),
        Column("Rencana aksi", lambda row: "Ada" if row.has_action else "Belum ada", 14),
    )

    def get_queryset(self) -> Any:
        return with_actions(super().get_queryset())

    def dress(self, rows: list[Any]) -> None:
        """With `origin`: the title of the meeting or the visit, where the actor may see it."""
        super().dress(rows)
        actor = self.request.actor
        titles: dict[Any, str] = {}
        for model, ids in ((Meeting, {row.meeting_id for row in rows}), (FieldVisit, {row.visit_id for row in rows})):
            found = model.objects.all().visible_to(actor).filter(pk__in=ids - {None})
            titles |= dict(found.values_list("pk", "title"))
        for row in rows:
            row.origin = titles.get(row.meeting_id) or titles.get(row.visit_id) or ""


class RecommendationDetail(ChainDetail):
    """One recommendation."""

    model = Recommendation
    template_name = "coordination/recommendation/detail.html"
    comment_name = "recommendation-comment"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("updated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, actor = self.object, self.request.actor
        findings = Finding.objects.all().visible_to(actor).filter(answered_by__recommendation=row)
        return super().get_context_data(
            meeting=if_seen(Meeting, row.meeting_id, actor),
            visit=if_seen(FieldVisit, row.visit_id, actor),
            findings=with_names(findings.select_related("visit").order_by("seq")),
            actions=actions_that(actor, recommendation=row),
            **kwargs,
        )


class RecommendationAdd(ChainAdd):
    """A new recommendation; `rapat`, `tinjauan` or `temuan` in the address says where it comes from."""

    form_class = forms.RecommendationAddForm
    title = "Tambah rekomendasi"
    list_name = "recommendation-list"
    submit_label = "Simpan rekomendasi"
    success_message = "Rekomendasi tersimpan. Instansi yang dituju kini melihatnya."

    @cached_property
    def finding(self) -> Finding | None:
        """The finding of the address."""
        return row_named(Finding, self.request, "temuan")

    @cached_property
    def visit(self) -> FieldVisit | None:
        """The visit of the address, or that of the finding."""
        found = row_named(FieldVisit, self.request, "tinjauan")
        if found is None and self.finding is not None:
            rows = FieldVisit.objects.all().visible_to(self.request.actor).current()
            found = rows.filter(pk=self.finding.visit_id).first()
        return found

    def get_initial(self) -> dict[str, Any]:
        origin = row_named(Meeting, self.request, "rapat") or self.visit
        initial: dict[str, Any] = {"origin": origin, "priority": "SEDANG"}
        if self.finding is not None:
            initial |= {"findings": [self.finding], "pillar": self.finding.pillar, "priority": self.finding.severity}
        return initial

    def get_form_kwargs(self) -> dict[str, Any]:
        is_of_visit = self.request.method == "GET" and row_named(Meeting, self.request, "rapat") is None
        return {
            **super().get_form_kwargs(),
            "visit": self.visit if is_of_visit else None,
            "kept": [self.finding.pk] if self.finding else [],
        }

    def perform(self, data: dict[str, Any]) -> Recommendation:
        origin = data.pop("origin")
        source = {"meeting" if isinstance(origin, Meeting) else "visit": origin}
        return recommendations.create_recommendation(by=self.request.actor, **source, **data)


class RecommendationEdit(ChainForm):
    """What is asked of whom."""

    model = Recommendation
    form_class = forms.RecommendationForm
    title = "Ubah rekomendasi"
    success_message = "Perubahan tersimpan."
    names = (*recommendations.DETAILS, "number")

    def stored(self, row: Recommendation) -> dict[str, Any]:
        addressees = Institution.objects.filter(pk__in=row.addressee_ids).order_by("short_name")
        return {"addressees": list(addressees), "findings": self._answered(row)}

    def _answered(self, row: Recommendation) -> list[Finding]:
        rows = Finding.objects.all().visible_to(self.request.actor)
        return list(rows.filter(answered_by__recommendation=row).order_by("-seq"))

    def get_initial(self) -> dict[str, Any]:
        found = self.stored(self.object)
        return {**super().get_initial(), **found, "addressees": [row.code for row in found["addressees"]]}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "kept": [row.pk for row in self._answered(self.object)]}

    def perform(self, data: dict[str, Any]) -> Recommendation:
        return recommendations.change_recommendation(recommendation=self.object, by=self.request.actor, **data)


class RecommendationWithdraw(ChainWithdraw):
    """Takes a recommendation out."""

    model = Recommendation
    title = "Tarik rekomendasi"

    def perform(self, data: dict[str, Any]) -> Recommendation:
        return recommendations.withdraw_recommendation(recommendation=self.object, by=self.request.actor, **data)


class RecommendationComment(ChainComment):
    """A comment on a recommendation."""

    model = Recommendation
