"""The plan of a year: who does what by when, late ones first; on screen, on A3, and as a file."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from coordination.enums import ActionState
from coordination.filters.action import ActionFilter
from coordination.models import ActionItem
from coordination.services import ratios
from coordination.services.periods import period_to_report
from coordination.web.action.rows import BADGES, BARS, ActionRow, today_class, with_last_report
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.partial_date import SHORT_MONTHS
from desmigratif.core.web.keyset import KeysetPage, query
from desmigratif.core.web.lists import CHUNK, FILE, MOST_ROWS_IN_A_FILE, Column, ListPage
from desmigratif.reference.models import Institution, Region

MOST_ROWS = 400
ORDER = ("state_order", "ends_on", "number")
LETTERS = "A rencana awal, S jadwal berlaku, L lewat batas waktu"


def _date(value: Any) -> str:
    return f"{value.day} {SHORT_MONTHS[value.month - 1]} {value.year}" if value else ""


def _figure(value: Any) -> str:
    """As a spreadsheet of Indonesia reads it: no dots, a comma, no empty decimals."""
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text


COLUMNS = (
    Column("Nomor", lambda row: row.action.number),
    Column("Program", lambda row: row.action.programme, 30),
    Column("Kegiatan", lambda row: row.action.activity, 40),
    Column("Kode sub kegiatan", lambda row: row.action.sub_activity_code),
    Column("Keluaran", lambda row: row.action.output, 24),
    Column("Target", lambda row: _figure(row.action.target), 10),
    Column("Satuan", lambda row: row.action.unit, 12),
    Column("Pilar", lambda row: row.action.get_pillar_display(), 20),
    Column("Penanggung jawab", lambda row: row.action.owner.short_name, 24),
    Column("Unit kerja", lambda row: row.action.owner_unit, 24),
    Column("Instansi pendukung", lambda row: row.action.supporters_in_words, 30),
    Column("Desa", lambda row: row.action.villages_in_words, 30),
    Column("Anggaran (Rp)", lambda row: _figure(row.action.budget)),
    Column("Sumber dana", lambda row: row.action.get_fund_source_display()),
    Column("Rencana awal mulai", lambda row: _date(row.action.baseline_starts_on)),
    Column("Rencana awal selesai", lambda row: _date(row.action.baseline_ends_on)),
    Column("Mulai", lambda row: _date(row.action.starts_on)),
    Column("Paling lambat", lambda row: _date(row.action.ends_on)),
    Column("Keadaan", lambda row: row.words, 22),
    Column("Capaian (%)", lambda row: str(row.action.percent), 10),
    Column("Kendala terakhir", lambda row: row.action.last_obstacle or "", 40),
    *(
        Column(name, lambda row, number=number: row.month(number), 7)
        for number, name in enumerate(SHORT_MONTHS, start=1)
    ),
)


def with_lists_in_words(actions: list[ActionItem]) -> list[ActionItem]:
    """The same, each with the names of its supporters and villages; two queries for all."""
    ids = {pk for action in actions for pk in action.supporter_ids}
    codes = {code for action in actions for code in action.village_codes}
    names = dict(Institution.objects.filter(pk__in=ids).values_list("pk", "short_name"))
    places = dict(Region.objects.filter(pk__in=codes).values_list("pk", "name"))
    for action in actions:
        action.supporters_in_words = ", ".join(sorted(names.get(pk, "") for pk in action.supporter_ids))
        action.villages_in_words = ", ".join(sorted(places.get(code, code) for code in action.village_codes))
    return actions


class Matrix(ListPage):
    """The action plan of one year, grouped by standing."""

    permission_required = Perm.ACTION_VIEW
    model = ActionItem
    filterset_class = ActionFilter
    template_name = "coordination/matrix/matrix.html"
    noun = "rencana aksi"
    title = "Rencana aksi"
    columns: ClassVar[tuple[Column, ...]] = COLUMNS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.filters = self.filterset_class(request.GET, queryset=self.get_queryset(), request=request)
        wrong = self._wrong()
        rows = ActionItem.objects.none()
        if not wrong:
            rows = self.filters.qs
            if request.GET.get(FILE):
                return self._file(rows, request.GET[FILE])
        context = self.get_context_data(page=KeysetPage(), rows=rows, wrong=wrong, **kwargs)
        return self.render_to_response(context, status=400 if wrong else 200)

    def get_context_data(self, *, rows: QuerySet, wrong: list[str], **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(rows=rows, wrong=wrong, **kwargs)
        if wrong:
            return {**context, "groups": [], "sums": [], "year": today().year}
        year = self.filters.year_shown
        shown = self._rows(rows, MOST_ROWS)
        return {
            **context,
            "title": f"Rencana aksi kementerian, lembaga, dan daerah {year}",
            "year": year,
            "months": list(enumerate(SHORT_MONTHS, start=1)),
            "this_month": today().month if year == today().year else 0,
            "today_class": today_class(year),
            "groups": self._groups(shown),
            "cut": len(shown) if context["counted"] > len(shown) else 0,
            "sums": self._sums(),
            "as_of": timezone.now(),
            **self._reporting(),
        }

    def _rows(self, rows: QuerySet, most: int) -> list[ActionRow]:
        found = list(with_last_report(rows.with_names()).order_by(*ORDER)[:most])
        return [ActionRow(action, self.filters.year_shown) for action in with_lists_in_words(found)]

    @staticmethod
    def _groups(rows: list[ActionRow]) -> list[dict[str, Any]]:
        """Rows by standing; the rows come in that order."""
        return [
            {
                "state": state,
                "name": BADGES[state][0],
                "icon": BADGES[state][1],
                "rows": [row for row in rows if row.state is state],
            }
            for state in ActionState
            if any(row.state is state for row in rows)
        ]

    def _sums(self) -> list[dict[str, Any]]:
        """How many of each standing, whatever standing is filtered by; a second tap takes the filter away."""
        found = self.filters.whole.order_by().values("state").annotate(n=Count("pk"))
        counts = {row["state"]: row["n"] for row in found}
        chosen = self.request.GET.get("state")
        return [
            {
                "state": state,
                "n": counts.get(state, 0),
                "name": BADGES[state][0],
                "icon": BADGES[state][1],
                "bar": BARS[state],
                "is_chosen": state == chosen,
                "url": query(self.request.GET, without="state", **({} if state == chosen else {"state": state})),
            }
            for state in ActionState
            if state is not ActionState.BATAL or counts.get(state)
        ]

    def _reporting(self) -> dict[str, Any]:
        """Institutions that have reported for the period that is asked for now, of those that were to."""
        period = period_to_report(today())
        if period is None:
            return {}
        return {"period": period, "reported": ratios.reporting(self.get_queryset(), period)}

    def _chunks(self, rows: QuerySet) -> Iterator[list[list[str]]]:
        """In the order of the page."""
        found = self._rows(rows, MOST_ROWS_IN_A_FILE)
        for start in range(0, max(len(found), 1), CHUNK):
            yield [[str(column.text(row)) for column in self.columns] for row in found[start : start + CHUNK]]

    def _cover(self) -> Any:
        cover = super()._cover()
        cover.lines.insert(1, ("Tahun", str(self.filters.year_shown)))
        cover.lines.append(("Tanda bulan", LETTERS))
        return cover
