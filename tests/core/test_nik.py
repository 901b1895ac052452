"""NIK: what is refused, what is read, how it is shown. Numbers are invented."""

from datetime import date

import pytest

from desmigratif.core.errors import DomainError
from desmigratif.core.nik import FEMALE, MALE, mask_nik, parse_nik

TODAY = date(2026, 11, 24)


def test_birth_and_sex_are_read_from_the_number():
    nik = parse_nik("3504145405880007", today=TODAY)
    assert (nik.sex, nik.birth) == (FEMALE, date(1988, 5, 14))
    assert parse_nik("3504141405880007", today=TODAY).sex == MALE


def test_spaces_dots_and_dashes_are_stripped():
    assert parse_nik(" 3504.1454 0588-0007 ", today=TODAY).number == "3504145405880007"


def test_a_two_digit_year_means_the_latest_possible_century():
    assert parse_nik("3504141405100007", today=TODAY).birth == date(2010, 5, 14)
    assert parse_nik("3504141405300007", today=TODAY).birth == date(1930, 5, 14)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("350414540588000", "Yang terisi 15 angka"),
        ("35041454058800071", "Yang terisi 17 angka"),
        ("35041454058800O7", "hanya berisi angka"),
        ("٣٥٠٤١٤٥٤٠٥٨٨٠٠٠٧", "hanya berisi angka"),
        ("0004145405880007", "kode provinsi"),
        ("3504145405880000", "0000"),
        ("3504147205880007", "bukan tanggal lahir"),
        ("3504144005880007", "bukan tanggal lahir"),
        ("3504140005880007", "bukan tanggal lahir"),
        ("3504143113880007", "bukan tanggal lahir"),
        ("3504143002880007", "bukan tanggal lahir"),
        ("3333333333333333", "bukan NIK asli"),
        ("9999999999999995", "bukan NIK asli"),
        ("3,50414E+15", "angka Excel"),
        ("", "hanya berisi angka"),
    ],
)
def test_wrong_numbers_say_what_to_do(text, words):
    with pytest.raises(DomainError, match=words.replace("+", r"\+")) as caught:
        parse_nik(text, today=TODAY)
    assert caught.value.field == "nik"


def test_a_leap_day_exists_only_in_leap_years():
    assert parse_nik("3504142902880007", today=TODAY).birth == date(1988, 2, 29)
    with pytest.raises(DomainError, match="bukan tanggal lahir"):
        parse_nik("3504142902870007", today=TODAY)


def test_the_mask_never_shows_the_birth_date():
    assert mask_nik("3504145405880007") == "350414••••••••07"
