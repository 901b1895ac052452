"""Families and children in the admin. Numbers of family cards are shown masked; to change one it is typed anew."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin, ScopedAdmin
from desmigratif.core.admin_forms import CorrectionForm
from desmigratif.reference.admin import VillagePlaceMixin
from workers import services
from workers.admin.people import WRITTEN, PeopleAdmin
from workers.models import Child, Consent, ConsentText, Family, FamilyLog, FamilyMembership, Person


class FamilyForm(CorrectionForm):
    """A family. The number that is stored never comes into the form."""

    kk = forms.CharField(
        label="Nomor KK baru",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "numeric", "spellcheck": "false"}),
        help_text="Isi hanya kalau nomor yang tercatat salah atau belum ada.",
    )


class FamilyPeopleAdmin(PeopleAdmin):
    """Rows about families: their history is `FamilyLog`."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        return super(PeopleAdmin, self).history_view(request, object_id, extra_context)


@admin.register(Family)
class FamilyAdmin(FamilyPeopleAdmin):
    """Households."""

    form = FamilyForm
    context = ("village_shown", "kk_masked", "record_status", "record_comment")
    correctable = ("kk", "address", "hamlet", "rt", "rw", "welfare_decile", "receives_aid")
    readonly_fields = (
        "kk_masked", "head", "village_shown", "village_code", "record_status", "record_comment", "withdrawn_at",
        *WRITTEN,
    )  # fmt: skip
    list_display = ["__str__", "village_shown", "kk_masked", "record_status", "updated_at"]
    list_filter = ["record_status"]
    list_select_related = ["head"]
    search_fields = ["head__search_name__contains"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, search_term.upper())

    def correct(
        self, *, request: HttpRequest, record: Family, version: int, reason: str, changes: dict[str, Any]
    ) -> Family:
        return services.correct_family(
            family=record, version=version, reason=reason, changes=changes, by=request.actor
        )


@admin.register(Child)
class ChildAdmin(FamilyPeopleAdmin):
    """Children of migrant workers."""

    context = ("person", "village_shown", "withdrawn_at")
    correctable = (
        "parent_abroad", "carer", "carer_name", "carer_relation", "carer_trained", "school_status", "school", "grade",
        "contact_frequency", "has_jkn", "has_birth_certificate",
    )  # fmt: skip
    readonly_fields = (
        "person", "migrant", "consent", "exception_reason", "exception_by", "carer_trained_on", "village_shown",
        "village_code", "withdrawn_at", *WRITTEN,
    )  # fmt: skip
    list_display = ["person", "village_shown", "school_status", "carer_relation", "carer_trained", "updated_at"]
    list_filter = ["school_status", "carer_relation", "carer_trained"]
    list_select_related = ["person"]
    search_fields = ["person__search_name__contains"]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return super().get_search_results(request, queryset, search_term.upper())

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002  as Django has it
        """The carers offered are people of the child's village."""
        form = super().get_form(request, obj, change, **kwargs)
        if obj is not None and "carer" in form.base_fields:
            people = Person.objects.visible_to(request.actor).current().filter(village_code=obj.village_code)
            form.base_fields["carer"].queryset = people.order_by("full_name")
        return form

    def correct(
        self, *, request: HttpRequest, record: Child, version: int, reason: str, changes: dict[str, Any]
    ) -> Child:
        return services.correct_child(child=record, version=version, reason=reason, changes=changes, by=request.actor)


class LookedAt(VillagePlaceMixin, ReadOnlyAdmin):
    """Rows that services write and nobody corrects by hand."""

    view_right = Perm.PERSON_CORRECT
    ordering = ["-pk"]


@admin.register(FamilyMembership)
class FamilyMembershipAdmin(LookedAt):
    """Who is or was in which family; changed on the family's page."""

    fields = ["family", "person", "relation", "starts_on", "ends_on", "ended", "village_shown", *WRITTEN]
    list_display = ["person", "relation", "family", "ended", "village_shown"]
    list_filter = ["relation", "ended"]
    list_select_related = ["person", "family__head"]


@admin.register(ConsentText)
class ConsentTextAdmin(ScopedAdmin):
    """Texts that are read out to guardians; a new version is added, none is changed."""

    view_right = change_right = Perm.PERSON_CORRECT
    addable = ("version", "language", "body", "valid_from")
    fields = ("version", "language", "body", "valid_from")
    readonly_fields = ("version", "language", "body", "valid_from")
    list_display = ["version", "language", "valid_from"]
    ordering = ["-valid_from"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.actor.may(self.change_right)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a text that was read out stays as it was heard."""
        return False

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> ConsentText:
        return services.add_consent_text(**data, by=request.actor)


@admin.register(Consent)
class ConsentAdmin(LookedAt):
    """What guardians agreed to; never changed, only withdrawn."""

    fields = [
        "subject", "guardian_name", "guardian_relation", "purpose", "text", "method", "given_on",
        "withdrawn_on", "village_shown", *WRITTEN,
    ]  # fmt: skip
    list_display = ["subject", "guardian_name", "method", "given_on", "withdrawn_on"]
    list_filter = ["method"]
    list_select_related = ["subject"]


@admin.register(FamilyLog)
class FamilyLogAdmin(LookedAt):
    """What happened to families and children, and comments."""

    fields = ["record_kind", "record_id", "village_shown", "at", "kind", "by", "by_role", "by_deputy_of", "comment"]
    list_display = ["at", "record_kind", "kind", "by", "comment"]
    list_filter = ["kind", "record_kind"]
    list_select_related = ["by"]
