"""Where code may live: names of modules, length of files, layers, migrations."""

import re
from io import StringIO

import grimp
import pytest
from django.apps import apps
from django.core.management import call_command

from tests.architecture.guards.files import (
    PACKAGES,
    ROOT,
    badly_named_migrations,
    contracts,
    hidden_imports,
    modules,
    nameless,
    silent,
    too_long,
    unwanted,
    upward_imports,
)

OUTSIDE_THE_LAYERS = {"desmigratif.local": "runs the servers of one machine, before any settings are read"}
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def test_no_module_or_folder_has_a_name_that_says_nothing():
    assert nameless(modules()) == set()
    assert nameless(TESTS) == set()


def test_no_file_is_longer_than_anybody_reads():
    assert too_long([*modules(), *TESTS]) == {}


def test_every_module_says_what_it_is():
    assert silent(modules()) == []


def test_no_import_hides_in_a_function():
    assert hidden_imports(modules()) == []


def test_no_app_imports_one_above_it():
    assert upward_imports(grimp.build_graph(*PACKAGES)) == set()


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
    upper = "devdata exchange reporting rights coordination pillars workers villages documents imports notifications"
    assert layers == f"{upper} history limits accounts reference audit core".split()


def test_no_code_listens_to_signals_or_translates():
    templates = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]  # Django's own
    assert unwanted([*modules(), *templates]) == []


def test_migrations_are_named():
    assert badly_named_migrations(modules()) == []


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
