"""Pages of aid. The officer of the village and the officer of a regional agency record it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.models import ScopedQuerySet
from desmigratif.core.scope import Level, Reach
from desmigratif.core.web.fields import amount_words
from desmigratif.core.web.lists import Column
from pillars.filters.business import AidFilter
from pillars.models import Aid, Business, Group
from pillars.services import aid as services
from pillars.web.business import forms
from pillars.web.business.businesses import row_of
from pillars.web.business.offers import WHOLE_VILLAGE, business_key, group_key
from pillars.web.business.pages import (
    PLACE_COLUMNS,
    PillarAdd,
    PillarComment,
    PillarDetail,
    PillarForm,
    PillarList,
    Withdraw,
    with_place,
)
from villages.models import Village

FIRST_SHOWN = 20


def recipient_words(aid: Aid) -> str:
    """Who received it."""
    return str(aid.group or aid.business or "Seluruh desa")


class AidList(PillarList):
    """Aid; before the list stands what should be looked at now."""

    model = Aid
    filterset_class = AidFilter
    template_name = "pillars/aid/list.html"
    title = "Bantuan usaha"
    noun = "bantuan"
    ordered_filters = ("q", "kind", "giver", "check")
    columns = (
        Column("Uraian", lambda row: row.description, 30),
        Column("Jenis", lambda row: row.get_kind_display()),
        Column("Penerima", recipient_words, 26),
        *PLACE_COLUMNS,
        Column("Pemberi", lambda row: row.giver.short_name, 22),
        Column("Tanggal diterima", lambda row: f"{row.given_on:%d-%m-%Y}"),
        Column("Jumlah", lambda row: row.quantity),
        Column("Satuan", lambda row: row.unit),
        Column("Nilai (Rp)", lambda row: row.value),
        Column("Nomor BAST", lambda row: row.handover_number, 20),
        Column("Keadaan setelah 6 bulan", lambda row: row.get_condition_display(), 22),
        Column("Diperiksa", lambda row: row.condition_on and f"{row.condition_on:%d-%m-%Y}"),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("giver", "group", "business")

    def get_context_data(self, *, rows: Any, page: Any, **kwargs: Any) -> dict[str, Any]:
        actor, day = self.request.actor, today()
        is_plain = not any(self.request.GET.get(name) for name in self.filters.filters)
        due = rows.to_check(day).order_by("given_on", "seq") if is_plain else rows.none()
        for row in page.rows:
            row.due = row.is_to_check(day)
        own = actor.may(Perm.AID_CHANGE)
        return super().get_context_data(
            rows=rows,
            page=page,
            due=list(due[: FIRST_SHOWN + 1])[:FIRST_SHOWN],
            due_count=due.count() if is_plain else 0,
            may_check=own,
            own_institution=actor.institution_id if actor.reach is Reach.INSTITUTION else None,
            **kwargs,
        )


class AidDetail(PillarDetail):
    """One gift: who gave what to whom, and what has become of it."""

    model = Aid
    template_name = "pillars/aid/detail.html"
    name = "aid"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("giver", "group", "business")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, actor, day = self.object, self.request.actor, today()
        is_own = actor.reach is not Reach.INSTITUTION or found.giver_id == actor.institution_id
        may_aid = actor.may(Perm.AID_CHANGE) and is_own and not found.is_withdrawn
        return super().get_context_data(
            may_act=may_aid,
            may_check=may_aid and found.check_due_on <= day,
            is_due=found.is_to_check(day) and not found.is_withdrawn,
            amount=amount_words(found.quantity),
            **kwargs,
        )


class OfAid:
    """Forms about one gift, for those who may change it: another institution's is not found."""

    permission_required = Perm.AID_CHANGE
    model = Aid

    def get_queryset(self) -> Any:
        rows: ScopedQuerySet = super().get_queryset()
        return services.editable(rows, by=self.request.actor).select_related("giver", "group", "business")


