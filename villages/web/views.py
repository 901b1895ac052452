"""Pages of villages."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import Level
from desmigratif.core.web.records import RecordForm
from desmigratif.core.web.views import ScopedDetail, ScopedPage
from desmigratif.documents.web.panel import panels_of
from villages import services
from villages.enums import OfficerRole
from villages.models import Hamlet, Programme, Village, VillageOfficer, VillageProgramme
from villages.web import forms
from villages.web.listing import VillageListing

PROFILE = ("latitude", "longitude", "population", "population_year", "index_status", "index_year")
STANDING = ("status", "designated_year", "decree_number", "decree_on", "perdes_number", "perdes_on")
APPOINTMENT = ("full_name", "role", "decree_number", "starts_on", "ends_on", "user")


class VillageList(ScopedPage):
    """The villages of the actor's region. An officer of a village goes straight to the own one."""

    permission_required = Perm.VILLAGE_VIEW
    template_name = "villages/village/list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.actor.level is Level.DESA:
            own = Village.objects.visible_to(request.actor).first()
            if own is not None:
                return HttpResponseRedirect(own.get_absolute_url())
            return self.render_to_response(self.get_context_data(own_page_missing=True))
        listing = VillageListing(request.actor, request.GET)
        may_add = request.actor.may(Perm.VILLAGE_CHANGE) and services.may_designate(request.actor)
        context = self.get_context_data(listing=listing, may_add=may_add)
        return self.render_to_response(context, status=200 if listing.is_valid else 422)


class VillageDetail(ScopedDetail):
    """One village: programmes, officers, hamlets, figures. What is not there yet is said, not shown as nought."""

    permission_required = Perm.VILLAGE_VIEW
    model = Village
    template_name = "villages/village/detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_region().with_programmes().select_related("updated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        officers = self.object.officers.visible_to(actor)
        serving = list(officers.serving_on(today()).order_by("starts_on", "seq"))
        former = list(officers.former_on(today()).order_by("-ends_on", "seq"))
        may_designate = actor.may(Perm.VILLAGE_CHANGE) and services.may_designate(actor)
        self._with_files(serving + former)
        self._with_files(self.object.programmes_in_order)
        return super().get_context_data(
            officers=serving + former,
            signing_officer=next((row.full_name for row in serving if row.role == OfficerRole.PETUGAS), ""),
            hamlets=list(self.object.hamlets.visible_to(actor).order_by("name")),
            may_designate=may_designate,
            may_add_programme=may_designate and self._programmes_left(),
            shows_list=actor.level is not Level.DESA,
            **kwargs,
        )

    def _with_files(self, rows: list[Any]) -> None:
        """Each row with its decrees."""
        panels = panels_of(rows, self.request.actor)
        for row in rows:
            row.files = panels.get(row.pk)

    def _programmes_left(self) -> bool:
        return len(self.object.programmes_in_order) < Programme.objects.count()


class VillageForm(RecordForm):
    """A form inside one village; the village, with its names, is in the context."""

    permission_required = Perm.VILLAGE_CHANGE
    template_name = "villages/village/form.html"
    model = Village

    @cached_property
    def village(self) -> Village:
        """The village that the row of the URL belongs to."""
        row = self.object
        if not isinstance(row, Village):
            row = Village.objects.visible_to(self.request.actor).with_region().filter(pk=row.village_id).first()
        if row is None:
            raise Http404
        return row

    def get_queryset(self) -> Any:
        found = super().get_queryset()
        return found.with_region() if self.model is Village else found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = self.village
        return super().get_context_data(village=village, back_words=f"Kembali ke {village.title}", **kwargs)

    def back_url(self) -> str:
        return self.village.get_absolute_url()

    def get_success_url(self, _done: Any = None) -> str:
        return self.village.get_absolute_url()


