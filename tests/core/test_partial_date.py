"""Dates of which only a part is known."""

import pytest
from django.core.exceptions import ValidationError

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.forms import PartialDateFormField, parse_partial_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023", "2023"),
        ("Mei 2023", "2023-05"),
        ("5/2023", "2023-05"),
        ("2023-05", "2023-05"),
        ("14-5-2023", "2023-05-14"),
        ("14/05/2023", "2023-05-14"),
        ("14.5.2023", "2023-05-14"),
        ("14 mei 2023", "2023-05-14"),
        ("14 Agu 2023", "2023-08-14"),
        ("2023-05-14", "2023-05-14"),
    ],
)
def test_dates_are_read_as_people_write_them(text, iso):
    assert parse_partial_date(text) == PartialDate(iso)


@pytest.mark.parametrize(
    "text", ["23", "31-2-2023", "13-13-2023", "kemarin", "2023-5-14-1", "٢٠٢٣", "20235", "1-1-23", "--", "0000"]
)
def test_other_texts_are_no_dates(text):
    assert parse_partial_date(text) is None


def test_order_compares_what_both_know():
    assert PartialDate("2022") < PartialDate("2023-01-01")
    assert not PartialDate("2023") < PartialDate("2023-05")
    assert not PartialDate("2023-05") < PartialDate("2023")
    assert PartialDate("2023-05-14") > PartialDate("2023-05-13")


def test_it_is_shown_in_indonesian():
    assert [PartialDate(iso).display() for iso in ("2023", "2023-05", "2023-05-14")] == [
        "2023",
        "Mei 2023",
        "14 Mei 2023",
    ]


def test_the_future_is_refused_in_plain_words(time_machine):
    time_machine.move_to("2026-11-24T10:00:00+07:00")
    field = PartialDateFormField(label="Tahun pulang")
    with pytest.raises(ValidationError, match=r"Tahun pulang harus 2026 atau sebelumnya\. Yang terisi 2027\."):
        field.clean("2027")
    assert field.clean("2026") == PartialDate("2026")
