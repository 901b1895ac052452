"""Who gets which answer from which address: one module for each part of the system, put together here.

A module may hold: PAGES (addresses without a row), ROWS (addresses about a row), ROW_OF (which row of a village, from
a `Place`), ROW_OF_NO_VILLAGE (which row, from the `World`), WITHOUT_A_FORM (pages only looked at), ONE_BUTTON (forms
with nothing to fill in), UNKNOWN (a key that nobody has, where a UUID won't do), READS (query parameters a page
reads), UNSCOPED and UNLISTED (tables without a scope, or without an entry in the record of processing, and why).

`make_rows(place, by)` makes the rows of a village that its addresses name and returns them by name: they stand in
`place.more`. `make_shared(users, places)` does so once for what no village owns: `world.more`. `admin_rows(person,
village, by)` gives one row of every table of the part, by model, for the tests that walk all tables and all screens of
the admin. All three run as the system.
"""

from typing import Any

from desmigratif.accounts.roles import Role
from tests.architecture.grids import (
    accounts,
    audit,
    coordination,
    documents,
    families,
    figures,
    first_slice,
    history,
    imports,
    limits,
    notifications,
    pillars_business,
    pillars_care,
    rights,
)

PARTS = (
    first_slice, accounts, families, pillars_care, pillars_business, coordination, figures, imports, documents,
    notifications, audit, history, rights, limits,
)  # fmt: skip
ROLES = [
    Role.PETUGAS,
    Role.KADES,
    Role.KECAMATAN,
    Role.DISNAKER,
    Role.OPD,
    Role.DISNAKER_PROV,
    Role.BP3MI,
    Role.KL,
    Role.ANALIS,
    Role.PIMPINAN,
    Role.PENANGAN,
    Role.PENATA,
    Role.WALIDATA,
    Role.AUDITOR,
    Role.ADMIN,
]


def table(text: str) -> dict[str, dict[Role, int]]:
    """The rows of a table, by address and role."""
    rows = [line.split() for line in text.strip().splitlines()[1:]]
    assert all(len(row) == len(ROLES) + 1 for row in rows)
    return {row[0]: dict(zip(ROLES, map(int, row[1:]), strict=True)) for row in rows}


def _tables(name: str) -> dict[str, dict[Role, int]]:
    return {key: row for part in PARTS for key, row in table(getattr(part, name, "")).items()}


def _dicts(name: str) -> dict[str, Any]:
    return {key: value for part in PARTS for key, value in getattr(part, name, {}).items()}


def _sets(name: str) -> set[str]:
    return {key for part in PARTS for key in getattr(part, name, set())}


PAGES, ROWS = _tables("PAGES"), _tables("ROWS")
ROW_OF, ROW_OF_NO_VILLAGE = _dicts("ROW_OF"), _dicts("ROW_OF_NO_VILLAGE")
WITHOUT_A_FORM, ONE_BUTTON = _sets("WITHOUT_A_FORM"), _sets("ONE_BUTTON")
UNKNOWN, READS = _dicts("UNKNOWN"), _dicts("READS")
UNSCOPED, UNLISTED = _dicts("UNSCOPED"), _dicts("UNLISTED")


def calls(name: str) -> list[Any]:
    """The functions of this name of all parts."""
    return [getattr(part, name) for part in PARTS if hasattr(part, name)]
