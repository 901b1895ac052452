"""Groups, businesses, aid and cooperatives in the admin: put right by services, with a reason.

Nothing about people goes into the admin's own log, which has no row security.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ScopedAdmin
from desmigratif.core.journal import JournalKind
from desmigratif.reference.admin import VillagePlaceMixin
from pillars.models import (
    Aid,
    Business,
    BusinessOwner,
    Cooperative,
    CooperativeMember,
    CooperativeRecap,
    Group,
    GroupMember,
)
from pillars.models.cooperative import LAST_MONTH
from pillars.services import aid, businesses, cooperatives, groups, members, recaps

WRITTEN = ("created_at", "created_by", "updated_at", "updated_by")
MEMBERS = (
    "members_purna", "members_family", "members_candidate", "members_general", "members_female", "members_male",
)  # fmt: skip
MOST = 2**62


class OfThePillar(VillagePlaceMixin, ScopedAdmin):
    """A record of a village. `call` names the service."""

    view_right = change_right = Perm.PILLAR_CORRECT
    ordering = ["-pk"]
    search_help_text = "Kata dari nama, atau kode wilayah."

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """No number is beyond what the column holds: the service then says what is wrong with it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.IntegerField):
            field.max_value = min(field.max_value or MOST, MOST)
        return field

    def correct(self, *, request: HttpRequest, record: Any, version: int, reason: str, changes: dict[str, Any]) -> Any:
        told = {"version": version, "by": request.actor, "entry": JournalKind.KOREKSI, "comment": reason}
        return self.call(record=record, told=told, changes=changes)

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> Any:
        """The service."""
        raise NotImplementedError


@admin.register(Group)
class GroupAdmin(OfThePillar):
    """Groups."""

    log_values = False  # the leader's name
    context = ("village_shown", "village_code", "withdrawn_at")
    correctable = groups.GROUP_FIELDS
    readonly_fields = ("village_shown", "village_code", "withdrawn_at", *MEMBERS, *WRITTEN)
    list_display = ["name", "kind", "village_shown", "is_active", "updated_at"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name"]

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> Group:
        return groups.change_group(group=record, **told, **changes)


@admin.register(Business)
class BusinessAdmin(OfThePillar):
    """Businesses."""

    log_values = False
    context = ("village_shown", "village_code", "group", "withdrawn_at")
    correctable = businesses.BUSINESS_FIELDS
    readonly_fields = ("village_shown", "village_code", "group", "withdrawn_at", *WRITTEN)
    list_display = ["name", "kind", "status", "village_shown", "updated_at"]
    list_filter = ["kind", "status", "turnover_band"]
    search_fields = ["name"]

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> Business:
        return businesses.change_business(business=record, **told, **changes)


@admin.register(Aid)
class AidAdmin(OfThePillar):
    """Aid."""

    context = ("village_shown", "village_code", "giver", "group", "business", "withdrawn_at")
    correctable = aid.AID_FIELDS
    readonly_fields = (
        "village_shown", "village_code", "giver", "group", "business", "condition", "condition_on", "withdrawn_at",
        *WRITTEN,
    )  # fmt: skip
    list_display = ["description", "kind", "giver", "village_shown", "given_on", "condition"]
    list_filter = ["kind", "condition"]
    list_select_related = ["giver"]
    search_fields = ["description"]

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> Aid:
        return aid.change_aid(aid=record, **told, **changes)


@admin.register(Cooperative)
class CooperativeAdmin(OfThePillar):
    """Cooperatives."""

    context = ("village_shown", "village_code", "withdrawn_at")
    correctable = cooperatives.COOPERATIVE_FIELDS
    readonly_fields = ("village_shown", "village_code", "withdrawn_at", *MEMBERS, *WRITTEN)
    list_display = ["name", "kind", "status", "link", "village_shown", "last_rat_on"]
    list_filter = ["kind", "status", "link"]
    search_fields = ["name", "legal_number"]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "book_closing_month" and isinstance(field, forms.IntegerField):
            field.max_value = LAST_MONTH
        return field

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> Cooperative:
        return cooperatives.change_cooperative(cooperative=record, **told, **changes)


@admin.register(CooperativeRecap)
class CooperativeRecapAdmin(OfThePillar):
    """Monthly books."""

    context = ("cooperative", "village_shown", "village_code", "withdrawn_at")
    correctable = ("month", *recaps.RECAP_FIELDS)
    readonly_fields = ("cooperative", "village_shown", "village_code", "withdrawn_at", *WRITTEN)
    list_display = ["cooperative", "month", "village_shown", "loans_outstanding", "loans_overdue"]
    list_select_related = ["cooperative"]
    linked_by = ("cooperative",)
    search_fields = ["cooperative__name"]

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> CooperativeRecap:
        return recaps.change_recap(recap=record, **told, **changes)


class OfAPersonAdmin(OfThePillar):
    """Rows about people: nothing is written into the admin's log. The journal of what they belong to tells of it."""

    view_right = change_right = Perm.PERSON_CORRECT
    search_help_text = "Kata dari nama, atau kode wilayah. Jangan menulis NIK di sini."
    search_fields = ["person__search_name__contains"]

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return super().get_search_results(request, queryset, search_term.upper())

    def log(self, request: HttpRequest, obj: Any, message: str, *, flag: int = 0) -> LogEntry | None:
        return None


@admin.register(GroupMember)
class GroupMemberAdmin(OfAPersonAdmin):
    """Members of groups."""

    context = ("group", "person", "village_shown", "ends_on")
    correctable = ("category", "position", "starts_on")
    readonly_fields = ("group", "person", "village_shown", "village_code", "ends_on", *WRITTEN)
    list_display = ["person", "group", "category", "village_shown", "starts_on", "ends_on"]
    list_filter = ["category"]
    list_select_related = ["person", "group"]
    linked_by = ("group", "person")

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> GroupMember:
        return members.correct_member(member=record, **told, **changes)


@admin.register(CooperativeMember)
class CooperativeMemberAdmin(OfAPersonAdmin):
    """Members of cooperatives."""

    context = ("cooperative", "person", "village_shown", "ends_on")
    correctable = ("category", "position", "member_number", "starts_on")
    readonly_fields = ("cooperative", "person", "village_shown", "village_code", "ends_on", *WRITTEN)
    list_display = ["person", "cooperative", "category", "village_shown", "starts_on", "ends_on"]
    list_filter = ["category"]
    list_select_related = ["person", "cooperative"]
    linked_by = ("cooperative", "person")

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> CooperativeMember:
        return members.correct_member(member=record, **told, **changes)


@admin.register(BusinessOwner)
class BusinessOwnerAdmin(OfAPersonAdmin):
    """Owners of businesses; another owner is named on the page of the business."""

    context = ("business", "person", "village_shown", "withdrawn_at")
    correctable = ("category",)
    readonly_fields = ("business", "person", "village_shown", "village_code", "withdrawn_at", *WRITTEN)
    list_display = ["person", "business", "category", "village_shown"]
    list_filter = ["category"]
    list_select_related = ["person", "business"]
    linked_by = ("business", "person")

    def call(self, *, record: Any, told: dict[str, Any], changes: dict[str, Any]) -> BusinessOwner:
        return businesses.correct_owner(
            owner=record, version=told["version"], by=told["by"], category=changes["category"], reason=told["comment"]
        )
