"""Loading all regions of Indonesia from a decree's table: set-based, repeatable, nothing ever deleted."""

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction

from desmigratif.core.errors import DomainError
from desmigratif.reference.enums import RegionLevel
from desmigratif.reference.models import RegionLoad
from desmigratif.reference.services.source import REGION_FILES, checksum, read_rows

PARENT_COLUMNS = ("", "province_code", "regency_code", "district_code")
FIRST_KOTA = 71  # kabupaten have 01 to 69, kota 71 to 99 (Permendagri 58/2021)
VILLAGE_KINDS = {"1": RegionLevel.KEL, "2": RegionLevel.DESA, "3": RegionLevel.DESA_ADAT}
SHORT = {"Kabupaten": "Kab.", "Kota": "Kota"}


@dataclass
class LoadReport:
    """What a load did, or would do: rows by level, codes added, changed and closed, and codes without a parent."""

    counts: dict[str, int]
    added: int = 0
    changed: int = 0
    closed: int = 0
    orphans: list[str] = field(default_factory=list)
    skipped: bool = False


def level_of(code: str) -> RegionLevel:
    """The level a code stands for; raises DomainError for a code of no known form."""
    parts = code.split(".")
    if [len(part) for part in parts] != [2, 2, 2, 4][: len(parts)] or not code.replace(".", "").isdigit():
        raise DomainError(f"Kode wilayah {code!r} tidak berbentuk PP.KK.CC.DDDD.")
    if len(parts) == 4:
        if parts[3][0] not in VILLAGE_KINDS:
            raise DomainError(f"Kode desa {code!r} tidak dimulai 1, 2, atau 3.")
        return VILLAGE_KINDS[parts[3][0]]
    if len(parts) == 2:
        return RegionLevel.KOTA if int(parts[1]) >= FIRST_KOTA else RegionLevel.KAB
    return RegionLevel.PROV if len(parts) == 1 else RegionLevel.KEC


def _read(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """(code, level, name, parent, place) of every region, parents first."""
    names: dict[str, str] = {}
    places: dict[str, str] = {"": ""}
    rows = []
    for file_name, column in zip(REGION_FILES, PARENT_COLUMNS, strict=True):
        for row in read_rows(folder / file_name):
            code, name, parent = row["code"].strip(), " ".join(row["name"].split()), row.get(column, "").strip()
            level = level_of(code)
            place = ", ".join(part for part in (names.get(parent, ""), places.get(parent, "")) if part)
            rows.append((code, str(level), name, parent, place))
            names[code], places[code] = _short(level, name), place
    return rows


def _short(level: RegionLevel, name: str) -> str:
    if level is RegionLevel.KEC:
        return f"Kec. {name}"
    first, _, rest = name.partition(" ")
    return f"{SHORT[first]} {rest}" if first in SHORT and level in (RegionLevel.KAB, RegionLevel.KOTA) else name


@transaction.atomic
def load_regions(
    *, folder: Path, decree: str, source: str, licence: str, valid_from: date, write: bool = True, force: bool = False
) -> LoadReport:
    """Bring the region table to the state of `folder`.

    Codes that are gone get `valid_to` (the day before `valid_from`); a changed name or parent is updated. With
    `write=False` only the report is made. Raises DomainError when codes are malformed, repeated or without a parent:
    then nothing is changed.
    """
    digest = checksum(folder)
    last = RegionLoad.objects.order_by("-loaded_at").first()
    if last is not None and last.checksum == digest and not force:
        return LoadReport(counts=last.counts, skipped=True)
    rows = _read(folder)
    codes = {row[0] for row in rows}
    if len(codes) != len(rows):
        raise DomainError("Ada kode wilayah yang muncul dua kali.")
    report = LoadReport(counts=_count(rows), orphans=[row[0] for row in rows if row[3] and row[3] not in codes])
    if report.orphans:
        raise DomainError(f"{len(report.orphans)} wilayah tanpa induk, misalnya {report.orphans[0]}.")
    _stage(rows)
    _compare(report)
    if write:
        _apply(valid_from)
        RegionLoad.objects.create(
            decree=decree,
            source=source,
            licence=licence,
            checksum=digest,
            counts=report.counts,
            added=report.added,
            changed=report.changed,
            closed=report.closed,
        )
    return report


def _count(rows: list[tuple[str, str, str, str, str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row[1]] = counts.get(row[1], 0) + 1
    return counts


def _stage(rows: list[tuple[str, str, str, str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists region_stage")
        cursor.execute(
            "create temp table region_stage"
            " (code text primary key, level text, name text, parent_id text, place text) on commit drop"
        )
        cursor.copy_expert("copy region_stage from stdin (format csv, null '')", buffer)
        cursor.execute("update region_stage set place = '' where place is null")
        cursor.execute("analyze region_stage")


CHANGED = (
    "(r.name, r.level, r.place, coalesce(r.parent_id, ''), r.valid_to is null)"
    " is distinct from (s.name, s.level, s.place, coalesce(s.parent_id, ''), true)"
)


def _compare(report: LoadReport) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from region_stage s where not exists"  # noqa: S608  fixed text
            " (select 1 from reference_region r where r.code = s.code)),"
            f" (select count(*) from region_stage s join reference_region r using (code) where {CHANGED}),"
            " (select count(*) from reference_region r where r.valid_to is null"
            " and not exists (select 1 from region_stage s where s.code = r.code))"
        )
        report.added, report.changed, report.closed = cursor.fetchone()


def _apply(valid_from: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into reference_region (code, level, name, place, parent_id, bps_code, valid_from)"
            " select s.code, s.level, s.name, s.place, s.parent_id, '',"
            " case when exists (select 1 from reference_region) then %s::date end from region_stage s"
            " where not exists (select 1 from reference_region r where r.code = s.code)"
            " order by length(s.code), s.code",
            [valid_from],
        )
        cursor.execute(
            "update reference_region r set name = s.name, level = s.level, place = s.place,"  # noqa: S608
            f" parent_id = s.parent_id, valid_to = null from region_stage s where s.code = r.code and {CHANGED}"
        )
        cursor.execute(
            # A code of an earlier load of the same decree ends on the day it began.
            "update reference_region r set valid_to = greatest(%s::date, r.valid_from) where r.valid_to is null"
            " and not exists (select 1 from region_stage s where s.code = r.code)",
            [valid_from - timedelta(days=1)],
        )
