"""Pages of cooperatives."""

from typing import Any

from django.conf import settings

from desmigratif.core.clock import today
from desmigratif.core.web.lists import Column
from pillars.enums import CooperativeLink
from pillars.filters.business import CooperativeFilter
from pillars.models import Cooperative, CooperativeRecap
from pillars.services import cooperatives
from pillars.services.recaps import month_words
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

FIRST_SHOWN = 20
RECAPS_SHOWN = 13  # a year and the month before it


def _day(value: Any) -> str:
    return f"{value:%d-%m-%Y}" if value else ""


def _due(row: Cooperative) -> str:
    return _day(row.rat_due_on(today()))


class CooperativeList(PillarList):
    """Cooperatives; before the list stand those whose RAT is overdue."""

    model = Cooperative
    filterset_class = CooperativeFilter
    template_name = "pillars/cooperative/list.html"
    title = "Koperasi"
    noun = "koperasi"
    ordered_filters = ("q", "kind", "status", "link")
    columns = (
        Column("Nama koperasi", lambda row: row.name, 30),
        Column("Jenis", lambda row: row.get_kind_display()),
        Column("Kaitan", lambda row: row.get_link_display(), 26),
        Column("Status", lambda row: row.get_status_display()),
        *PLACE_COLUMNS,
        Column("Nomor badan hukum", lambda row: row.legal_number, 26),
        Column("Tanggal badan hukum", lambda row: _day(row.legal_on)),
        Column("Jumlah pendiri", lambda row: row.founders),
        Column("RAT terakhir", lambda row: _day(row.last_rat_on)),
        Column("RAT jatuh tempo", _due),
        Column("RAT terlambat", lambda row: "Ya" if row.rat_is_overdue(today()) else "Tidak"),
        Column("Nomor SIMKOPDES", lambda row: row.simkopdes_id, 20),
        Column("Anggota", lambda row: row.members_total),
        Column("PMI Purna", lambda row: row.members_purna),
        Column("Keluarga PMI", lambda row: row.members_family),
        Column("Calon PMI", lambda row: row.members_candidate),
        Column("Umum", lambda row: row.members_general),
        Column("Perempuan", lambda row: row.members_female),
        Column("Laki-laki", lambda row: row.members_male),
    )

    def get_context_data(self, *, rows: Any, page: Any, **kwargs: Any) -> dict[str, Any]:
        day = today()
        is_plain = not any(self.request.GET.get(name) for name in self.filters.filters)
        overdue = rows.rat_overdue(day) if is_plain else rows.none()
        first = list(overdue.order_by("last_rat_on", "seq")[:FIRST_SHOWN])
        for row in [*page.rows, *first]:
            row.due_on, row.is_overdue = row.rat_due_on(day), row.rat_is_overdue(day)
        return super().get_context_data(
            rows=rows,
            page=page,
            overdue=first,
            overdue_count=overdue.count() if is_plain else 0,
            kdmp_count=rows.filter(link=CooperativeLink.KDMP).count() if page.rows else 0,
            **kwargs,
        )


class CooperativeDetail(PillarDetail):
    """One cooperative: legal form, RAT, members, monthly books."""

    model = Cooperative
    template_name = "pillars/cooperative/detail.html"
    name = "cooperative"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, actor, day = self.object, self.request.actor, today()
        recaps = CooperativeRecap.objects.visible_to(actor).current().filter(cooperative=found)
        rows = list(recaps.order_by("-month")[:RECAPS_SHOWN])
        for row in rows:
            row.words = month_words(row.month)
        return super().get_context_data(
            due_on=found.rat_due_on(day),
            is_overdue=found.rat_is_overdue(day) and not found.is_withdrawn,
            is_kdmp=found.link == CooperativeLink.KDMP,
            closes=dict(forms.CooperativeFields.base_fields["book_closing_month"].choices)[found.book_closing_month],
            recaps=rows,
            members=members_of(found, actor),
            simkopdes_url=settings.SIMKOPDES_URL,
            **kwargs,
        )


class CooperativeAdd(PillarAdd):
    """A new cooperative of the own village."""

    form_class = forms.CooperativeAddForm
    title = "Tambah koperasi"
    list_name = "cooperative-list"
    back_words = "Kembali ke daftar koperasi"
    success_message = "Koperasi tersimpan. Sekarang pilih anggotanya."

    def perform(self, data: dict[str, Any]) -> Cooperative:
        actor = self.request.actor
        return cooperatives.create_cooperative(village_code=actor.code, by=actor, **data)


class CooperativeEdit(PillarForm):
    """What a cooperative is."""

    model = Cooperative
    form_class = forms.CooperativeForm
    title = "Ubah koperasi"
    names = cooperatives.COOPERATIVE_FIELDS
    success_message = "Perubahan koperasi tersimpan."

    def perform(self, data: dict[str, Any]) -> Cooperative:
        return cooperatives.change_cooperative(cooperative=self.object, by=self.request.actor, **data)


class CooperativeWithdraw(Withdraw):
    """Take a cooperative out of the lists."""

    model = Cooperative
    title = "Tarik koperasi"
    lead = "Untuk catatan yang keliru. Koperasi yang bubar diubah statusnya menjadi Bubar."
    success_message = "Koperasi ditarik."

    def perform(self, data: dict[str, Any]) -> Cooperative:
        return cooperatives.withdraw_cooperative(cooperative=self.object, by=self.request.actor, **data)


class CooperativeComment(PillarComment):
    """A comment on a cooperative."""

    model = Cooperative
