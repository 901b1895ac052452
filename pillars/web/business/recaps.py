"""The monthly books of a cooperative: seven numbers, with those of the month before beside them."""

from datetime import date, timedelta
from typing import Any

from desmigratif.core.clock import today
from desmigratif.core.web.fields import amount_words
from pillars.models import Cooperative, CooperativeRecap
from pillars.services import recaps
from pillars.web.business import forms
from pillars.web.business.pages import PillarForm

EXPLAINED = {
    "loans_outstanding": "Sisa pinjaman anggota yang belum dibayar.",
    "loans_overdue": "Bagian dari pinjaman beredar yang macet.",
}
LEAD = "Angka pada akhir bulan, dari buku koperasi. Rupiah boleh ditulis dengan atau tanpa titik."


def beside(before: CooperativeRecap | None) -> dict[str, str]:
    """What stood there the month before, as help texts."""
    found = dict(EXPLAINED)
    if before is not None:
        for name in recaps.RECAP_FIELDS:
            amount = amount_words(getattr(before, name))
            words = f"{recaps.month_words(before.month)}: {amount}."
            found[name] = f"{words} {EXPLAINED.get(name, '')}".strip()
    return found


class RecapAdd(PillarForm):
    """A new month of a cooperative."""

    model = Cooperative
    form_class = forms.RecapAddForm
    lead = LEAD
    success_message = "Rekap bulanan tersimpan."

    @property
    def title(self) -> str:
        """Whose."""
        return f"Rekap bulanan {self.object.name}"

    @property
    def month(self) -> date:
        """The last month that is over."""
        return (today().replace(day=1) - timedelta(days=1)).replace(day=1)

    def get_initial(self) -> dict[str, Any]:
        rows = CooperativeRecap.objects.visible_to(self.request.actor).current().filter(cooperative=self.object)
        taken = rows.filter(month=self.month).exists()
        return {} if taken else {"month": self.month}

    def get_form_kwargs(self) -> dict[str, Any]:
        before = recaps.recap_before(self.object, today(), by=self.request.actor)
        return {**super().get_form_kwargs(), "beside": beside(before)}

    def perform(self, data: dict[str, Any]) -> CooperativeRecap:
        return recaps.add_recap(cooperative=self.object, by=self.request.actor, **data)


class RecapEdit(PillarForm):
    """Put a month right."""

    model = CooperativeRecap
    form_class = forms.RecapForm
    lead = LEAD
    names = ("month", *recaps.RECAP_FIELDS)
    success_message = "Rekap bulanan tersimpan."

    @property
    def title(self) -> str:
        """Which month of which cooperative."""
        return f"Ubah rekap {recaps.month_words(self.object.month)}"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("cooperative")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"back_words": f"Kembali ke {self.object.cooperative}", **kwargs})

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.object
        before = recaps.recap_before(row.cooperative, row.month, by=self.request.actor)
        return {**super().get_form_kwargs(), "beside": beside(before)}

    def perform(self, data: dict[str, Any]) -> CooperativeRecap:
        return recaps.change_recap(recap=self.object, by=self.request.actor, **data)
