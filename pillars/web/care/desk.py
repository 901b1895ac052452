"""Services at the desk, the register of letters, and where the four pillars begin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import Level
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import Column, ListPage
from desmigratif.core.web.records import RecordAdd, RecordForm, WhyForm
from desmigratif.core.web.views import ScopedDetail, ScopedPage
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Region
from pillars.filters.care import LetterFilter, ServiceFilter
from pillars.models import PermissionLetter, PillarLog, ServiceClient, ServiceLog
from pillars.services import desk
from pillars.services.states import VillageState, village_states
from pillars.web.care import forms
from villages.models import Village
from workers.models import FamilyLog, Person

MOST_VILLAGES = 500
PERSON = "orang"

SERVICE_COLUMNS = (
    Column("Desa", lambda row: row.village_name, 20),
    Column("Kode desa", lambda row: row.village_code, 15),
    Column("Tanggal", lambda row: row.served_on.isoformat(), 12),
    Column("Layanan", lambda row: row.get_kind_display(), 30),
    Column("Pemohon", lambda row: row.get_requester_display(), 18),
    Column("Jenis kelamin", lambda row: row.get_sex_display(), 14),
    Column("Cara datang", lambda row: row.get_channel_display(), 18),
    Column("Hasil", lambda row: row.get_outcome_display(), 14),
    Column("Dirujuk ke", lambda row: row.referred_to, 26),
)


class PillarHome(ScopedPage):
    """The four pillars of the actor's region: of one village as cards, of many as rows, absence first."""

    permission_required = Perm.PILLAR_VIEW
    template_name = "pillars/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        villages = list(
            Village.objects.visible_to(actor).with_region().order_by("region_name", "village_code")[:MOST_VILLAGES]
        )
        states = village_states(actor, [village.village_code for village in villages], today())
        rows = [(village, states[village.village_code]) for village in villages]
        rows.sort(key=lambda row: -row[1].absent)
        own = rows[0] if actor.level is Level.DESA and rows else None
        return super().get_context_data(
            rows=[] if own else rows,
            village=own[0] if own else None,
            state=own[1] if own else VillageState(""),
            is_village=actor.level is Level.DESA,
            **kwargs,
        )


class ServiceList(ListPage):
    """Services of the region; the person stands only on the page of one service."""

    permission_required = Perm.PILLAR_VIEW
    model = ServiceLog
    filterset_class = ServiceFilter
    template_name = "pillars/service/list.html"
    noun = "layanan"
    title = "Layanan migrasi"
    columns = SERVICE_COLUMNS
    shown_filters = ("kind", "outcome")

    def get_queryset(self) -> Any:
        return super().get_queryset().current().with_village_name()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = ServiceLog.objects.visible_to(self.request.actor).current()
        month = today().replace(day=1)
        return super().get_context_data(
            this_month=rows.filter(served_on__gte=month).count(),
            sees_villages=self.request.actor.level is not Level.DESA,
            **kwargs,
        )


class ServiceDetail(ScopedDetail):
    """One service; for whom only to those who see persons."""

    permission_required = Perm.PILLAR_VIEW
    model = ServiceLog
    template_name = "pillars/service/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        service, actor = self.object, self.request.actor
        client = None
        if actor.may(Perm.PERSON_NAMES):
            client = ServiceClient.objects.visible_to(actor).filter(service=service).select_related("person").first()
        return super().get_context_data(
            village=Region.objects.filter(pk=service.village_code).first(),
            client=client,
            sees_profile=actor.may(Perm.PERSON_VIEW),
            lines=lines_of(PillarLog, service, actor),
            may_change=actor.may(Perm.PILLAR_CHANGE) and not service.is_withdrawn,
            **kwargs,
        )


class ServiceAdd(RecordAdd):
    """Record a service; `orang` in the address names the person it is for."""

    permission_required = Perm.PILLAR_CHANGE
    form_class = forms.ServiceAddForm
    title = "Catat layanan"
    list_name = "service-list"
    success_message = "Layanan tercatat."

    def get_initial(self) -> dict[str, Any]:
        return {"person": self.request.GET.get(PERSON, "")[:40]}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor}

    def get_form(self, form_class: Any = None) -> forms.ServiceAddForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def perform(self, data: dict[str, Any]) -> ServiceLog:
        return desk.record_service(
            record_id=data["record_id"], values=self.bound.values(), person=data["person"], by=self.request.actor
        )


class AboutService(RecordForm):
    """A form about one service."""

    permission_required = Perm.PILLAR_CHANGE
    model = ServiceLog

    def get_queryset(self) -> Any:
        return super().get_queryset().current()


