"""What the API gives of published figures and indicators: public, so open to each client with an agreement."""

from django.db.models import FloatField
from django.db.models.functions import Cast

from desmigratif.core.rest.datasets import Dataset, Field, Kind
from desmigratif.reporting.models import Figure, Indicator
from desmigratif.reporting.published_enums import (
    FigureSubject,
    IndicatorDirection,
    IndicatorFrequency,
    ProgrammeAim,
)
from pillars.enums import Pillar

FIGURES = Dataset(
    name="figures",
    singular="Figure",
    label="Angka bersumber",
    label_en="Published figures",
    help=(
        "Numbers that others published, each with its source, definition and period. Figures on the same subject,"
        " region and period may differ: never add or average them, and never add them to counts of this system."
    ),
    model=Figure,
    key="id",
    order=("seq",),
    is_reference=True,
    fields=(
        Field("id", "Nomor", "Id.", kind=Kind.UUID, tier="T0", always=True, nullable=False),
        Field(
            "subject",
            "Pokok",
            "What it counts.",
            kind=Kind.CODE,
            codes=FigureSubject,
            tier="T0",
            filterable=True,
            always=True,
            nullable=False,
        ),
        Field("label", "Apa yang dihitung", "What it counts, in words.", tier="T0", always=True, nullable=False),
        Field(
            "value",
            "Angka",
            "The number.",
            source=Cast("value", FloatField()),
            kind=Kind.NUMBER,
            tier="T0",
            always=True,
            nullable=False,
        ),
        Field("decimals", "Desimal", "Decimals as published.", kind=Kind.INTEGER, tier="T0"),
        Field("unit", "Satuan", "Unit of the number.", tier="T0", always=True, nullable=False),
        Field(
            "definition", "Definisi", "Who or what is counted, by the source.", tier="T0", always=True, nullable=False
        ),
        Field(
            "region_code",
            "Wilayah",
            "Code of the region; null for Indonesia.",
            source="region_id",
            tier="T0",
            filterable=True,
            pattern=r"[0-9.]{2,13}",
        ),
        Field("period_label", "Periode", "Period as the source names it.", tier="T0"),
        Field("period_start", "Awal periode", "First day of the period.", kind=Kind.DATE, tier="T0"),
        Field("period_end", "Akhir periode", "Last day of the period.", kind=Kind.DATE, tier="T0"),
        Field("source", "Sumber", "Title of what was read.", tier="T0", always=True, nullable=False),
        Field("publisher", "Penerbit", "Who published it.", tier="T0", always=True, nullable=False),
        Field("url", "Tautan", "Address of the source; empty when there is none.", tier="T0"),
        Field("published_on", "Tanggal terbit", "2023, 2023-05 or 2023-05-14; null when unknown.", tier="T0"),
        Field("accessed_on", "Tanggal dibaca", "Day on which the source was read.", kind=Kind.DATE, tier="T0"),
        Field("note", "Catatan", "Note; empty when none.", tier="T0"),
    ),
)

INDICATORS = Dataset(
    name="indicators",
    singular="Indicator",
    label="Indikator",
    label_en="Indicators",
    help="Indicators of the programme: what is counted against what, how often, for whom. Values are not part of it.",
    model=Indicator,
    key="code",
    order=("code",),
    is_reference=True,
    fields=(
        Field("code", "Kode", "Code.", tier="T0", always=True, nullable=False),
        Field("name", "Nama", "Name.", tier="T0", always=True, nullable=False),
        Field("definition", "Definisi", "What it says.", tier="T0"),
        Field("numerator", "Pembilang", "What is counted.", tier="T0"),
        Field("denominator", "Penyebut", "Against what; empty for a plain count.", tier="T0"),
        Field("unit", "Satuan", "Unit.", tier="T0"),
        Field("direction", "Arah", "Which way is better.", kind=Kind.CODE, codes=IndicatorDirection, tier="T0"),
        Field("frequency", "Dibaca", "How often it is read.", kind=Kind.CODE, codes=IndicatorFrequency, tier="T0"),
        Field("source_table", "Asal data", "Records it is computed from.", tier="T0"),
        Field(
            "pillar",
            "Pilar",
            "Pillar; empty when it is about none.",
            kind=Kind.CODE,
            codes=Pillar,
            tier="T0",
            filterable=True,
        ),
        Field("reader", "Pembaca utama", "Who reads it first.", tier="T0"),
        Field(
            "aim",
            "Tujuan",
            "Aim of the programme it measures; empty for most.",
            kind=Kind.CODE,
            codes=ProgrammeAim,
            tier="T0",
        ),
        Field(
            "is_computed",
            "Sudah dihitung",
            "Whether a page of the system shows it today.",
            kind=Kind.FLAG,
            tier="T0",
            filterable=True,
        ),
    ),
)

DATASETS: tuple[Dataset, ...] = (FIGURES, INDICATORS)
