"""Reading the shipped data files."""

import csv
import gzip
import hashlib
import io
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
REGION_FILES = ("provinces.csv", "regencies.csv", "districts.csv.gz", "villages.csv.gz")


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file, plain or gzipped, UTF-8."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def checksum(folder: Path, names: tuple[str, ...] = REGION_FILES) -> str:
    """SHA-256 over the named files."""
    digest = hashlib.sha256()
    for name in names:
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()
