"""The breakdowns of a region's people as a page shows them: title, rows with bars, where each number leads."""

from dataclasses import dataclass, field

from desmigratif.reporting.queries import Figure, PlaceFigures
from desmigratif.reporting.verified import Hidden
from desmigratif.reporting.web import findings
from desmigratif.reporting.web.charts import Column, ColumnChart, bar_width, column_chart
from desmigratif.reporting.web.links import Links
from desmigratif.reporting.wording import percent

MOST_COUNTRIES = 10
WIDE_YEARS, NARROW_YEARS = 12, 7
DEFINITIONS = {
    "status": "Status terakhir setiap orang. Yang belum ada orangnya tidak ditampilkan.",
    "sex": "Menurut isian petugas, biasanya dari KTP.",
    "country_code": "Negara tujuan terakhir, termasuk yang sekarang masih dijalani.",
    "return_year": "Tahun pulang terakhir, hanya orang berstatus purna. Boleh jadi hanya tahunnya yang diketahui.",
}


@dataclass(frozen=True)
class Row:
    """One row; `n` None is a hidden number."""

    label: str
    n: int | None
    share: str
    width: str
    url: str = ""
    is_unknown: bool = False


@dataclass(frozen=True)
class Breakdown:
    """People by one property."""

    name: str
    heading: str
    title: str
    definition: str
    rows: list[Row]
    charts: list[ColumnChart] = field(default_factory=list)

    @property
    def hides(self) -> bool:
        """Whether a number is hidden."""
        return any(row.n is None for row in self.rows)

    @property
    def has_unknown(self) -> bool:
        """Whether somebody's value is not known."""
        return any(row.is_unknown for row in self.rows)


class Breakdowns:
    """All breakdowns of one reading. `hidden` names per property what may not be shown."""

    def __init__(self, figures: PlaceFigures, links: Links, hidden: Hidden) -> None:
        self.figures = figures
        self.links = links
        self.hidden = hidden
        self.people = "orang terverifikasi" if links.is_verified_only else "orang tercatat"

    @property
    def status(self) -> Breakdown:
        """By status."""
        rows = self._shown("status", self.figures.by_status)
        return self._breakdown("status", "Status", findings.of_status(rows, self.people), rows)

    @property
    def sex(self) -> Breakdown:
        """By sex."""
        rows = self._shown("sex", self.figures.by_sex)
        return self._breakdown("sex", "Jenis kelamin", findings.of_sex(rows, self.people), rows)

    @property
    def country(self) -> Breakdown:
        """By last country; after the largest, the rest as one row."""
        rows = self._shown("country_code", self.figures.by_country)
        return self._breakdown(
            "country_code", "Negara terakhir", findings.of_country(rows, self.people), _shortened(rows)
        )

    @property
    def year(self) -> Breakdown:
        """By year of the last return, with the chart."""
        rows = self._shown("return_year", self.figures.by_year)
        charts = [
            column_chart("lebar", _columns(rows, WIDE_YEARS), width=540, height=240),
            column_chart("sempit", _columns(rows, NARROW_YEARS), width=340, height=230),
        ]
        made = self._breakdown("return_year", "Tahun pulang", findings.of_year(rows), rows)
        return Breakdown(made.name, made.heading, made.title, made.definition, made.rows, charts if rows else [])

    def _shown(self, name: str, figures: list[Figure]) -> list["Shown"]:
        hidden = self.hidden.get(name, frozenset())
        return [Shown(row.code, row.label, None if row.code in hidden else row.n) for row in figures]

    def _breakdown(self, name: str, heading: str, title: str, shown: list["Shown"]) -> Breakdown:
        most = max((row.n or 0 for row in shown), default=0) or 1
        total = self.figures.purna if name == "return_year" else self.figures.people.total
        rows = [
            Row(
                row.label,
                row.n,
                percent(row.n, total) if row.n is not None else "",
                bar_width(row.n, most),
                self.links.figure(name, row.code) if row.n and not row.is_rest else "",
                is_unknown=not row.code and not row.is_rest,
            )
            for row in shown
        ]
        return Breakdown(name, heading, title, DEFINITIONS[name], rows)


@dataclass(frozen=True)
class Shown:
    """A figure after hiding; `is_rest` for what is summed up under one label."""

    code: str
    label: str
    n: int | None
    is_rest: bool = False


def _shortened(rows: list[Shown]) -> list[Shown]:
    """The largest countries, those hidden, then the rest as one number, then "not known"."""
    known = [row for row in rows if row.code]
    rest = [row for row in known[MOST_COUNTRIES:] if row.n is not None]
    if len(rest) < 2:
        return rows
    kept = [row for row in known if row not in rest]
    label = f"{len(rest)} negara lain"
    return [*kept, Shown("", label, sum(row.n or 0 for row in rest), is_rest=True), *(r for r in rows if not r.code)]


def _columns(rows: list[Shown], most: int) -> list[Column]:
    """The last years, oldest first, without a gap; what lies before them in one column; hatched: year not known."""
    years = {int(row.code): row.n for row in rows if row.code}
    unknown = [row for row in rows if not row.code]
    columns: list[Column] = []
    if years:
        last = max(years)
        first = max(min(years), last - most + 1)
        earlier = [n for year, n in years.items() if year < first]
        if earlier:
            columns.append(Column(f"<{first}", None if None in earlier else sum(n or 0 for n in earlier)))
        columns += [Column(str(year), years.get(year, 0)) for year in range(first, last + 1)]
    return [*columns, *(Column("tanpa", row.n, is_unknown=True) for row in unknown)]
