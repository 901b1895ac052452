"""Families and children left behind, as a panel of a region's page."""

from collections.abc import Callable
from datetime import date

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.reporting.child_figures import ChildFigure, ChildFigures, read_children, read_families
from desmigratif.reporting.web.charts import bar_width
from desmigratif.reporting.web.duties import page
from desmigratif.reporting.web.figures import Card, share_card
from desmigratif.reporting.web.panels import Panel, Table, TableRow
from desmigratif.reporting.web.places import own_code
from desmigratif.reporting.wording import number, percent
from workers.enums import CarerRelation
from workers.filters import AGE_BANDS

AGE = "Umur: yang dicapai dalam tahun {year}, karena sering hanya tahun lahirnya yang diketahui."
CHILDREN = "Anak PMI yang tercatat"
NONE_YET = "Anak dicatat dari profil keluarganya, dengan persetujuan wali."
HIDDEN = "Disembunyikan: kurang dari 5 anak, atau angka yang bisa dipakai menghitungnya."


def child_panel(actor: Actor, code: str, day: date) -> Panel:
    """Families, then children in one dimension at a time: never crossed, for ministries without small numbers."""
    families, children = read_families(actor, code), read_children(actor, code, day)
    found = [
        share_card(
            "Keluarga terverifikasi",
            families.verified,
            families.total,
            f"Dari keluarga yang dikirim petugas desa. Menunggu diperiksa {number(families.waiting)},"
            f" dikembalikan ke desa {number(families.returned)}.",
            unit="keluarga",
            **_link(actor, code, "family-list", "Lihat keluarganya", Perm.FAMILY_VIEW),
        )
    ]
    tables: list[Table] = []
    source = "Sumber: catatan petugas desa. Yang ditarik dan draf tidak dihitung."
    if children is not None and children.total != 0:
        found.append(_children(actor, code, children))
        tables = [
            _table(
                "umur-anak", "Umur", "Anak PMI menurut umur", AGE.format(year=day.year), children.bands,
                children.total, _rows(actor, code, "age_band"),
            ),
            _table(
                "pengasuh-anak", "Pengasuh", "Siapa yang mengasuh", "Hubungan pengasuh sehari-hari dengan anak.",
                children.carers, children.total, _rows(actor, code, "carer_relation"),
            ),
        ]  # fmt: skip
        if children.hides:
            source = f"{HIDDEN} {source}"
    elif children is not None:
        found.append(Card(CHILDREN, "Belum ada", "yang tercatat", NONE_YET))
    if not families.total and not tables:
        return Panel("keluarga", "Keluarga dan anak", nothing="Belum ada keluarga dan anak PMI yang tercatat.")
    return Panel("keluarga", "Keluarga dan anak", found, tables, source=source)


def _children(actor: Actor, code: str, children: ChildFigures) -> Card:
    words = "Anak yang ditinggal bekerja orang tuanya, di bawah 18 tahun ketika dicatat, dengan persetujuan wali."
    if children.total is None:
        return Card(CHILDREN, "–", "disembunyikan", words)
    return Card(
        CHILDREN,
        number(children.total),
        "anak",
        words,
        **_link(actor, code, "child-list", "Lihat anaknya", Perm.CHILD_VIEW),
    )


def _link(actor: Actor, code: str, name: str, words: str, perm: Perm) -> dict[str, str]:
    """To the rows, for those who see them: of the own region, or of one village in it."""
    if not actor.may(perm) or code != own_code(actor):
        return {}
    url = page(name)
    return {"url": url, "link": words if url else ""}


def _rows(actor: Actor, code: str, name: str) -> Callable[[str], str]:
    """The list behind one row of a table, "" where it leads nowhere."""
    leads = actor.may(Perm.CHILD_VIEW) and code == own_code(actor)
    known = {"age_band": set(AGE_BANDS), "carer_relation": set(CarerRelation.values)}[name]
    return lambda value: page("child-list", **{name: value}) if leads and value in known else ""


def _table(
    name: str,
    heading: str,
    title: str,
    definition: str,
    figures: list[ChildFigure],
    total: int | None,
    behind: Callable[[str], str],
) -> Table:
    most = max((row.n or 0 for row in figures), default=0) or 1
    rows = [
        TableRow(
            row.label,
            row.n,
            percent(row.n, total) if row.n is not None and total else "",
            bar_width(row.n, most),
            behind(row.code) if row.n else "",
        )
        for row in figures
    ]
    return Table(name, heading, "Anak", title, definition, rows, sum_told=total)
