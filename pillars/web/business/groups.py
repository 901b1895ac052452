"""Pages of groups."""

from typing import Any

from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.web.lists import Column
from pillars.filters.business import GroupFilter
from pillars.models import Aid, Business, Group
from pillars.services import groups
from pillars.web.business import forms
from pillars.web.business.members import members_of
from pillars.web.business.pages import (
    PLACE_COLUMNS,
    PillarAdd,
    PillarComment,
    PillarDetail,
    PillarForm,
    PillarList,
    Withdraw,
)


class GroupList(PillarList):
    """Groups, with how many are in them."""

    model = Group
    filterset_class = GroupFilter
    template_name = "pillars/group/list.html"
    title = "Kelompok usaha"
    noun = "kelompok"
    ordered_filters = ("q", "kind", "state")
    columns = (
        Column("Nama kelompok", lambda row: row.name, 28),
        Column("Jenis", lambda row: row.get_kind_display(), 22),
        *PLACE_COLUMNS,
        Column("Dusun", lambda row: row.hamlet),
        Column("Nomor SK", lambda row: row.decree_number, 20),
        Column("Berdiri", lambda row: row.founded_on and row.founded_on.display()),
        Column("Komoditas", lambda row: row.commodity, 24),
        Column("Masih aktif", lambda row: "Ya" if row.is_active else "Tidak"),
        Column("Anggota", lambda row: row.members_total),
        Column("PMI Purna", lambda row: row.members_purna),
        Column("Keluarga PMI", lambda row: row.members_family),
        Column("Calon PMI", lambda row: row.members_candidate),
        Column("Umum", lambda row: row.members_general),
        Column("Perempuan", lambda row: row.members_female),
        Column("Laki-laki", lambda row: row.members_male),
    )


class GroupDetail(PillarDetail):
    """One group: who is in it (names for those who see persons), what it runs, what it received."""

    model = Group
    template_name = "pillars/group/detail.html"
    name = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        group, actor = self.object, self.request.actor
        businesses = Business.objects.visible_to(actor).current().filter(group=group).order_by("name", "seq")
        aids = Aid.objects.visible_to(actor).current().filter(group=group).select_related("giver")
        return super().get_context_data(
            businesses=list(businesses),
            aids=list(aids.order_by("-given_on", "-seq")),
            aid_url=f"{reverse('aid-add')}?kelompok={group.pk}",
            may_aid=actor.may(Perm.AID_CHANGE) and not group.is_withdrawn,
            members=members_of(group, actor),
            **kwargs,
        )


class GroupAdd(PillarAdd):
    """A new group of the own village."""

    form_class = forms.GroupAddForm
    title = "Tambah kelompok"
    lead = "Anggotanya dipilih sesudah ini, dari warga yang sudah tercatat."
    list_name = "group-list"
    back_words = "Kembali ke daftar kelompok"
    success_message = "Kelompok tersimpan. Sekarang pilih anggotanya."

    def get_form_kwargs(self) -> dict[str, Any]:
        actor = self.request.actor
        return {**super().get_form_kwargs(), "by": actor, "village_code": actor.code}

    def perform(self, data: dict[str, Any]) -> Group:
        return groups.create_group(village_code=self.request.actor.code, by=self.request.actor, **data)


class GroupEdit(PillarForm):
    """What a group is."""

    model = Group
    form_class = forms.GroupForm
    title = "Ubah kelompok"
    names = groups.GROUP_FIELDS
    success_message = "Perubahan kelompok tersimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        group = self.object
        return {
            **super().get_form_kwargs(),
            "by": self.request.actor,
            "village_code": group.village_code,
            "current_hamlet": group.hamlet,
        }

    def perform(self, data: dict[str, Any]) -> Group:
        return groups.change_group(group=self.object, by=self.request.actor, **data)


class GroupWithdraw(Withdraw):
    """Take a group out of the lists."""

    model = Group
    title = "Tarik kelompok"
    success_message = "Kelompok ditarik."

    def perform(self, data: dict[str, Any]) -> Group:
        return groups.withdraw_group(group=self.object, by=self.request.actor, **data)


class GroupComment(PillarComment):
    """A comment on a group."""

    model = Group
