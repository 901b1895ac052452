"""Files of others: unchanged, listed, licensed; and the drawings of our sprite."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
LISTED = tomllib.loads((STATIC / "vendor/VENDOR.toml").read_text(encoding="utf-8"))
FILES = LISTED["file"]
ENTRIES = [*FILES, *LISTED["drawings"]]


@pytest.mark.parametrize("entry", FILES, ids=lambda entry: entry["name"])
def test_a_vendored_file_is_the_one_we_checked(entry):
    assert hashlib.sha256((STATIC / entry["path"]).read_bytes()).hexdigest() == entry["sha256"]


def test_every_vendored_file_is_listed():
    named = {entry["path"] for entry in FILES} | {entry["licence_file"] for entry in ENTRIES}
    there = {str(path.relative_to(STATIC)) for path in (STATIC / "vendor").rglob("*") if path.is_file()}
    assert there == named | {"vendor/VENDOR.toml"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_every_entry_says_where_it_comes_from_and_under_which_licence(entry):
    assert re.fullmatch(r"\d+(\.\d+)+", entry["version"])
    assert f"{entry['name']}@{entry['version']}" in entry["upstream"]
    assert "Copyright" in (STATIC / entry["licence_file"]).read_text(encoding="utf-8") or entry["licence"] == "0BSD"


def test_no_style_or_script_reaches_for_another_place():
    """Nothing is fetched from elsewhere, and no file that is not there: the manifest of static files would break."""
    for path in [*STATIC.glob("*.css"), *STATIC.glob("vendor/*.css")]:
        assert not re.search(r"url\(|@import", path.read_text(encoding="utf-8")), path.name
    for path in STATIC.glob("js/*.js"):
        assert not re.search(r"https?://|\bimport\s|\beval\(", path.read_text(encoding="utf-8")), path.name


def test_the_font_and_the_crest_of_govuk_are_gone():
    css = (STATIC / "vendor/govuk-frontend.min.css").read_text(encoding="utf-8")
    assert "@font-face" not in css
    assert "GDS Transport" not in css
    assert "crest" not in css
