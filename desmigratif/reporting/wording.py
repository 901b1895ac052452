"""Numbers and moments as Indonesian text: 11.589, 73,4%, 23 Nov 2026, 14.05 WIB."""

from datetime import date, datetime

from django.utils import timezone

from desmigratif.core.partial_date import MONTHS, SHORT_MONTHS

DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
# Jakarta's clock, whatever the reader's: one country, one "as of".
ZONE = "WIB"


def number(value: int) -> str:
    """With points between thousands."""
    return f"{value:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """One decimal, without it when it is nought; "" of nothing. Never 100% or 0% by rounding."""
    if not whole:
        return ""
    tenths = round(1000 * part / whole)
    if 0 < part < whole:
        tenths = min(999, max(1, tenths))
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}%"


def day(value: datetime) -> str:
    """23 Nov 2026."""
    local = timezone.localtime(value)
    return f"{local.day} {SHORT_MONTHS[local.month - 1]} {local.year}"


def moment(value: datetime) -> str:
    """23 Nov 2026, 14.05 WIB."""
    return f"{day(value)}, {timezone.localtime(value):%H.%M} {ZONE}"


def short_moment(value: datetime) -> str:
    """23 Nov 14.05: beside a figure, where the page says the year and the zone above."""
    local = timezone.localtime(value)
    return f"{local.day} {SHORT_MONTHS[local.month - 1]} {local:%H.%M}"


def date_words(value: date) -> str:
    """23 Nov 2026, of a date."""
    return f"{value.day} {SHORT_MONTHS[value.month - 1]} {value.year}"


def rupiah(value: int) -> str:
    """Rp 950.000; Rp 12,4 juta; Rp 2,0 miliar: from a million on with one decimal, as officials write sums."""
    for size, word in ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta")):
        if value >= size:
            tenths = round(10 * value / size)
            return f"Rp\u00a0{number(tenths // 10)},{tenths % 10} {word}"
    return f"Rp\u00a0{number(value)}"


def long_day(value: datetime) -> str:
    """Senin, 23 November 2026."""
    local = timezone.localtime(value)
    return f"{DAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]} {local.year}"


def greeting(value: datetime) -> str:
    """The greeting of the hour."""
    hour = timezone.localtime(value).hour
    if 4 <= hour < 11:
        return "Selamat pagi"
    if 11 <= hour < 15:
        return "Selamat siang"
    return "Selamat sore" if 15 <= hour < 18 else "Selamat malam"
