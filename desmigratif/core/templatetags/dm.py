"""Tags and filters every template has: icons, form fields, numbers and dates as Indonesians write them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from desmigratif.core.partial_date import SHORT_MONTHS, PartialDate
from desmigratif.core.request_id import request_id
from desmigratif.core.web.forms_rendering import summary_of

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of the sprite; `size` is `s` or `l`. Hidden from screen readers: a word always stands beside it."""
    classes = f"dm-icon dm-icon--{size}" if size else "dm-icon"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"></use></svg>',
        classes,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def request_code() -> str:
    """The name of the request, for whoever reports trouble: it stands in our logs too."""
    return request_id()


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A form field in GOV.UK markup: label, hint, error, input."""
    if not isinstance(bound, BoundField):
        raise TypeError("{% field %} needs a field of a form.")
    if bound.is_hidden:
        return bound.as_widget()
    return render_to_string("_components/field.html", {"field": bound})


@register.simple_tag
def error_summary(form: forms.BaseForm) -> SafeString:
    """Every error of a form at once, on top of the page; nothing while there is none."""
    if not isinstance(form, forms.BaseForm) or not form.errors:
        return SafeString("")
    return render_to_string("_components/error_summary.html", summary_of(form))


@register.filter
def angka(value: Any) -> str:
    """11589 as 11.589, 73.4 as 73,4; nothing for None."""
    if value is None or value == "":
        return ""
    if not isinstance(value, int | float | Decimal):
        return str(value)
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


@register.filter
def tanggal(value: date | datetime | PartialDate | None) -> str:
    """23 Nov 2026, of a partial date what is known of it; nothing for None. Moments are taken to Jakarta's clock."""
    if not value:
        return ""
    if isinstance(value, PartialDate):
        parts = [int(part) for part in value.iso.split("-")]
    else:
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        parts = [value.year, value.month, value.day]
    words = [str(part) for part in parts]
    if len(parts) > 1:
        words[1] = SHORT_MONTHS[parts[1] - 1]
    return " ".join(reversed(words))


@register.filter
def waktu(value: datetime | None) -> str:
    """14 Nov 2026, 10.41 WIB; nothing for None."""
    return f"{tanggal(value)}, {timezone.localtime(value):%H.%M} WIB" if value else ""


@register.filter
def rupiah(value: Any) -> str:
    """Rp 2.000.000; nothing for None."""
    words = angka(value)
    return f"Rp\u00a0{words}" if words else ""
