"""Good practices: the list, one practice, the villages that take it over, and those it may suit."""

from typing import Any, ClassVar

from django.db.models import Count, Q

from coordination.enums import PRACTICE_MOVES, AdoptionStatus, PracticeStatus
from coordination.filters.chain import PracticeFilter
from coordination.models import Finding, GoodPractice, PracticeAdoption
from coordination.services import practices
from coordination.services.similarity import similar_villages
from coordination.web.chain import practice_forms as forms
from coordination.web.chain.pages import (
    ChainAdd,
    ChainComment,
    ChainDetail,
    ChainForm,
    ChainList,
    ChainMove,
    ChainWithdraw,
    if_seen,
    row_named,
    with_names,
)
from desmigratif.core.web.lists import Column
from desmigratif.reference.models import Region


class PracticeList(ChainList):
    """Good practices, those entered last first."""

    model = GoodPractice
    filterset_class = PracticeFilter
    template_name = "coordination/practice/list.html"
    noun = "praktik baik"
    title = "Praktik baik"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("Judul", lambda row: row.title, 50),
        Column("Desa asal", lambda row: row.place_words, 30),
        Column("Pilar", lambda row: row.get_pillar_display(), 22),
        Column("Masalah", lambda row: row.problem, 50),
        Column("Langkah", lambda row: row.solution, 60),
        Column("Hasil", lambda row: row.result, 40),
        Column("Keadaan", lambda row: row.get_status_display(), 14),
        Column("Desa yang menerapkan", lambda row: row.adopted, 20),
        Column("Berhasil", lambda row: row.succeeded, 10),
    )

    def dress(self, rows: list[Any]) -> None:
        super().dress(rows)
        found = (
            PracticeAdoption.objects.all().visible_to(self.request.actor).filter(practice__in=[row.pk for row in rows])
        )
        counts = (
            found.order_by()
            .values("practice")
            .annotate(
                n=Count("pk", filter=~Q(status=AdoptionStatus.MINAT)),
                good=Count("pk", filter=Q(status=AdoptionStatus.BERHASIL)),
            )
        )
        by_practice = {row["practice"]: row for row in counts}
        for row in rows:
            known = by_practice.get(row.pk, {"n": 0, "good": 0})
            row.adopted, row.succeeded = known["n"], known["good"]


class PracticeDetail(ChainDetail):
    """One good practice."""

    model = GoodPractice
    template_name = "coordination/practice/detail.html"
    comment_name = "practice-comment"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("updated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        practice, actor = self.object, self.request.actor
        adoptions = with_names(practice.adoptions.all().visible_to(actor).order_by("seq"))
        status = PracticeStatus(practice.status)
        return super().get_context_data(
            village=Region.objects.filter(pk=practice.village_code).first(),
            finding=if_seen(Finding, practice.finding_id, actor),
            adoptions=adoptions,
            similar=similar_villages(practice, by=actor),
            is_published=status is PracticeStatus.TERBIT,
            has_next=bool(PRACTICE_MOVES[status]),
            **kwargs,
        )


class PracticeAdd(ChainAdd):
    """A new practice; `temuan` in the address says which finding it comes from."""

    form_class = forms.PracticeAddForm
    title = "Usulkan praktik baik"
    list_name = "practice-list"
    submit_label = "Simpan usul"
    success_message = "Usul tersimpan. Terlihat desa asalnya; semua orang melihatnya sesudah terbit."

    def get_initial(self) -> dict[str, Any]:
        finding = row_named(Finding, self.request, "temuan")
        if finding is None:
            return {}
        return {"finding": finding, "village_code": finding.village_code, "pillar": finding.pillar}

    def perform(self, data: dict[str, Any]) -> GoodPractice:
        return practices.propose_practice(by=self.request.actor, **data)


class PracticeEdit(ChainForm):
    """What the practice is."""

    model = GoodPractice
    form_class = forms.PracticeForm
    title = "Ubah praktik baik"
    success_message = "Perubahan tersimpan."
    names = practices.STORY

    def perform(self, data: dict[str, Any]) -> GoodPractice:
        return practices.change_practice(practice=self.object, by=self.request.actor, **data)


class PracticePublish(ChainMove):
    """Takes a practice a step on, or back."""

    model = GoodPractice
    form_class = forms.PracticeMoveForm
    title = "Kurasi dan terbitkan"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "practice": self.object}

    def perform(self, data: dict[str, Any]) -> GoodPractice:
        is_out = data["status"] is PracticeStatus.TERBIT
        self.success_message = "Praktik baik terbit. Semua pengguna kini melihatnya." if is_out else "Tersimpan."
        return practices.move_practice(practice=self.object, by=self.request.actor, **data)


class PracticeWithdraw(ChainWithdraw):
    """Takes a practice out."""

    model = GoodPractice
    title = "Tarik praktik baik"

    def perform(self, data: dict[str, Any]) -> GoodPractice:
        return practices.withdraw_practice(practice=self.object, by=self.request.actor, **data)


class PracticeComment(ChainComment):
    """A comment on a practice."""

    model = GoodPractice


class AdoptionAdd(ChainForm):
    """A village that takes the practice of the address over; `desa` in the address names it."""

    model = GoodPractice
    form_class = forms.AdoptionAddForm
    title = "Catat desa yang menerapkan"
    success_message = "Penerapan tersimpan."
    needs_actor = False

    def get_initial(self) -> dict[str, Any]:
        return {"village_code": self.request.GET.get("desa", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor}

    def perform(self, data: dict[str, Any]) -> PracticeAdoption:
        return practices.add_adoption(practice=self.object, by=self.request.actor, **data)


class AdoptionEdit(ChainForm):
    """How far the village is."""

    model = PracticeAdoption
    form_class = forms.AdoptionForm
    title = "Ubah penerapan"
    success_message = "Perubahan tersimpan."
    names = practices.ADOPTION
    needs_actor = False

    def get_queryset(self) -> Any:
        rows = PracticeAdoption.objects.all().visible_to(self.request.actor)
        return rows.filter(practice__withdrawn_at=None).select_related("practice")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = Region.objects.filter(pk=self.object.village_code).first()
        lead = f"{self.object.practice} di {village.full_name if village else self.object.village_code}."
        return super().get_context_data(**{"lead": lead, "back_words": "Kembali ke praktik baik", **kwargs})

    def perform(self, data: dict[str, Any]) -> PracticeAdoption:
        return practices.change_adoption(adoption=self.object, by=self.request.actor, **data)
