"""Geometry of the bars: numbers for SVG attributes, so that no style stands in the page."""

from dataclasses import dataclass

from desmigratif.reporting.wording import number

TOP, BOTTOM, SIDE = 28, 34, 8
WIDEST_BAR = 56


@dataclass(frozen=True)
class Column:
    """One value of a column chart; `n` None is a hidden number, `is_unknown` stands for "not filled in"."""

    label: str
    n: int | None
    is_unknown: bool = False


@dataclass(frozen=True)
class DrawnColumn:
    """A column as drawn: the bar, its number above it, its label below it."""

    label: str
    words: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    number_y: str
    is_hatched: bool


@dataclass(frozen=True)
class ColumnChart:
    """A column chart of one size. Bars start at zero; the largest value reaches the top."""

    name: str
    width: int
    height: int
    columns: list[DrawnColumn]

    @property
    def base(self) -> int:
        """Where zero is."""
        return self.height - BOTTOM

    @property
    def label_y(self) -> int:
        """Where the labels stand."""
        return self.height - BOTTOM + 22


def column_chart(name: str, columns: list[Column], *, width: int, height: int) -> ColumnChart:
    """Draw the columns over the whole width."""
    most = max((column.n or 0 for column in columns), default=0) or 1
    step = (width - 2 * SIDE) / max(len(columns), 1)
    bar = min(step * 0.7, WIDEST_BAR)
    room = height - TOP - BOTTOM
    drawn = []
    for place, column in enumerate(columns):
        middle = SIDE + step * (place + 0.5)
        size = room * (column.n or 0) / most if column.n is not None else room * 0.25
        top = height - BOTTOM - size
        drawn.append(
            DrawnColumn(
                label=column.label,
                words=number(column.n) if column.n is not None else "?",
                x=f"{middle - bar / 2:.1f}",
                y=f"{top:.1f}",
                width=f"{bar:.1f}",
                height=f"{size:.1f}",
                middle=f"{middle:.1f}",
                number_y=f"{top - 7:.1f}",
                is_hatched=column.is_unknown or column.n is None,
            )
        )
    return ColumnChart(name, width, height, drawn)


def bar_width(n: int | None, most: int) -> str:
    """Length of a row's bar, of 100; a number above nought is never an invisible bar."""
    if not n:
        return "0"
    return f"{max(100 * n / most, 0.6):.1f}"
