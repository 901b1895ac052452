"""Villages in the admin: the data steward puts them right by the same services as the pages, with a reason."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import LONGEST_SEARCH, ScopedAdmin
from desmigratif.core.admin_forms import CorrectionForm
from desmigratif.reference.admin import VillagePlaceMixin
from desmigratif.reference.models import Region
from villages import services
from villages.models import Hamlet, Programme, Village, VillageOfficer, VillageProgramme

WRITTEN = ("created_at", "created_by", "updated_at", "updated_by")


class OfVillageAdmin(VillagePlaceMixin, ScopedAdmin):
    """A record of a village, found by words of the village's name and place."""

    view_right = change_right = Perm.VILLAGE_CHANGE
    search_fields = ["village_code"]  # shows the search box; names are looked up in the region table
    search_help_text = "Nama desa dan letaknya, atau kode wilayah. Contoh: pagersari kalidawir."
    ordering = ["-pk"]
    context = ("village_shown", "village_code")
    own_words: tuple[str, ...] = ()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        words = search_term[:LONGEST_SEARCH].strip()
        if not words:
            return queryset, False
        found = queryset.filter(village_code__in=Region.objects.villages().search(words).values("pk"))
        for name in self.own_words:
            found |= queryset.filter(**{f"{name}__icontains": words})
        return found, False


@admin.register(Village)
class VillageAdmin(OfVillageAdmin):
    """Pages of villages."""

    correctable = ("population", "population_year", "index_status", "index_year", "latitude", "longitude")
    readonly_fields = ("village_shown", "village_code", *WRITTEN)
    list_display = ["village_shown", "village_code", "population", "index_status", "updated_at"]
    list_filter = ["index_status"]

    def correct(
        self, *, request: HttpRequest, record: Village, version: int, reason: str, changes: dict[str, Any]
    ) -> Village:
        return services.change_village(village=record, version=version, by=request.actor, **changes)


@admin.register(VillageProgramme)
class VillageProgrammeAdmin(OfVillageAdmin):
    """Villages in programmes."""

    context = ("programme", "village_shown", "village_code")
    correctable = ("status", "designated_year", "decree_number", "decree_on", "perdes_number", "perdes_on")
    readonly_fields = ("programme", "village_shown", "village_code", *WRITTEN)
    list_display = ["village_shown", "programme", "status", "designated_year", "decree_number"]
    list_filter = ["programme", "status"]
    list_select_related = ["programme"]
    own_words = ("decree_number",)

    def correct(
        self, *, request: HttpRequest, record: VillageProgramme, version: int, reason: str, changes: dict[str, Any]
    ) -> VillageProgramme:
        return services.change_programme(village_programme=record, version=version, by=request.actor, **changes)


class OfficerForm(CorrectionForm):
    """An appointment; the accounts offered are those of the village and its kabupaten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "user" in self.fields:
            offered = services.accounts_for(self.instance.village_code).values("pk")
            users: forms.ModelChoiceField = self.fields["user"]
            users.queryset = users.queryset.filter(pk__in=offered) | users.queryset.filter(pk=self.instance.user_id)
            users.empty_label = "Tanpa akun"


@admin.register(VillageOfficer)
class VillageOfficerAdmin(OfVillageAdmin):
    """Officers of villages."""

    form = OfficerForm
    log_values = False
    correctable = ("full_name", "role", "decree_number", "starts_on", "ends_on", "user")
    readonly_fields = ("village_shown", "village_code", *WRITTEN)
    list_display = ["full_name", "role", "village_shown", "starts_on", "ends_on"]
    list_filter = ["role"]
    own_words = ("full_name",)

    def correct(
        self, *, request: HttpRequest, record: VillageOfficer, version: int, reason: str, changes: dict[str, Any]
    ) -> VillageOfficer:
        return services.correct_officer(officer=record, version=version, by=request.actor, **changes)


@admin.register(Hamlet)
class HamletAdmin(OfVillageAdmin):
    """Hamlets of villages."""

    correctable = ("name",)
    readonly_fields = ("village_shown", "village_code", *WRITTEN)
    list_display = ["name", "village_shown", "village_code"]
    own_words = ("name",)

    def correct(
        self, *, request: HttpRequest, record: Hamlet, version: int, reason: str, changes: dict[str, Any]
    ) -> Hamlet:
        return services.rename_hamlet(hamlet=record, version=version, by=request.actor, **changes)


@admin.register(Programme)
class ProgrammeAdmin(ScopedAdmin):
    """The programmes themselves, in the order of the pickers."""

    view_right = change_right = Perm.REFERENCE_CHANGE
    context = ("code",)
    correctable = ("name", "name_en", "owner", "legal_basis", "order")
    addable = ("code", *correctable)
    readonly_fields = ("code",)
    list_display = ["code", "name", "owner", "legal_basis", "order"]
    search_fields = ["code", "name", "owner"]
    ordering = ["order", "code"]

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> Programme:
        return services.add_programme(**data, by=request.actor)

    def correct(
        self, *, request: HttpRequest, record: Programme, version: int, reason: str, changes: dict[str, Any]
    ) -> Programme:
        return services.describe_programme(programme=record, by=request.actor, **changes)