class AidAdd(PillarAdd):
    """New aid. Above the village, the village is chosen first; `kelompok` or `usaha` in the address choose both."""

    permission_required = Perm.AID_CHANGE
    form_class = forms.AidAddForm
    template_name = "pillars/aid/add.html"
    title = "Catat bantuan"
    list_name = "aid-list"
    back_words = "Kembali ke daftar bantuan"
    success_message = "Bantuan tersimpan."

    @cached_property
    def recipient(self) -> Any:
        """The group or business the address names, if the actor may see it."""
        actor, given = self.request.actor, self.request.GET
        return row_of(Group, given.get("kelompok", ""), by=actor) or row_of(Business, given.get("usaha", ""), by=actor)

    @cached_property
    def village(self) -> Any:
        """The village; None until there is one."""
        actor = self.request.actor
        code = self.request.POST.get("village_code") or self.request.GET.get("desa", "")
        if actor.level is Level.DESA:
            code = actor.code
        elif self.recipient is not None and self.request.method != "POST":
            code = self.recipient.village_code
        return with_place(Village.objects.visible_to(actor)).filter(village_code=code[:13]).first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.choose_village() if self.village is None else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.choose_village(status=422) if self.village is None else super().post(request, *args, **kwargs)

    def choose_village(self, *, status: int = 200) -> HttpResponse:
        """The page before: which village, named with its kecamatan."""
        rows = with_place(Village.objects.visible_to(self.request.actor)).order_by("kec_code", "place_name")
        places: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            places.setdefault(row.place_above, []).append((row.village_code, row.place_name))
        context = {"title": self.title, "places": list(places.items()), "back_url": self.back_url()}
        wrong = status != 200 or bool(self.request.GET.get("desa"))
        return self.response_class(
            request=self.request,
            template=["pillars/aid/place.html"],
            context={**context, "back_words": self.back_words, "wrong": wrong},
            using=self.template_engine,
            status=status,
        )

    def get_initial(self) -> dict[str, Any]:
        recipient = self.recipient
        key = ""
        if recipient is not None:
            key = group_key(recipient) if isinstance(recipient, Group) else business_key(recipient)
        return {"village_code": self.village.village_code, "recipient": key}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "by": self.request.actor,
            "village_code": self.village.village_code,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chooses = self.request.actor.level is not Level.DESA
        return super().get_context_data(village=self.village, chooses_village=chooses, **kwargs)

    def perform(self, data: dict[str, Any]) -> Aid:
        actor = self.request.actor
        giver = data.pop("giver", None) or services.givers_for(data["village_code"], by=actor).first()
        return services.create_aid(giver=giver, by=actor, **data)


class AidEdit(OfAid, PillarForm):
    """What was given."""

    form_class = forms.AidForm
    title = "Ubah bantuan"
    names = services.AID_FIELDS
    success_message = "Perubahan bantuan tersimpan."
    permission_required = Perm.AID_CHANGE

    def get_initial(self) -> dict[str, Any]:
        found = self.object
        recipient = group_key(found.group) if found.group else WHOLE_VILLAGE
        recipient = business_key(found.business) if found.business else recipient
        return {**super().get_initial(), "giver": found.giver.code, "recipient": recipient}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "by": self.request.actor, "village_code": self.object.village_code}

    def stored_besides(self, form: Any) -> list[tuple[str, str]]:
        typed = form.cleaned_data.get("recipient")
        same = typed == (self.object.group or self.object.business)
        return [] if same else [("Penerima", recipient_words(self.object))]

    def perform(self, data: dict[str, Any]) -> Aid:
        return services.change_aid(aid=self.object, by=self.request.actor, **data)


class AidCheck(OfAid, PillarForm):
    """What has become of it after six months."""

    form_class = forms.AidCheckForm
    submit_label = "Simpan keadaannya"
    success_message = "Keadaan bantuan tersimpan."
    permission_required = Perm.AID_CHANGE

    @property
    def title(self) -> str:
        """Which."""
        return f"Keadaan setelah 6 bulan: {self.object.description}"

    def get_initial(self) -> dict[str, Any]:
        found = self.object
        return {
            "version": found.version,
            "condition": found.condition,
            "condition_on": today(),
        }

    def perform(self, data: dict[str, Any]) -> Aid:
        return services.check_aid(aid=self.object, by=self.request.actor, **data)


class AidWithdraw(OfAid, Withdraw):
    """Take aid out of the lists."""

    title = "Tarik catatan bantuan"
    success_message = "Catatan bantuan ditarik."
    permission_required = Perm.AID_CHANGE

    def perform(self, data: dict[str, Any]) -> Aid:
        return services.withdraw_aid(aid=self.object, by=self.request.actor, **data)


class AidComment(PillarComment):
    """A comment on aid."""

    model = Aid