class AboveVillage(VillageForm):
    """A form for those above the village: a village does not designate itself."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not services.may_designate(request.actor):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class VillageEdit(VillageForm):
    """Population, Indeks Desa and coordinates."""

    form_class = forms.ProfileForm
    template_name = "villages/village/profile_form.html"
    title = "Ubah keterangan desa"
    success_message = "Keterangan desa tersimpan."
    names = PROFILE

    def perform(self, data: dict[str, Any]) -> Village:
        return services.change_village(village=self.object, by=self.request.actor, **data)


class ProgrammeAdd(AboveVillage):
    """Put the village into one more programme."""

    form_class = forms.ProgrammeAddForm
    template_name = "villages/village/programme_form.html"
    title = "Tambah program"
    success_message = "Program desa tersimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        taken = self.object.programmes.visible_to(self.request.actor).values("programme_id")
        if self.request.method == "POST":  # a double tap must reach the service, which knows the first one
            taken = Programme.objects.none().values("code")
        programmes = Programme.objects.exclude(code__in=taken).order_by("order", "code")
        return {**super().get_form_kwargs(), "programmes": programmes}

    def perform(self, data: dict[str, Any]) -> VillageProgramme:
        return services.designate(village=self.object, by=self.request.actor, **data)


class ProgrammeEdit(AboveVillage):
    """Status and legal basis of one programme of the village."""

    model = VillageProgramme
    form_class = forms.ProgrammeForm
    template_name = "villages/village/programme_form.html"
    success_message = "Program desa tersimpan."
    names = STANDING

    @property
    def title(self) -> str:
        """The programme's name is in the heading, because it can't be changed here."""
        return f"Ubah program {self.object.programme}"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("programme")

    def perform(self, data: dict[str, Any]) -> VillageProgramme:
        return services.change_programme(village_programme=self.object, by=self.request.actor, **data)


class OfficerAdd(VillageForm):
    """Record who serves in the village."""

    form_class = forms.OfficerAddForm
    title = "Tambah petugas"
    success_message = "Petugas tersimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "accounts": services.accounts_for(self.object.village_code)}

    def perform(self, data: dict[str, Any]) -> VillageOfficer:
        return services.appoint_officer(village=self.object, by=self.request.actor, **data)


class OfficerEdit(VillageForm):
    """Put an appointment right."""

    model = VillageOfficer
    form_class = forms.OfficerForm
    title = "Betulkan data petugas"
    success_message = "Data petugas tersimpan."
    names = APPOINTMENT

    def get_form_kwargs(self) -> dict[str, Any]:
        named = User.objects.filter(pk=self.object.user_id)  # stays choosable after the account moved elsewhere
        accounts = (services.accounts_for(self.object.village_code) | named).distinct()
        return {**super().get_form_kwargs(), "accounts": accounts}

    def perform(self, data: dict[str, Any]) -> VillageOfficer:
        return services.correct_officer(officer=self.object, by=self.request.actor, **data)


class OfficerEnd(VillageForm):
    """Record the last day of an appointment."""

    model = VillageOfficer
    form_class = forms.OfficerEndForm
    submit_label = "Akhiri tugas"
    success_message = "Hari terakhir petugas tersimpan."
    names = ("ends_on",)

    @property
    def title(self) -> str:
        """Whose term ends."""
        return f"Akhiri tugas {self.object.full_name}"

    def perform(self, data: dict[str, Any]) -> VillageOfficer:
        return services.end_officer(officer=self.object, by=self.request.actor, **data)


class HamletAdd(VillageForm):
    """Add a dusun."""

    form_class = forms.HamletAddForm
    title = "Tambah dusun"
    success_message = "Dusun tersimpan."

    def perform(self, data: dict[str, Any]) -> Hamlet:
        return services.add_hamlet(village=self.object, by=self.request.actor, **data)


class HamletEdit(VillageForm):
    """Another spelling of a dusun's name."""

    model = Hamlet
    form_class = forms.HamletForm
    title = "Betulkan nama dusun"
    success_message = "Nama dusun tersimpan."
    names = ("name",)

    def perform(self, data: dict[str, Any]) -> Hamlet:
        return services.rename_hamlet(hamlet=self.object, by=self.request.actor, **data)
