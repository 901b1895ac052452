"""Inputs that every form shares: what is read, what is refused, and in which words."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from desmigratif.core.text import plain
from desmigratif.core.web.fields import (
    AmountField,
    DayField,
    RupiahField,
    TextField,
    WholeNumberField,
    WordsField,
    amount_words,
)
from desmigratif.core.web.forms import DomainForm
from tests.architecture.odd import ODD_VALUES

SCRIPT = "<script>alert(1)</script>"


class EveryField(DomainForm):
    """One input of each kind."""

    line = TextField(label="Judul", max_length=40)
    story = WordsField(label="Uraian", max_length=200)
    day = DayField(label="Tanggal lapor", in_past=False)
    heads = WholeNumberField(label="Peserta")
    amount = AmountField(label="Jumlah (boleh kosong)")
    value = RupiahField(label="Nilai (boleh kosong)")


def refusal(field: forms.Field, typed: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    "typed",
    ["24-11-2026", "24/11/2026", "24.11.2026", "2026-11-24", "24 November 2026", "24 nov 2026", " 24-11-2026\u00a0"],
)
def test_a_day_is_read_as_people_and_browsers_write_it(typed):
    assert DayField(in_past=False).clean(typed) == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["24-11-26", "1/1/26", "24 Nov 26", "4.5.26"])
def test_a_year_of_two_digits_is_asked_for_in_full(typed):
    assert refusal(DayField(label="Tanggal SK"), typed) == ("Tanggal SK: tulis tahunnya lengkap, misalnya 14-5-2023.")


@pytest.mark.parametrize(
    "typed", ["2026", "Mei 2026", "31-2-2026", "24-11-026", "besok", "٢٤-١١-٢٠٢٦", SCRIPT, [1], 5]
)
def test_what_is_no_whole_day_is_refused_in_words(typed):
    said = refusal(DayField(label="Tanggal surat (kosongkan kalau belum terbit)"), typed)
    assert said == "Tanggal surat: tulis tanggal lengkap, misalnya 14-5-2023."


def test_a_day_to_come_is_refused_where_it_cannot_be(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+07:00")
    said = refusal(DayField(label="Diperiksa tanggal"), "25-11-2026")
    assert said == "Diperiksa tanggal harus 24 November 2026 atau sebelumnya. Yang terisi 25 November 2026."
    assert DayField(in_past=False).clean("25-11-2026") == date(2026, 11, 25)
    assert DayField(label="Tanggal SK").clean("24-11-2026") == date(2026, 11, 24)


def test_a_stored_day_is_shown_as_people_write_it_and_read_again():
    field = DayField(in_past=False)
    assert field.prepare_value(date(2026, 11, 24)) == "24 November 2026"
    assert field.clean(field.prepare_value(date(2026, 11, 24))) == date(2026, 11, 24)
    assert field.prepare_value("24-11-26") == "24-11-26"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0", 0),
        ("12", 12),
        ("1250", 1250),
        ("1.250", 1250),
        ("1 250", 1250),
        ("1\u00a0250.000", 1_250_000),
        ("007", 7),
    ],
)
def test_whole_numbers_have_dots_or_blanks_between_thousands_or_nothing(typed, read):
    assert WholeNumberField().clean(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["1.5", "12.5", "12,5", "1.25", "0.500", "1.2500", "1.500.00", "1,250", "1e6", "1_000", "0x10", "+5", "dua", "٧٥",
     "²", "1\x002", "9" * 30, SCRIPT, [5]],
)  # fmt: skip
def test_a_number_that_could_mean_something_else_is_refused(typed):
    assert refusal(WholeNumberField(label="Peserta"), typed) == "Peserta: tulis angkanya saja, misalnya 12."


@pytest.mark.parametrize("kind", [WholeNumberField, RupiahField, AmountField])
@pytest.mark.parametrize("typed", ["-1", "−1", "-1.000", "–5"])
def test_less_than_nought_is_refused(kind, typed):
    assert refusal(kind(label="Nilai (boleh kosong)"), typed) == "Nilai tidak boleh kurang dari 0."


@pytest.mark.parametrize(
    ("field", "most"),
    [
        (WholeNumberField(label="Nilai"), 10**15),
        (RupiahField(label="Nilai"), 10**15),
        (AmountField(label="Nilai"), 10**12),
        (WholeNumberField(label="Nilai", most=2_000_000), 2_000_000),
    ],
)
def test_a_slip_of_the_finger_is_caught(field, most):
    assert field.clean(str(most)) == most
    assert refusal(field, str(most + 1)) == "Nilai terlalu besar. Periksa lagi angkanya."


@pytest.mark.parametrize(
    "typed",
    ["7500000", "7.500.000", "7 500 000", "7\u00a0500\u00a0000", "7\u202f500\u202f000", "Rp 7.500.000",
     "rp7.500.000,00", "Rp. 7.500.000,-", "RP\u00a07.500.000,0"],
)  # fmt: skip
def test_rupiah_may_be_typed_as_on_a_receipt(typed):
    assert RupiahField().clean(typed) == 7_500_000


def test_rupiah_have_no_sen():
    assert refusal(RupiahField(label="Anggaran"), "Rp 1,5") == "Anggaran: tulis tanpa sen, misalnya 1.500.000."
    assert refusal(RupiahField(label="Anggaran"), "1.5") == "Anggaran: tulis angkanya saja, misalnya 1.500.000."
    assert refusal(RupiahField(label="Anggaran"), "7,5 juta").startswith("Anggaran: tulis angkanya saja")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12,5", "12.5"), ("1.250,5", "1250.5"), ("1.250", "1250"), ("72,50", "72.50"), ("1 250,05", "1250.05")],
)  # fmt: skip
def test_an_amount_may_have_two_decimals_after_a_comma(typed, read):
    """As many as were typed are kept: a published figure is shown with them."""
    found = AmountField().clean(typed)
    assert (found, found.as_tuple().exponent) == (Decimal(read), Decimal(read).as_tuple().exponent)


@pytest.mark.parametrize("typed", ["1.5", "12.5", "0.25", "11,589", ",5", "5,", "1,5,0", "NaN", "1e400", "Infinity"])
def test_an_amount_that_could_mean_something_else_is_refused(typed):
    said = refusal(AmountField(label="Jumlah (boleh kosong)"), typed)
    assert said == "Jumlah: tulis angkanya, misalnya 1.250 atau 12,5."


def test_numbers_are_shown_as_they_are_typed():
    found = [amount_words(value) for value in (None, 0, 1250, Decimal("1250.50"), Decimal("100"), Decimal("1E+3"))]
    assert found == ["", "0", "1.250", "1.250,5", "100", "1.000"]
    assert RupiahField().prepare_value(1_500_000) == "1.500.000"
    assert RupiahField().prepare_value("1.5") == "1.5"


def test_an_empty_number_is_none_where_it_may_be_and_nought_is_a_number():
    assert WholeNumberField(required=False).clean(" \u00a0") is None
    assert RupiahField(required=False).clean("Rp") is None
    assert DayField(required=False).clean("") is None
    assert WholeNumberField().clean("0") == 0


def test_one_line_is_what_was_meant_to_be_typed():
    assert plain(" KWT\u00a0 Melati\u200b\u202e\t2 ") == "KWT Melati 2"
    assert plain("e\u0301") == "é"
    assert TextField().clean("\u2066 KWT  Melati\u2069 ") == "KWT Melati"
    assert "null" in refusal(TextField(), "a\x00b").lower()
    assert WordsField().clean("Baris satu\nBaris dua") == "Baris satu\nBaris dua"


def test_browsers_do_not_offer_what_was_typed_before():
    for field in EveryField.base_fields.values():
        assert field.widget.attrs["autocomplete"] == "off"


@pytest.mark.parametrize("odd", [*ODD_VALUES.values(), "9" * 5000, "1.000" * 2000])
def test_every_odd_value_is_an_answer_and_never_a_crash(odd):
    form = EveryField(data=dict.fromkeys(EveryField.base_fields, odd))
    assert not form.is_valid()
    assert "day" in form.errors
    assert "<script>" not in form.as_p()
    for name in form.fields:
        assert all(odd not in said for said in form.errors.get(name, []))
