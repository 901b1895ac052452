"""Where code may live: names of modules, length of files, layers, migrations."""

import ast
import re
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("desmigratif", "villages", "workers", "pillars", "coordination")
NAMELESS = {"utils", "util", "helpers", "helper", "common", "constants", "misc", "tools", "base_utils", "shared"}
LONGEST = 400  # lines
OUTSIDE_THE_LAYERS = {"desmigratif.local": "runs the servers of one machine, before any settings are read"}


def modules() -> Iterator[Path]:
    """Every file of the project's own code."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def contracts() -> dict[str, dict]:
    """The import contracts by name."""
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in read["tool"]["importlinter"]["contracts"]}


def test_no_module_or_folder_has_a_name_that_says_nothing():
    named = {part for path in modules() for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert named & NAMELESS == set()
    tests = {path.stem for path in (ROOT / "tests").rglob("*.py")}
    assert tests & NAMELESS == set()


def test_no_file_is_longer_than_anybody_reads():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in [*modules(), *(ROOT / "tests").rglob("*.py")]
        if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_module_says_what_it_is():
    silent = []
    for path in modules():
        text = path.read_text(encoding="utf-8")
        if text.strip() and "migrations" not in path.parts and not ast.get_docstring(ast.parse(text)):
            silent.append(str(path.relative_to(ROOT)))
    assert silent == []


def test_every_app_has_its_place_in_the_layers():
    """A new app that no contract names could import whatever it likes."""
    ours = {
        config.name
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in PACKAGES and "admin_apps" not in type(config).__module__
    }
    layers = contracts()["Apps import only those below"]["layers"]
    assert set(layers) == ours - OUTSIDE_THE_LAYERS.keys()
    inside = contracts()["Inside an app the doors stand on the domain and do not know each other"]["containers"]
    with_tables = {config.name for config in apps.get_app_configs() if config.models_module and config.models}
    assert set(inside) == (ours - OUTSIDE_THE_LAYERS.keys()) & with_tables


def test_the_layers_are_in_the_order_of_the_documentation():
    layers = [layer.removeprefix("desmigratif.") for layer in contracts()["Apps import only those below"]["layers"]]
    upper = "devdata exchange reporting coordination pillars workers villages imports notifications"
    assert layers == f"{upper} accounts reference core".split()


def test_no_code_listens_to_signals_or_translates():
    """Call the next step in the service; one language stands in place."""
    banned = re.compile(r"django\.db\.models\.signals|django\.dispatch|gettext|\{%\s*(trans|blocktrans)")
    templates = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]  # Django's own
    found = [path for path in [*modules(), *templates] if banned.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in found] == []


def test_migrations_are_named():
    for path in modules():
        if path.parent.name == "migrations" and path.stem != "__init__":
            assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", path.stem), path
            assert "_auto_" not in path.stem, path


def test_every_migration_is_made(db):
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_the_driver_is_the_one_our_code_was_written_for():
    """Django silently prefers psycopg 3 where both are installed."""
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(r"^psycopg2-binary==", locked, re.MULTILINE)
    assert not re.search(r"^psycopg(\[|==)", locked, re.MULTILINE)
