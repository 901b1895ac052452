"""After somebody else's save: what is stored now is told in words, beside what was typed."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from django import forms

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.conflict import stored_values
from desmigratif.core.web.fields import AmountField, DayField, TextField
from desmigratif.core.web.forms import DomainForm, PartialDateFormField, VersionField


class EveryKind(DomainForm):
    """One input of each kind of value."""

    version = VersionField()
    title = TextField(label="Judul (boleh kosong)", required=False)
    begun = DayField(label="Mulai")
    founded = PartialDateFormField(label="Berdiri")
    amount = AmountField(label="Jumlah")
    agreed = forms.BooleanField(label="Setuju", required=False)
    place = forms.ChoiceField(label="Tempat", choices=[("", "Pilih"), ("Jawa", [("35", "Jawa Timur"), ("33", "X")])])
    supporters = forms.MultipleChoiceField(label="Pendukung", choices=[("A", "Dinas A"), ("B", "Dinas B")])
    same = TextField(label="Sama")
    reason = TextField(label="Alasan")


def test_every_kind_of_value_is_told_as_people_write_it():
    typed = {"version": "3", "title": "Baru", "begun": "1-1-2026", "founded": "2020", "amount": "2", "place": "33",
             "supporters": ["A"], "same": "x", "reason": "Salah ketik"}  # fmt: skip
    form = EveryKind(typed)
    assert form.is_valid()
    row = SimpleNamespace(
        version=4, title="", begun=date(2026, 5, 14), founded=PartialDate("2021-05"), amount=Decimal("1250.50"),
        agreed=True, place="35", same="x",
    )  # fmt: skip
    assert stored_values(form, row, {"supporters": ["A", "B"]}) == [
        ("Judul", "belum diisi"),
        ("Mulai", "14 Mei 2026"),
        ("Berdiri", "Mei 2021"),
        ("Jumlah", "1.250,5"),
        ("Setuju", "Ya"),
        ("Tempat", "Jawa Timur"),
        ("Pendukung", "Dinas A, Dinas B"),
    ]


def test_a_row_says_its_own_choice_in_words():
    form = EveryKind({"place": "33"})
    form.is_valid()
    row = SimpleNamespace(place="99", get_place_display=lambda: "Wilayah lama")
    assert stored_values(form, row, {}) == [("Tempat", "Wilayah lama")]
