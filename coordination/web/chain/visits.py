"""Field visits: the list, and one visit as its own report."""

from typing import Any, ClassVar

from django.db.models import Count, Q

from coordination.filters.chain import VisitFilter
from coordination.models import FieldVisit, Finding, Meeting, Recommendation, RecommendationFinding
from coordination.services import visits
from coordination.services.nexts import with_actions, with_answers
from coordination.web.chain import visit_forms as forms
from coordination.web.chain.meetings import day_words
from coordination.web.chain.pages import (
    ChainAdd,
    ChainComment,
    ChainDetail,
    ChainForm,
    ChainList,
    ChainWithdraw,
    if_seen,
    row_named,
    with_names,
)
from desmigratif.core.web.lists import Column
from desmigratif.reference.models import Institution
from pillars.enums import Pillar


class VisitList(ChainList):
    """Visits, those entered last first."""

    model = FieldVisit
    filterset_class = VisitFilter
    template_name = "coordination/visit/list.html"
    noun = "tinjauan"
    title = "Tinjauan lapangan"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("Judul", lambda row: row.title, 50),
        Column("Mulai", lambda row: day_words(row.starts_on)),
        Column("Selesai", lambda row: day_words(row.ends_on)),
        Column("Pemimpin", lambda row: row.lead.short_name, 24),
        Column("Ikut", lambda row: row.participants, 30),
        Column("Desa", lambda row: row.place_words, 40),
        Column("Temuan", lambda row: row.found, 10),
        Column("Ringkasan", lambda row: row.summary, 60),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("lead")

    def dress(self, rows: list[Any]) -> None:
        super().dress(rows)
        found = (
            Finding.objects.all().visible_to(self.request.actor).current().filter(visit__in=[row.pk for row in rows])
        )
        counts = dict(found.order_by().values("visit").annotate(n=Count("pk")).values_list("visit", "n"))
        for row in rows:
            row.found = counts.get(row.pk, 0)


class VisitDetail(ChainDetail):
    """One visit: where, who, what was found, what is recommended; printed it is the visit's report."""

    model = FieldVisit
    template_name = "coordination/visit/detail.html"
    comment_name = "visit-comment"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("lead", "updated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        visit, actor = self.object, self.request.actor
        rows = Finding.objects.all().visible_to(actor).current().filter(visit=visit).select_related("visit")
        findings = with_names(with_answers(rows).order_by("seq"))
        answered = RecommendationFinding.objects.all().visible_to(actor).filter(finding__visit=visit)
        asked = Recommendation.objects.all().visible_to(actor).current()
        asked = asked.filter(Q(visit=visit) | Q(pk__in=answered.values("recommendation_id")))
        return super().get_context_data(
            groups=by_place(findings),
            found=len(findings),
            open=sum(finding.is_open for finding in findings),
            recommendations=with_names(with_actions(asked).order_by("seq")),
            meeting=if_seen(Meeting, visit.meeting_id, actor),
            **kwargs,
        )


def by_place(findings: list[Any]) -> list[tuple[str, list[tuple[str, list[Any]]]]]:
    """Findings by village, those of all villages last, and in a village by pillar."""
    places: dict[tuple[bool, str], dict[str, list[Any]]] = {}
    for finding in findings:
        place = finding.villages[0].full_name if finding.villages else forms.ALL_VILLAGES
        pillars = places.setdefault((not finding.villages, place), {})
        pillars.setdefault(finding.pillar, []).append(finding)
    return [
        (place, [(str(Pillar(code).label), pillars[code]) for code in Pillar.values if code in pillars])
        for (_, place), pillars in sorted(places.items())
    ]


class VisitAdd(ChainAdd):
    """A new visit; `rapat` in the address says which meeting it follows from."""

    form_class = forms.VisitAddForm
    title = "Tambah tinjauan lapangan"
    list_name = "visit-list"
    submit_label = "Simpan tinjauan"
    success_message = "Tinjauan tersimpan. Berikutnya: catat temuannya."

    def get_initial(self) -> dict[str, Any]:
        meeting = row_named(Meeting, self.request, "rapat")
        return {"meeting": meeting, "village_codes": meeting.village_codes} if meeting else {}

    def perform(self, data: dict[str, Any]) -> FieldVisit:
        return visits.create_visit(by=self.request.actor, **data)


class VisitEdit(ChainForm):
    """What the visit is."""

    model = FieldVisit
    form_class = forms.VisitForm
    title = "Ubah tinjauan lapangan"
    success_message = "Perubahan tersimpan."
    names = (*visits.DETAILS, "village_codes")

    def stored(self, row: FieldVisit) -> dict[str, Any]:
        participants = Institution.objects.filter(pk__in=row.participant_ids).order_by("short_name")
        return {"participants": list(participants)}

    def get_initial(self) -> dict[str, Any]:
        participants = self.stored(self.object)["participants"]
        return {**super().get_initial(), "participants": [row.code for row in participants]}

    def perform(self, data: dict[str, Any]) -> FieldVisit:
        return visits.change_visit(visit=self.object, by=self.request.actor, **data)


class VisitWithdraw(ChainWithdraw):
    """Takes a visit out."""

    model = FieldVisit
    title = "Tarik tinjauan"

    def perform(self, data: dict[str, Any]) -> FieldVisit:
        return visits.withdraw_visit(visit=self.object, by=self.request.actor, **data)


class VisitComment(ChainComment):
    """A comment on a visit."""

    model = FieldVisit
