"""Pages of businesses."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from desmigratif.core.web.lists import Column
from pillars.filters.business import BusinessFilter
from pillars.models import Aid, Business, BusinessOwner, Group
from pillars.services import businesses
from pillars.web.business import forms
from pillars.web.business.offers import group_key, person_key
from pillars.web.business.pages import (
    PLACE_COLUMNS,
    PillarAdd,
    PillarComment,
    PillarDetail,
    PillarForm,
    PillarList,
    Withdraw,
)
from workers.models import Person


def row_of(model: type[Any], text: str, *, by: Actor) -> Any:
    """The row an address asks for, among those the actor may see; None for anything else."""
    try:
        key = UUID(text)
    except ValueError:
        return None
    return model.objects.all().visible_to(by).filter(pk=key).first()


class BusinessList(PillarList):
    """Businesses, and how many of those begun a year ago still run."""

    model = Business
    filterset_class = BusinessFilter
    template_name = "pillars/business/list.html"
    title = "Usaha"
    noun = "usaha"
    ordered_filters = ("q", "kind", "status", "owner")
    columns = (
        Column("Nama usaha", lambda row: row.name, 28),
        Column("Jenis", lambda row: row.get_kind_display(), 18),
        Column("Komoditas atau produk", lambda row: row.commodity, 24),
        Column("Pemilik", lambda row: row.group.name if row.group else "Perorangan", 24),
        *PLACE_COLUMNS,
        Column("Mulai usaha", lambda row: row.started_on and row.started_on.display()),
        Column("Keadaan", lambda row: row.get_status_display()),
        Column("Omzet sebulan", lambda row: row.get_turnover_band_display(), 30),
        Column("Pasar", lambda row: row.get_market_display()),
        Column("Asal modal", lambda row: row.get_capital_source_display()),
        Column("NIB", lambda row: "Ada" if row.nib else "Belum ada"),
        Column("Tenaga kerja perempuan", lambda row: row.workers_female),
        Column("Tenaga kerja laki-laki", lambda row: row.workers_male),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("group")

    def get_context_data(self, *, rows: Any, page: Any, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        if actor.may(Perm.PERSON_NAMES):
            keys = [row.pk for row in page.rows]
            owners = BusinessOwner.objects.all().visible_to(actor).filter(business__in=keys, withdrawn_at=None)
            names = {owner.business_id: owner.person.full_name for owner in owners.select_related("person")}
            for row in page.rows:
                row.owner_name = names.get(row.pk, "")
        survival = rows.survival(today()) if page.rows else None
        return super().get_context_data(rows=rows, page=page, survival=survival, **kwargs)


class BusinessDetail(PillarDetail):
    """One business: whose (the name for those who see persons), how it stands, what it received."""

    model = Business
    template_name = "pillars/business/detail.html"
    name = "business"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("group")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        business, actor = self.object, self.request.actor
        aids = Aid.objects.visible_to(actor).current().filter(business=business).select_related("giver")
        names = actor.may(Perm.PERSON_NAMES)
        return super().get_context_data(
            owner=businesses.owner_of(business, by=actor) if names else None,
            opens_person=actor.may(Perm.PERSON_VIEW),
            aids=list(aids.order_by("-given_on", "-seq")),
            aid_url=f"{reverse('aid-add')}?usaha={business.pk}",
            may_aid=actor.may(Perm.AID_CHANGE) and not business.is_withdrawn,
            **kwargs,
        )


class BusinessAdd(PillarAdd):
    """A new business; `kelompok` or `orang` in the address chooses its owner beforehand."""

    form_class = forms.BusinessAddForm
    title = "Tambah usaha"
    list_name = "business-list"
    back_words = "Kembali ke daftar usaha"
    success_message = "Usaha tersimpan."

    def get_initial(self) -> dict[str, Any]:
        actor = self.request.actor
        group = row_of(Group, self.request.GET.get("kelompok", ""), by=actor)
        person = row_of(Person, self.request.GET.get("orang", ""), by=actor)
        return {"owner": group_key(group) if group else person_key(person) if person else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        actor = self.request.actor
        return {**super().get_form_kwargs(), "by": actor, "village_code": actor.code}

    def perform(self, data: dict[str, Any]) -> Business:
        owner = data.pop("owner")
        chosen = {"group": owner} if isinstance(owner, Group) else {"person": owner}
        actor = self.request.actor
        return businesses.create_business(village_code=actor.code, by=actor, **chosen, **data)


class BusinessEdit(PillarForm):
    """What a business is, and whose."""

    model = Business
    form_class = forms.BusinessForm
    title = "Ubah usaha"
    names = businesses.BUSINESS_FIELDS
    success_message = "Perubahan usaha tersimpan."

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("group")

    @property
    def owner(self) -> Any:
        """The group or the person."""
        row = businesses.owner_of(self.object, by=self.request.actor)
        return self.object.group or (row.person if row else None)

    def get_initial(self) -> dict[str, Any]:
        owner = self.owner
        key = group_key(owner) if isinstance(owner, Group) else person_key(owner) if owner else ""
        return {**super().get_initial(), "owner": key}

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {
            **kwargs,
            "by": self.request.actor,
            "village_code": self.object.village_code,
            "present": self.owner,
        }

    def stored_besides(self, form: Any) -> list[tuple[str, str]]:
        return [] if form.cleaned_data.get("owner") == self.owner else [("Pemilik", str(self.owner))]

    def perform(self, data: dict[str, Any]) -> Business:
        return businesses.change_business(business=self.object, by=self.request.actor, **data)


class BusinessWithdraw(Withdraw):
    """Take a business out of the lists."""

    model = Business
    title = "Tarik usaha"
    lead = "Untuk catatan yang keliru. Usaha yang berhenti diubah keadaannya menjadi Berhenti."
    success_message = "Usaha ditarik."

    def perform(self, data: dict[str, Any]) -> Business:
        return businesses.withdraw_business(business=self.object, by=self.request.actor, **data)


class BusinessComment(PillarComment):
    """A comment on a business."""

    model = Business
