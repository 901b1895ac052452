"""The region table holds all of Indonesia, and loading it again changes only what the decree changed."""

import csv
import gzip
import io
import shutil
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import Count

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.enums import VILLAGE_LEVELS, RegionLevel
from desmigratif.reference.models import Region, RegionLoad
from desmigratif.reference.services import load_regions
from desmigratif.reference.services.source import DATA, REGION_FILES
from tests.conftest import BETAK, PAGERSARI, TUNGGANGRI

DECREED = date(2027, 1, 1)
SOURCE = {"decree": "Uji 1/2027", "source": "uji", "licence": "uji", "valid_from": DECREED}


@pytest.fixture
def folder(tmp_path):
    """A copy of the files."""
    for name in REGION_FILES:
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def edit(folder, name: str, change) -> None:
    """Pass the rows of a file through `change`."""
    path = folder / name
    packed = path.suffix == ".gz"
    text = gzip.decompress(path.read_bytes()).decode() if packed else path.read_text()
    rows = list(csv.DictReader(io.StringIO(text)))
    columns = list(rows[0])
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns)
    writer.writeheader()
    writer.writerows(change(rows))
    content = buffer.getvalue().encode()
    path.write_bytes(gzip.compress(content) if packed else content)


def load(folder, **options):
    with acting_as(SYSTEM):
        return load_regions(folder=folder, **{**SOURCE, **options})


def test_all_of_indonesia_is_there(db):
    counts = dict(Region.objects.values_list("level").annotate(n=Count("pk")))
    villages = sum(counts[level] for level in VILLAGE_LEVELS)
    assert counts[RegionLevel.PROV] == 38
    assert (counts[RegionLevel.KAB], counts[RegionLevel.KOTA]) == (416, 98)
    assert counts[RegionLevel.KEC] == 7_285
    assert (counts[RegionLevel.KEL], villages) == (8_496, 83_762)
    assert counts[RegionLevel.DESA_ADAT] == 14
    assert Region.objects.filter(valid_to=None).count() == Region.objects.count() == 38 + 514 + 7_285 + 83_762


def test_every_region_hangs_below_the_one_its_code_names(db):
    for level, length in ((RegionLevel.KEC, 5), (RegionLevel.DESA, 8)):
        found = Region.objects.filter(level=level).extra(where=[f"parent_id <> left(code, {length})"])
        assert not found.exists()
    assert not Region.objects.exclude(level=RegionLevel.PROV).filter(parent=None).exists()


def test_the_pilot_villages_have_their_codes(db):
    assert list(
        Region.objects.filter(pk__in=[TUNGGANGRI, BETAK, PAGERSARI]).order_by("pk").values_list("name", flat=True)
    ) == ["Tunggangri", "Betak", "Pagersari"]
    kalidawir = Region.objects.children_of("35.04.14")
    assert kalidawir.count() == 17
    assert Region.objects.get(pk=TUNGGANGRI).full_name == (
        "Desa Tunggangri, Kec. Kalidawir, Kab. Tulungagung, Jawa Timur"
    )


def test_the_source_is_recorded_with_its_licence(db):
    done = RegionLoad.objects.get()
    assert (done.decree, done.source, done.licence) == (
        "Kepmendagri 300.2.2-2138/2025",
        "idn-area-data 4.0.1",
        "ODbL-1.0",
    )
    assert done.added == sum(done.counts.values()) == Region.objects.count()
    assert "Open Database License" in (DATA / "LICENSE-ODbL.md").read_text()
    assert "idn-area-data" in (DATA / "ATTRIBUTION.md").read_text()


def test_loading_again_changes_nothing_and_says_so(db, capsys):
    before = set(Region.objects.values_list("code", "name", "level", "parent_id", "valid_from", "valid_to"))
    call_command("load_reference")
    assert "regions: unchanged" in capsys.readouterr().out
    call_command("load_reference", "--force")
    assert "added 0, changed 0, closed 0" in capsys.readouterr().out
    assert set(Region.objects.values_list("code", "name", "level", "parent_id", "valid_from", "valid_to")) == before


def test_a_new_decree_adds_renames_and_closes(folder, db):
    """One village renamed, one gone, one new: told before it is done, and nothing is deleted."""

    def change(rows):
        for row in rows:
            if row["code"] == BETAK:
                row["name"] = "Betak Baru"
        kept = [row for row in rows if row["code"] != PAGERSARI]
        return [*kept, {**kept[0], "code": "35.04.14.2099", "name": "Sumber Uji", "district_code": "35.04.14"}]

    edit(folder, "villages.csv.gz", change)
    asked = load(folder, write=False)
    assert (asked.added, asked.changed, asked.closed) == (1, 1, 1)
    assert Region.objects.get(pk=BETAK).name == "Betak"

    done = load(folder)
    assert (done.added, done.changed, done.closed) == (1, 1, 1)
    assert Region.objects.get(pk=BETAK).name == "Betak Baru"
    assert Region.objects.get(pk=PAGERSARI).valid_to == date(2026, 12, 31)
    new = Region.objects.get(pk="35.04.14.2099")
    assert (new.valid_from, new.place) == (DECREED, "Kec. Kalidawir, Kab. Tulungagung, Jawa Timur")
    still = Region.objects.children_of("35.04.14")
    assert still.valid_on(date(2026, 12, 31)).filter(pk=PAGERSARI).exists()
    assert not still.valid_on(DECREED).filter(pk=PAGERSARI).exists()
    assert load(folder).skipped

    back = load(DATA)
    assert (back.added, back.changed, back.closed) == (0, 2, 1)
    assert Region.objects.get(pk=PAGERSARI).valid_to is None
    assert Region.objects.get(pk="35.04.14.2099").valid_to == DECREED, "not before it began"


def test_a_code_without_a_parent_stops_the_load(folder, db):
    edit(folder, "districts.csv.gz", lambda rows: [row for row in rows if row["code"] != "35.04.14"])
    with pytest.raises(DomainError, match=r"17 wilayah tanpa induk, misalnya 35\.04\.14\.2001"):
        load(folder)
    assert Region.objects.filter(valid_to=None).count() == 91_599
    assert RegionLoad.objects.count() == 1


@pytest.mark.parametrize("code", ["35.04.14.11", "35.04.14.9001", "35.4.14.2001", "abc", "35.04.14.20x1", ""])
def test_a_malformed_code_stops_the_load(folder, db, code):
    edit(folder, "villages.csv.gz", lambda rows: [{**rows[0], "code": code}])
    with pytest.raises(DomainError, match="Kode"):
        load(folder)


def test_a_code_twice_stops_the_load(folder, db):
    edit(folder, "provinces.csv", lambda rows: [*rows, rows[0]])
    with pytest.raises(DomainError, match="dua kali"):
        load(folder)


def test_the_command_tells_the_rule_that_was_broken(folder, db, monkeypatch):
    edit(folder, "provinces.csv", lambda rows: [*rows, rows[0]])
    monkeypatch.setattr("desmigratif.reference.management.commands.load_reference.DATA", folder)
    with pytest.raises(CommandError, match="dua kali"):
        call_command("load_reference")


def test_checking_writes_nothing(db, capsys):
    with acting_as(SYSTEM):
        Region.objects.filter(pk=BETAK).update(name="Salah")
    call_command("load_reference", "--check")
    assert "changed 1" in capsys.readouterr().out
    assert Region.objects.get(pk=BETAK).name == "Salah"
    assert RegionLoad.objects.count() == 1
