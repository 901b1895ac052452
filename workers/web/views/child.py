"""Children left behind: the list, one child, consent and its withdrawal."""

from functools import cached_property
from typing import Any

from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import Level
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import ListPage
from desmigratif.core.web.records import RecordForm, WhyForm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.documents.web.panel import panel_of
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Region
from workers import services
from workers.enums import ChildRisk
from workers.filters import ChildFilter
from workers.models import Child, ConsentText, FamilyLog, FamilyMembership, Person, age_on
from workers.web.forms.child import ChildAddForm, ChildEditForm, child_values


class ChildList(ListPage):
    """Children of migrant workers in the actor's region."""

    permission_required = Perm.CHILD_VIEW
    model = Child
    filterset_class = ChildFilter
    template_name = "workers/child/list.html"
    noun = "anak"
    title = "Anak PMI"
    shown_filters = ("q", "age_band", "school_status", "carer_trained")

    def get_queryset(self) -> Any:
        return super().get_queryset().current().with_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page"].rows
        names = dict(Region.objects.filter(pk__in={row.village_code for row in rows}).values_list("pk", "name"))
        for row in rows:
            row.age = age_on(row.person.birth_date, today())
            row.village_name = names.get(row.village_code, "")
        return {**context, "sees_villages": self.request.actor.level is not Level.DESA}


class ChildDetail(ScopedDetail):
    """One child: who cares for it, where it learns, the consent, what happened to the record."""

    permission_required = Perm.CHILD_VIEW
    model = Child
    template_name = "workers/child/detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().current().with_names().select_related("exception_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        child, actor = self.object, self.request.actor
        family = FamilyMembership.objects.visible_to(actor).current().filter(person=child.person).first()
        return super().get_context_data(
            age=age_on(child.person.birth_date, today()),
            village=Region.objects.filter(pk=child.village_code).first(),
            family_id=family.family_id if family else None,
            risks=[ChildRisk(code).label for code in child.risks] if actor.may(Perm.CHILD_CHANGE) else [],
            lines=lines_of(FamilyLog, child, actor),
            may_change=actor.may(Perm.CHILD_CHANGE),
            files=panel_of(child, actor),
            **kwargs,
        )


class ChildAdd(RecordForm):
    """Record that a person is the child of a migrant worker."""

    permission_required = Perm.CHILD_CHANGE
    model = Person
    form_class = ChildAddForm
    template_name = "workers/child/add.html"
    submit_label = "Simpan"
    success_message = "Data anak tersimpan."

    def get_initial(self) -> dict[str, Any]:
        rows = FamilyMembership.objects.visible_to(self.request.actor).current()
        own = rows.filter(family__memberships__person=self.object).exclude(person=self.object)
        parent = own.exclude(person__status="").select_related("person").first()
        values = {"migrant": str(parent.person_id)} if parent else {}
        return {**values, "text_version": self.texts[0].pk if self.texts else ""}

    @cached_property
    def texts(self) -> list[ConsentText]:
        """The texts to read out, one of each language; first the one that stood on a refused page."""
        offered = ConsentText.objects.all().offered(today())
        kept = self.request.POST.get("text_version", "")
        return sorted(offered, key=lambda text: text.pk != kept)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "by": self.request.actor,
            "person": self.object,
            "may_except": self.request.actor.may(Perm.CHILD_EXCEPTION),
            "texts": self.texts,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=f"Data anak: {self.object.full_name}", texts=self.texts, **kwargs)

    def get_form(self, form_class: Any = None) -> ChildAddForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def perform(self, data: dict[str, Any]) -> Child:
        return services.register_child(
            record_id=data["record_id"],
            person=self.object,
            values=self.bound.values(),
            consent=self.bound.consent(),
            exception_reason=data.get("exception_reason", ""),
            by=self.request.actor,
        )


class AboutChild(RecordForm):
    """A form about one child."""

    permission_required = Perm.CHILD_CHANGE
    model = Child

    def get_queryset(self) -> Any:
        return super().get_queryset().with_names()


class ChildEdit(AboutChild):
    """Change what is known."""

    form_class = ChildEditForm
    title = "Ubah data anak"
    success_message = "Perubahan tersimpan."

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version, **child_values(self.object)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor, "person": self.object.person}

    def get_form(self, form_class: Any = None) -> ChildEditForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def perform(self, data: dict[str, Any]) -> Child:
        return services.correct_child(
            child=self.object,
            version=data["version"],
            changes=self.bound.values(),
            reason=data["reason"],
            by=self.request.actor,
        )


class TakenBack(AboutChild):
    """A form with a reason, after which the child is no longer listed."""

    form_class = WhyForm

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("child-list")


class ConsentWithdraw(TakenBack):
    """The guardian takes the consent back."""

    title = "Cabut persetujuan wali"
    lead = (
        "Data anak langsung hilang dari daftar, dan semua isiannya dikosongkan: "
        "pengasuh, sekolah, kesehatan, dan risikonya."
    )
    submit_label = "Cabut persetujuan"
    success_message = "Persetujuan dicabut. Data anak tidak lagi ditampilkan."

    def perform(self, data: dict[str, Any]) -> Child:
        return services.withdraw_consent(
            child=self.object, reason=data["reason"], version=data["version"], by=self.request.actor
        )


class ChildWithdraw(TakenBack):
    """Take a record made by mistake out of the lists."""

    title = "Tarik data anak ini"
    lead = "Untuk catatan yang keliru. Orangnya tetap tercatat."
    submit_label = "Tarik data"
    success_message = "Data anak ditarik."

    def perform(self, data: dict[str, Any]) -> Child:
        return services.withdraw_child(
            child=self.object, reason=data["reason"], version=data["version"], by=self.request.actor
        )


class ChildComment(CommentOn):
    """A comment on a child's record."""

    permission_required = Perm.CHILD_CHANGE
    model = Child
    journal = FamilyLog

    def get_queryset(self) -> Any:
        return super().get_queryset().with_names()
