"""A page that lists rows: filters from the address, pages by key, a count, and the same rows as a file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django_filters import FilterSet

from desmigratif.core import spreadsheet
from desmigratif.core.partial_date import SHORT_MONTHS
from desmigratif.core.web.keyset import BadCursorError, KeysetPage, capped_count, count_words, page_of, query
from desmigratif.core.web.views import ScopedPage

PAGING = ("sebelum", "sesudah")
FILE = "unduh"
FILE_COSTS = 5
MOST_ROWS_IN_A_FILE = 20_000
CHUNK = 1000
MAKERS = {"xlsx": spreadsheet.XLSX_TYPE, "csv": spreadsheet.CSV_TYPE}


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, what stands in it, and its width in letters."""

    label: str
    text: Callable[[Any], Any]
    width: int = 16


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


class ListPage(ScopedPage):
    """Rows the actor may see, newest first.

    A subclass names `model`, `filterset_class`, `noun` ("kegiatan") and, where the rows hold no personal data, the
    `columns` of its file: lists of people leave only as a download that says what it is for (`reporting`). A filter
    that is not known or not understood answers 400 and is said in words; it never widens the list.
    """

    model: ClassVar[type[Model]]
    filterset_class: ClassVar[type[FilterSet]]
    noun: ClassVar[str]
    title: ClassVar[str] = ""
    columns: ClassVar[tuple[Column, ...]] = ()
    shown_filters: ClassVar[tuple[str, ...]] = ()
    costs = 1

    @classmethod
    def cost_of(cls, request: HttpRequest) -> int:
        """A file holds up to twenty thousand rows."""
        return FILE_COSTS if request.GET.get(FILE) else cls.costs

    def get_queryset(self) -> QuerySet:
        """The rows before any filter, with what the page shows of each."""
        return self.model._default_manager.all().visible_to(self.request.actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.filters = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        wrong = self._wrong()
        page, rows = KeysetPage(), self.model._default_manager.none()
        if not wrong:
            rows = self.filters.qs
            if request.GET.get(FILE):
                return self._file(rows, request.GET[FILE])
            try:
                page = page_of(rows, request.GET)
            except BadCursorError as error:
                wrong = [f"Halaman tidak dikenal ({error})."]
        context = self.get_context_data(page=page, wrong=wrong, rows=rows, **kwargs)
        return self.render_to_response(context, status=400 if wrong else 200)

    def get_context_data(self, *, rows: QuerySet, wrong: list[str], **kwargs: Any) -> dict[str, Any]:
        chips = [] if wrong else self._chips()
        counted = 0 if wrong else capped_count(rows)
        return super().get_context_data(
            title=self.title,
            noun=self.noun,
            wrong=wrong,
            chips=chips,
            counted=counted,
            count=count_words(counted),
            inputs=self._inputs(),
            kept=self._kept(),
            list_url=self.request.path,
            file_urls=[(kind.upper(), query(self.request.GET, **{FILE: kind})) for kind in self._kinds()],
            **kwargs,
        )

    def _kinds(self) -> list[str]:
        return list(MAKERS) if self.columns else []

    def _wrong(self) -> list[str]:
        """What is not understood in the address, in words."""
        known = {*self.filters.filters, *PAGING, *([FILE] if self.columns else [])}
        found = [f"Saringan “{name[:40]}” tidak dikenal." for name in self.request.GET if name not in known]
        found += [
            f"Saringan “{name}” hanya boleh satu kali."
            for name in self.request.GET
            if name in known and len(self.request.GET.getlist(name)) > 1
        ]
        if self.request.GET.get(FILE) and self.request.GET[FILE] not in MAKERS:
            found.append("Bentuk berkas hanya xlsx atau csv.")
        for name, errors in self.filters.form.errors.items():
            label = self.filters.form.fields[name].label or name
            found += [f"{label}: {error}" for error in errors]
        return found

    def _shown(self) -> list[str]:
        return list(self.shown_filters or self.filters.form.fields)

    def _inputs(self) -> list[forms.BoundField]:
        form = self.filters.form
        for name in self._shown():
            widget = form.fields[name].widget
            base = "govuk-select" if isinstance(widget, forms.Select) else "govuk-input"
            widget.attrs["class"] = f"{base} {widget.attrs.get('class', '')}".strip()
        return [form[name] for name in self._shown()]

    def _kept(self) -> list[tuple[str, str]]:
        """Filters that came by a link and have no input, kept when the form is sent again."""
        hidden = set(self.filters.form.fields) - set(self._shown())
        return [(name, self.request.GET[name]) for name in sorted(hidden) if self.request.GET.get(name)]

    def _chips(self) -> list[tuple[str, str, str]]:
        """Label, words and the address without it, for each filter that is set."""
        found = []
        for name, field in self.filters.form.fields.items():
            if self.request.GET.get(name):
                value = self.filters.form.cleaned_data.get(name)
                words = dict(getattr(field, "choices", [])).get(self.request.GET[name], value)
                found.append((field.label, str(words), query(self.request.GET, without=name)))
        return found

    def _file(self, rows: QuerySet, kind: str) -> HttpResponse:
        """The rows of the list as a file with a cover sheet."""
        header = [column.label for column in self.columns]
        cover = self._cover()
        if kind == "csv":
            content, _ = spreadsheet.write_csv(cover, header, self._chunks(rows))
        else:
            widths = [column.width for column in self.columns]
            content, _ = spreadsheet.write_xlsx(cover, header, widths, self._chunks(rows))
        response = HttpResponse(content, content_type=MAKERS[kind])
        name = f"desmigratif-{self.noun.replace(' ', '-')}-{timezone.localdate():%Y%m%d}.{kind}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response

    def _cover(self) -> spreadsheet.Cover:
        now = timezone.localtime()
        made = f"{now.day} {SHORT_MONTHS[now.month - 1]} {now.year}, {now:%H.%M} WIB"
        author = self.request.actor.name
        filters = "; ".join(f"{label}: {words}" for label, words, _ in self._chips()) or f"Semua {self.noun}"
        lines = [("Wilayah", self.request.assignment.place), ("Saringan", filters), ("Diminta oleh", author)]
        return spreadsheet.Cover(f"{self.title}, Desmigratif", author, [*lines, ("Dibuat", made)])

    def _chunks(self, rows: QuerySet) -> Iterator[list[list[str]]]:
        chunk: list[list[str]] = []
        for row in rows.order_by("-seq")[:MOST_ROWS_IN_A_FILE]:
            chunk.append([_cell(column.text(row)) for column in self.columns])
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        yield chunk