class ServiceEdit(AboutService):
    """Change a service."""

    form_class = forms.ServiceEditForm
    title = "Ubah layanan"
    names = ("kind", "served_on", "requester", "channel", "outcome", "referred_to", "finished_on")
    success_message = "Perubahan tersimpan."

    def get_form(self, form_class: Any = None) -> forms.ServiceEditForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def perform(self, data: dict[str, Any]) -> ServiceLog:
        return desk.correct_service(
            service=self.object, version=data["version"], values=self.bound.values(), by=self.request.actor
        )


class ServiceWithdraw(AboutService):
    """Take one recorded by mistake out."""

    form_class = WhyForm
    title = "Tarik catatan layanan ini"
    submit_label = "Tarik catatan"
    success_message = "Catatan layanan ditarik."

    def perform(self, data: dict[str, Any]) -> ServiceLog:
        return desk.withdraw_service(
            service=self.object, reason=data["reason"], version=data["version"], by=self.request.actor
        )

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("service-list")


class ServiceComment(CommentOn):
    """A comment on a service."""

    permission_required = Perm.PILLAR_COMMENT
    model = ServiceLog
    journal = PillarLog


class LetterList(ListPage):
    """The register of permission letters; it prints as the paper register does."""

    permission_required = Perm.PERSON_VIEW
    model = PermissionLetter
    filterset_class = LetterFilter
    template_name = "pillars/letter/list.html"
    noun = "surat"
    title = "Register surat izin keluarga"
    shown_filters = ("q", "state")

    def get_queryset(self) -> Any:
        return super().get_queryset().current().select_related("person", "country").with_village_name()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sees_villages=self.request.actor.level is not Level.DESA, **kwargs)


class LetterDetail(ScopedDetail):
    """One letter."""

    permission_required = Perm.PERSON_VIEW
    model = PermissionLetter
    template_name = "pillars/letter/detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("person", "country", "service")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter, actor = self.object, self.request.actor
        return super().get_context_data(
            village=Region.objects.filter(pk=letter.village_code).first(),
            lines=lines_of(FamilyLog, letter, actor),
            may_change=actor.may(Perm.PILLAR_CHANGE) and letter.withdrawn_at is None,
            warning="" if letter.attended else desk.GIVER_ABSENT,
            **kwargs,
        )


class LetterAdd(RecordAdd):
    """Enter a letter; `orang` in the address names the one who leaves."""

    permission_required = Perm.PILLAR_CHANGE
    form_class = forms.LetterAddForm
    title = "Catat surat izin keluarga"
    list_name = "letter-list"
    success_message = "Surat izin tercatat, layanannya ikut dihitung."

    def get_initial(self) -> dict[str, Any]:
        return {"person": self.request.GET.get(PERSON, "")[:40]}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor}

    def get_form(self, form_class: Any = None) -> forms.LetterAddForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def perform(self, data: dict[str, Any]) -> PermissionLetter:
        letter, _ = desk.register_letter(
            record_id=data["record_id"], person=data["person"], values=self.bound.values(), by=self.request.actor
        )
        return letter


class AboutLetter(RecordForm):
    """A form about one letter."""

    permission_required = Perm.PILLAR_CHANGE
    model = PermissionLetter

    def get_queryset(self) -> Any:
        return super().get_queryset().current().select_related("person", "country")


class LetterEdit(AboutLetter):
    """Change a letter."""

    form_class = forms.LetterEditForm
    title = "Ubah surat izin"
    names = tuple(name for name in forms.LetterForm.NAMES if name != "country")
    success_message = "Perubahan tersimpan."

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "country": self.object.country_id or ""}

    def get_form(self, form_class: Any = None) -> forms.LetterEditForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def perform(self, data: dict[str, Any]) -> PermissionLetter:
        return desk.correct_letter(
            letter=self.object, version=data["version"], values=self.bound.values(), by=self.request.actor
        )


class LetterWithdraw(AboutLetter):
    """Take one entered by mistake out of the register."""

    form_class = WhyForm
    title = "Tarik surat izin ini"
    lead = "Surat dan layanannya tidak lagi dihitung."
    submit_label = "Tarik catatan"
    success_message = "Catatan surat izin ditarik."

    def perform(self, data: dict[str, Any]) -> PermissionLetter:
        return desk.withdraw_letter(
            letter=self.object, reason=data["reason"], version=data["version"], by=self.request.actor
        )

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("letter-list")


class LetterComment(CommentOn):
    """A comment on a letter."""

    permission_required = Perm.PERSON_COMMENT
    model = PermissionLetter
    journal = FamilyLog


class PersonServices(ScopedDetail):
    """The services of one person: a part of the profile."""

    permission_required = Perm.PERSON_VIEW
    model = Person
    template_name = "pillars/service/of_person.html"

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#services" if self.request.htmx else self.template_name]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = request.actor
        rows = ServiceClient.objects.visible_to(actor).filter(person=self.object, service__withdrawn_at=None)
        services = [row.service for row in rows.select_related("service").order_by("-service__served_on", "-seq")[:20]]
        return self.render_to_response(self.get_context_data(services=services))
