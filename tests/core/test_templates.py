"""Every template compiles, keeps to the strict CSP and names icons that exist; what the tags of templates render."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import get_template, render_to_string

from desmigratif.accounts.web.navigation import PAGES
from desmigratif.core.enums import CodeList
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.forms import CodeListField, DomainForm, PartialDateFormField, RecordIdField
from tests.architecture.guards.files import breaks_csp

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in ROOT.glob("templates/**/*.html"))
ERROR_PAGES = [
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "413.html",
    "429.html",
    "500.html",
    "503.html",
    "offline.html",
]
SPRITE = set(re.findall(r'<symbol id="i-([a-z0-9-]+)"', (ROOT / "static/icons.svg").read_text(encoding="utf-8")))


def source(name: str) -> str:
    return (ROOT / "templates" / name).read_text(encoding="utf-8")


def render(text: str, **context: Any) -> str:
    """The text as a template with the project's tags, on one line."""
    return " ".join(Template(text).render(Context(context)).split())


class Kind(CodeList):
    """Two answers."""

    YES = "YA", "Ya", "Yes"
    NO = "TIDAK", "Tidak", "No"


class EveryWidget(DomainForm):
    """One field of each widget in use."""

    record_id = RecordIdField()
    name = forms.CharField(label="Nama", help_text="Sesuai KTP.", widget=forms.TextInput(attrs={"class": "dm-nik"}))
    total = forms.IntegerField(label="Jumlah")
    reason = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}))
    status = CodeListField(Kind, label="Status")
    helped = CodeListField(Kind, label="Perlu bantuan?", help_text="Pilih satu.", widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(label="Kebutuhan", choices=Kind.choices, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="Setuju")
    secret = forms.CharField(label="Kata sandi", widget=forms.PasswordInput)
    paper = forms.FileField(label="Berkas")
    since = forms.DateField(label="Sejak", widget=forms.DateInput(attrs={"type": "date"}))
    returned_on = PartialDateFormField(label="Tahun pulang")


WIDGETS = {
    "name": ("input", "govuk-input dm-nik"),
    "total": ("input", "govuk-input"),
    "reason": ("textarea", "govuk-textarea"),
    "status": ("select", "govuk-select"),
    "helped": ("input", "govuk-radios__input"),
    "needs": ("input", "govuk-checkboxes__input"),
    "agreed": ("input", "govuk-checkboxes__input"),
    "secret": ("input", "govuk-input"),
    "paper": ("input", "govuk-file-upload"),
    "since": ("input", "govuk-input govuk-input--width-10"),
    "returned_on": ("input", "govuk-input"),
}


class Tags(HTMLParser):
    """The tags of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.found if tag == name]

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.found if attrs.get("id")]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_compiles(name):
    assert get_template(name).template.name == name


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_keeps_to_the_strict_csp(name):
    assert breaks_csp(source(name)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_icons_of_a_template_exist(name):
    assert set(re.findall(r'{% icon "([^"]+)"', source(name))) <= SPRITE


def test_the_icons_of_the_navigation_exist():
    assert {page.icon for page in PAGES} <= SPRITE


@pytest.mark.parametrize("name", ERROR_PAGES)
def test_an_error_page_stands_alone(name):
    """No request, no context, no database: this test asks for none."""
    page = render_to_string(name)
    assert page.count("<h1") == 1
    assert re.search(r"<title>[A-Z][^<]+ – Desmigratif</title>", page)
    assert 'id="isi"' in page
    assert "dm-nav" not in page
    assert "csrf" not in page


@pytest.mark.parametrize("field", WIDGETS)
def test_a_field_has_its_label_and_classes(field):
    tag, classes = WIDGETS[field]
    page = Tags(render("{% field field %}", field=EveryWidget()[field]))
    inputs = page.all(tag)
    assert {attrs["class"] for attrs in inputs} == {classes}
    labelled = {attrs["for"] for attrs in page.all("label")}
    assert {attrs["id"] for attrs in inputs} == labelled
    assert not any("required" in attrs for attrs in inputs)


@pytest.mark.parametrize("field", WIDGETS)
def test_a_wrong_field_says_so_and_points_to_the_words(field):
    form = EveryWidget({}, {})
    page = render("{% field field %}", field=form[field])
    tags = Tags(page)
    assert "govuk-form-group--error" in page
    assert '<span class="govuk-visually-hidden">Kesalahan:</span>' in page
    assert form.errors[field][0] in page
    described = [attrs for _, attrs in tags.found if attrs.get("aria-describedby")]
    assert len(described) == 1
    assert described[0]["aria-describedby"].split()[-1] == f"id_{field}_error"
    assert set(described[0]["aria-describedby"].split()) <= set(tags.ids)
    assert len(tags.ids) == len(set(tags.ids))


def test_hint_and_error_are_both_named():
    page = render("{% field form.name %}", form=EveryWidget({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'class="govuk-input dm-nik govuk-input--error"' in page
    assert 'aria-invalid="true"' in page


def test_a_list_of_choices_is_a_fieldset_with_its_question():
    page = render("{% field form.helped %}", form=EveryWidget({"helped": "TIDAK"}))
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_helped_helptext">' in page
    assert '<legend class="govuk-fieldset__legend">Perlu bantuan?</legend>' in page
    assert "govuk-radios--inline" in page
    chosen = [attrs for attrs in Tags(page).all("input") if "checked" in attrs]
    assert [attrs["value"] for attrs in chosen] == ["TIDAK"]


def test_what_was_typed_comes_back_escaped():
    page = render("{% field form.name %}", form=EveryWidget({"name": '"><b>Siti'}))
    assert 'value="&quot;&gt;&lt;b&gt;Siti"' in page


def test_a_hidden_field_is_only_an_input():
    assert render("{% field form.record_id %}", form=EveryWidget()).startswith('<input type="hidden" name="record_id"')


def test_something_that_is_no_field_is_a_mistake_of_ours():
    with pytest.raises(TypeError):
        render("{% field form.nothing %}", form=EveryWidget())


def test_the_summary_links_every_error_to_an_input_on_the_page():
    form = EveryWidget({}, {})
    summary = render("{% error_summary form %}", form=form)
    fields = render("{% for field in form.visible_fields %}{% field field %}{% endfor %}", form=form)
    links = re.findall(r'<a href="#([^"]+)">', summary)
    assert links == [form[name].first_input_id for name in WIDGETS]
    assert set(links) <= set(Tags(fields).ids)
    assert f"Ada {len(WIDGETS)} isian yang perlu diperbaiki" in summary
    assert "Isian ini wajib diisi." in summary  # of the hidden field: no link, but said


def test_an_error_of_the_whole_form_is_said_without_a_link():
    form = DomainForm({})
    form.add_error(None, "Data ini baru saja diubah orang lain.")
    summary = render("{% error_summary form %}", form=form)
    assert "Data ini baru saja diubah orang lain." in summary
    assert "<a " not in summary
    assert "isian yang perlu" not in summary


def test_there_is_no_summary_without_an_error():
    assert render("{% error_summary form %}", form=EveryWidget()) == ""
    assert render("{% error_summary form %}", form=DomainForm({})) == ""


def test_an_icon_is_hidden_from_screen_readers():
    page = render('{% icon "house" size="l" %}')
    assert page == (
        '<svg class="dm-icon dm-icon--l" aria-hidden="true" focusable="false">'
        '<use href="/static/icons.svg#i-house"></use></svg>'
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (999, "999"),
        (11589, "11.589"),
        (-1234567, "-1.234.567"),
        (73.4, "73,4"),
        (Decimal("1234.50"), "1.234,50"),
        (None, ""),
        ("", ""),
        ("belum ada", "belum ada"),
    ],
)
def test_numbers_are_written_as_indonesians_write_them(value, words):
    assert render("{{ value|angka }}", value=value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 23), "23 Nov 2026"),
        (date(2026, 8, 5), "5 Agu 2026"),
        (datetime(2026, 12, 31, 20, 0, tzinfo=UTC), "1 Jan 2027"),  # 03.00 in Jakarta
        (datetime(2026, 5, 1, 23, 59), "1 Mei 2026"),  # noqa: DTZ001  a moment without a zone is taken as it is
        (PartialDate("2023"), "2023"),
        (PartialDate("2023-10"), "Okt 2023"),
        (PartialDate("2023-10-09"), "9 Okt 2023"),
        (None, ""),
    ],
)
def test_dates_are_written_as_indonesians_write_them(value, words):
    assert render("{{ value|tanggal }}", value=value) == words
