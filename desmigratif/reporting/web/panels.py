"""The panels of a region's page after its people: four pillars, action plan. What is absent comes first in each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from desmigratif.core.scope import Actor, Level
from desmigratif.reporting.action_figures import ActionFigures
from desmigratif.reporting.periods import month_of
from desmigratif.reporting.pillar_figures import Missing, PillarFigures
from desmigratif.reporting.queries import Figure, level_of
from desmigratif.reporting.web.charts import bar_width
from desmigratif.reporting.web.duties import page
from desmigratif.reporting.web.figures import Card, share_card
from desmigratif.reporting.web.places import own_code
from desmigratif.reporting.wording import number, percent, rupiah
from pillars.enums import AidCondition, BusinessStatus, CooperativeStatus, MemberCategory

MISSING_LABELS = {
    Missing.SESSION: "Desa tanpa sesi pengasuhan",
    Missing.COOPERATIVE: "Desa tanpa koperasi",
    Missing.BUSINESS: "Desa tanpa usaha yang berjalan",
    Missing.SERVICE: "Desa tanpa layanan migrasi",
}
ROW_OF_ABSENCE = 4
WITHOUT_DISTRICTS = {"service-list", "activity-list-of"}  # filtered by village only
MISSING_DEFINITIONS = {
    Missing.SESSION: "Desa program yang belum mencatat sesi pengasuhan {quarter}.",
    Missing.COOPERATIVE: "Desa program tanpa koperasi. Yang tidak aktif atau bubar tidak dihitung sebagai koperasi.",
    Missing.BUSINESS: "Desa program tanpa kelompok aktif dan tanpa usaha yang berjalan.",
    Missing.SERVICE: "Desa program yang belum mencatat layanan migrasi bulan {month}.",
}


@dataclass(frozen=True)
class TableRow:
    """One row of a small table; `n` None is a hidden number."""

    label: str
    n: int | None
    share: str
    width: str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """Counts by one property, with bars."""

    name: str
    heading: str
    unit: str
    title: str
    definition: str
    rows: list[TableRow]
    sum_told: int | None = None

    @property
    def total(self) -> int | None:
        """All rows; None when the sum itself is not told."""
        return self.sum_told if self.hides else sum(row.n or 0 for row in self.rows)

    @property
    def hides(self) -> bool:
        """Whether a number is hidden."""
        return any(row.n is None for row in self.rows)


@dataclass(frozen=True)
class Panel:
    """A section of the page. Without `cards` and `tables` it says `nothing`."""

    name: str
    title: str
    cards: list[Card] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    nothing: str = ""
    source: str = ""

    @property
    def card_rows(self) -> list[list[Card]]:
        """What is absent in a row of its own, where there is a row of it."""
        absent = [card for card in self.cards if card.is_absence]
        if len(absent) < ROW_OF_ABSENCE:
            return [self.cards] if self.cards else []
        return [absent, [card for card in self.cards if not card.is_absence]]


def missing_url(code: str, what: Missing) -> str:
    """Where the villages that lack something are named."""
    query = {"wilayah": code} if code else {}
    return f"{reverse('dashboard-missing')}?{urlencode({**query, 'apa': what.value})}"


def table_of(
    name: str,
    heading: str,
    unit: str,
    title: str,
    definition: str,
    figures: list[Figure],
    urls: Mapping[str, str] | None = None,
) -> Table:
    """Rows with bars; `urls` by code lead to the rows behind a number."""
    leads = urls or {}
    most, total = max((row.n for row in figures), default=0) or 1, sum(row.n for row in figures)
    rows = [
        TableRow(
            row.label,
            row.n,
            percent(row.n, total),
            bar_width(row.n, most),
            leads.get(row.code, "") if row.n else "",
        )
        for row in figures
    ]
    return Table(name, heading, unit, title, definition, rows)


class PillarPanel:
    """The four pillars of one region as a panel."""

    def __init__(self, actor: Actor, figures: PillarFigures) -> None:
        self.actor, self.figures = actor, figures

    def panel(self, *, of_village: bool = False) -> Panel:
        """Absence, then totals, then tables. One village's absence is told by its pillars, not counted."""
        figures = self.figures
        if not figures.has_anything and (of_village or not figures.programme_villages):
            words = "" if of_village else "Belum ada kegiatan, layanan, usaha, atau koperasi yang tercatat."
            return Panel("pilar", "Empat pilar", nothing=words)
        absent = [] if of_village else self._absent()
        title = "Angka empat pilar" if of_village else self._title()
        return Panel("pilar", title, [*absent, *self._totals()], self._tables(), source=self._source())

    def _title(self) -> str:
        villages = len(self.figures.programme_villages)
        absent = {what: len(self.figures.missing(what)) for what in MISSING_LABELS}
        most = max(absent, key=lambda what: absent[what])
        if not villages or not absent[most]:
            return "Empat pilar"
        what = MISSING_LABELS[most].removeprefix("Desa ")
        when = {Missing.SESSION: " triwulan ini", Missing.SERVICE: " bulan ini"}.get(most, "")
        return f"Empat pilar: {number(absent[most])} dari {number(villages)} desa {what}{when}"

    def _absent(self) -> list[Card]:
        figures, villages = self.figures, len(self.figures.programme_villages)
        if not villages:
            return []
        found = []
        for what, label in MISSING_LABELS.items():
            absent = len(figures.missing(what))
            words = MISSING_DEFINITIONS[what].format(quarter=figures.quarter.words, month=figures.month.words)
            unit = f"dari {number(villages)} desa program"
            width = f"{100 * absent / villages:.1f}"
            url = missing_url(figures.code, what) if absent else ""
            found.append(
                Card(label, number(absent), unit, words, width, url, "Desa mana" if url else "", is_absence=True)
            )
        return found

    def _totals(self) -> list[Card]:
        figures = self.figures
        women, men = figures.session_heads
        return [
            Card(
                "Layanan migrasi bulan ini",
                number(figures.services.total()),
                "layanan",
                f"{figures.month.words}, sampai hari ini. Bulan sebelumnya {number(figures.services_before)}.",
                **self._link("service-list", "Lihat layanannya", month=f"{figures.day:%Y-%m}"),
            ),
            Card(
                "Sesi pengasuhan triwulan ini",
                number(figures.sessions.total()),
                "sesi",
                f"{capfirst(figures.quarter.words)}. {number(women)} peserta perempuan, {number(men)} laki-laki;"
                " satu orang bisa ikut beberapa kali.",
                **self._link("activity-list-of", "Lihat sesinya", "pengasuhan", **self._quarter()),
            ),
            share_card(
                "Usaha yang berjalan",
                figures.business_running,
                figures.businesses.total(),
                "Berjalan atau berkembang, dari semua usaha yang tercatat. Kelompok aktif:"
                f" {number(figures.groups.total())}, sudah berakhir: {number(figures.groups_ended)}.",
                unit="usaha",
                **self._link("business-list", "Lihat usahanya"),
            ),
            share_card(
                "Bantuan yang dipakai",
                figures.aid_in_use,
                figures.aid_checked,
                f"Keadaan setelah 6 bulan, dari yang sudah diperiksa. Dari {number(figures.aids)} bantuan,"
                f" {number(figures.aid_due)} sudah waktunya diperiksa.",
                unit="bantuan",
                **self._link("aid-list", "Lihat bantuannya", check="SUDAH"),
            ),
            share_card(
                "Desa dengan koperasi aktif",
                len(figures.recent_rat & figures.programme_villages),
                len(figures.programme_villages),
                "Koperasi berstatus aktif dengan rapat anggota tahunan (RAT) dalam 15 bulan terakhir.",
                unit="desa",
                **self._link("cooperative-list", "Lihat koperasinya"),
            ),
            self._savings(),
        ]

    def _quarter(self) -> dict[str, str]:
        """This quarter as the list of activities filters by it."""
        day = self.figures.day
        return {"year": str(day.year), "quarter": str((day.month + 2) // 3)}

    def _savings(self) -> Card:
        recaps = self.figures.recaps
        if not recaps.of:
            words = "Jumlah pokok, wajib, dan sukarela dari rekap bulanan terakhir setiap koperasi."
            return Card("Simpanan koperasi", "Belum ada", "rekap", words)
        newest = month_of(recaps.newest).words if recaps.newest else ""
        words = (
            f"Rekap terakhir setiap koperasi, yang terbaru {newest}. Pinjaman beredar {rupiah(recaps.loans)},"
            f" macet {rupiah(recaps.overdue)} ({percent(recaps.overdue, recaps.loans) or '0%'})."
        )
        return Card("Simpanan koperasi", rupiah(recaps.savings), f"dari {number(recaps.of)} koperasi", words)

    def _tables(self) -> list[Table]:
        figures = self.figures
        members = [
            Figure(
                row.value, str(row.label), figures.group_members[row.value] + figures.cooperative_members[row.value]
            )
            for row in MemberCategory
        ]
        conditions = [Figure(row.value, str(row.label), figures.aid_conditions[row.value]) for row in AidCondition]
        found = [
            table_of(
                "usaha", "Keadaan usaha", "Usaha", "Usaha menurut keadaannya",
                "Keadaan terakhir setiap usaha yang tercatat.", figures.business_statuses,
                {row.value: self._rows("business-list", status=row.value) for row in BusinessStatus},
            ),
            table_of(
                "koperasi", "Status koperasi", "Koperasi", "Koperasi menurut statusnya",
                "Status hukum dan kegiatan setiap koperasi yang tercatat.", figures.cooperative_statuses,
                {row.value: self._rows("cooperative-list", status=row.value) for row in CooperativeStatus},
            ),
            table_of(
                "anggota", "Kategori", "Keanggotaan", "Anggota kelompok dan koperasi",
                "Kelompok yang aktif dan koperasi yang belum bubar. Orang di dua tempat dihitung dua kali.", members,
            ),
            table_of(
                "bantuan", "Keadaan", "Bantuan", "Bantuan setelah 6 bulan",
                "Hanya bantuan yang keadaannya sudah diperiksa.", conditions,
            ),
        ]  # fmt: skip
        return [table for table in found if table.total]

    def _source(self) -> str:
        return (
            "Sumber: catatan petugas desa, diperiksa atau belum; draf dan yang ditarik tidak dihitung. “Desa program”"
            " berstatus ditetapkan, aktif, atau mandiri. Angka luar tidak dijumlahkan ke sini."
        )

    def _place(self) -> dict[str, str] | None:
        """The region as lists filter by it; {} for the actor's own, None where they can't tell it."""
        code = self.figures.code
        if code == own_code(self.actor):
            return {}
        return {Level.DESA: {"village": code}, Level.KAB: {"district": code}}.get(level_of(code))

    def _link(self, name: str, words: str, *args: str, **filters: str) -> dict[str, Any]:
        """To the rows behind a number, where a list can show just those."""
        place = self._place()
        if place is None or (name in WITHOUT_DISTRICTS and "district" in place):
            return {}
        url = page(name, *args, **place, **filters)
        return {"url": url, "link": words if url else ""}

    def _rows(self, name: str, **filters: str) -> str:
        return self._link(name, "", **filters).get("url", "")


def action_panel(actor: Actor, figures: ActionFigures, level: Level) -> Panel:
    """The action plan as a panel: late first."""
    if not figures.total:
        return Panel("aksi", "Rencana aksi", nothing="Belum ada rencana aksi yang menyangkut wilayah ini.")
    late = Card(
        "Terlambat",
        number(figures.late),
        f"dari {number(figures.total)} rencana aksi",
        "Belum selesai dan tanggal akhirnya sudah lewat.",
        f"{100 * figures.late / figures.total:.1f}",
        page("action-late"),
        "Yang terlambat",
        is_absence=True,
    )
    on_time = share_card(
        "Selesai tepat waktu",
        figures.on_time,
        figures.due,
        "Selesai sampai tanggal akhir yang berlaku, dari yang selesai atau sudah lewat tanggal akhirnya. Yang batal"
        " tidak dihitung.",
        unit="rencana aksi",
        url=page("action-matrix"),
        link="Buka matriks",
    )
    title = (
        f"Rencana aksi: {number(figures.late)} terlambat" if figures.late else "Rencana aksi: tidak ada yang terlambat"
    )
    scope = "" if level is Level.NATION else " Termasuk aksi dinas wilayah ini."
    table = table_of(
        "keadaan-aksi", "Keadaan", "Rencana aksi", "Rencana aksi menurut keadaannya",
        f"Keadaan hari ini; terlambat dihitung dari tanggal.{scope}", figures.states,
    )  # fmt: skip
    return Panel("aksi", title, [late, on_time], [table])
