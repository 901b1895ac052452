"""Published figures: the list, one figure with its source and its rivals, and the forms of the analyst."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import Column, ListPage
from desmigratif.core.web.records import RecordAdd, RecordForm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reporting.filters import FigureFilter
from desmigratif.reporting.models import Figure, FigureLog
from desmigratif.reporting.published import rivals_of
from desmigratif.reporting.services import correct_figure, publish_figure, withdraw_figure
from desmigratif.reporting.web.published_forms import (
    NAMES,
    FigureAddForm,
    FigureEditForm,
    FigureWithdrawForm,
    figure_of,
)


def _day(value: Any) -> str:
    return PartialDate.of(value).display() if value else ""


def _plain_number(row: Figure) -> str:
    """As a spreadsheet of Indonesia reads it: no dots, a comma."""
    return row.value_words.replace(".", "")


class FigureList(ListPage):
    """Figures of everybody for everybody: each with its source."""

    permission_required = Perm.FIGURE_VIEW
    model = Figure
    filterset_class = FigureFilter
    template_name = "reporting/published_figure/list.html"
    noun = "angka"
    title = "Angka bersumber"
    columns = (
        Column("Pokok", lambda row: row.get_subject_display(), 18),
        Column("Apa yang dihitung", lambda row: row.label, 40),
        Column("Angka", _plain_number),
        Column("Satuan", lambda row: row.unit),
        Column("Wilayah", lambda row: row.place_words, 30),
        Column("Periode", lambda row: row.period_label, 20),
        Column("Awal periode", lambda row: _day(row.period_start)),
        Column("Akhir periode", lambda row: _day(row.period_end)),
        Column("Definisi", lambda row: row.definition, 50),
        Column("Sumber", lambda row: row.source, 40),
        Column("Penerbit", lambda row: row.publisher, 24),
        Column("Tautan", lambda row: row.url, 30),
        Column("Tanggal terbit", lambda row: row.published_on.display() if row.published_on else ""),
        Column("Tanggal dibaca", lambda row: _day(row.accessed_on)),
        Column("Catatan", lambda row: row.note, 30),
    )

    def get_queryset(self) -> QuerySet:
        return Figure.objects.current().select_related("region")


class OfFigure:
    """Figures are public: every reader sees every one."""

    def get_queryset(self) -> QuerySet:
        """All of them, with their region."""
        return Figure.objects.select_related("region")


class FigureDetail(OfFigure, ScopedDetail):
    """What the number says, who says it, and who says otherwise."""

    permission_required = Perm.FIGURE_VIEW
    model = Figure
    template_name = "reporting/published_figure/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        may_change = actor.may(Perm.FIGURE_CHANGE)
        return super().get_context_data(
            rivals=rivals_of(self.object),
            lines=lines_of(FigureLog, self.object, actor),
            may_change=may_change and not self.object.is_withdrawn,
            comment_url=reverse("published-figure-comment", args=[self.object.pk]) if may_change else "",
            **kwargs,
        )


class FigureAdd(RecordAdd):
    """Takes a number up."""

    permission_required = Perm.FIGURE_CHANGE
    form_class = FigureAddForm
    list_name = "published-figure-list"
    title = "Catat angka bersumber"
    lead = "Satu angka dari satu sumber. Angka lain tentang hal yang sama dicatat sendiri, lalu tampil berdampingan."
    success_message = "Angka tersimpan."
    submit_label = "Simpan angka"

    def perform(self, data: dict[str, Any]) -> Figure:
        return publish_figure(by=self.request.actor, record_id=data["record_id"], **figure_of(data))


class AboutFigure(OfFigure, RecordForm):
    """A form about a figure that was not withdrawn."""

    permission_required = Perm.FIGURE_CHANGE
    model = Figure

    def get_queryset(self) -> QuerySet:
        """Those not withdrawn."""
        return super().get_queryset().filter(withdrawn_at=None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_words="Kembali ke angkanya", **kwargs)


class FigureEdit(AboutFigure):
    """Puts a figure right."""

    form_class = FigureEditForm
    title = "Ubah angka bersumber"
    lead = "Yang lama tetap terbaca di riwayat."
    names = NAMES
    success_message = "Perubahan tersimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "figure": self.object}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "value": self.object.value_words}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "stored" in kwargs:  # after somebody else's save: the number as it is printed
            number = kwargs["conflict"].value_words
            kwargs["stored"] = [
                (label, number if label == str(FigureEditForm.base_fields["value"].label) else words)
                for label, words in kwargs["stored"]
            ]
        return super().get_context_data(**kwargs)

    def perform(self, data: dict[str, Any]) -> Figure:
        return correct_figure(
            figure=self.object,
            version=data["version"],
            reason=data["reason"],
            by=self.request.actor,
            **figure_of(data),
        )


class FigureWithdraw(AboutFigure):
    """Takes a figure out."""

    form_class = FigureWithdrawForm
    title = "Tarik angka ini"
    lead = "Angka yang ditarik hilang dari daftar dan tidak lagi tampil di samping angka lain. Halamannya tetap ada."
    submit_label = "Tarik angka"
    success_message = "Angka ditarik."

    def perform(self, data: dict[str, Any]) -> Figure:
        return withdraw_figure(
            figure=self.object, version=data["version"], reason=data["reason"], by=self.request.actor
        )


class FigureComment(OfFigure, CommentOn):
    """A comment on a figure."""

    permission_required = Perm.FIGURE_CHANGE
    model = Figure
    journal = FigureLog
