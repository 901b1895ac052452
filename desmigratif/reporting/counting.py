"""Keeping the counts: folding the deltas, and checking them against the rows themselves."""

from dataclasses import dataclass

from django.db import connection

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting.models import CHILD_DIMENSIONS, DIMENSIONS, FAMILY_DIMENSIONS


@dataclass(frozen=True)
class Rollup:
    """A rollup with its deltas: what it counts, and the statement that counts anew from the rows."""

    name: str
    dimensions: tuple[str, ...]
    counted: tuple[str, ...]
    live: str

    @property
    def columns(self) -> str:
        """The dimensions as a list in SQL."""
        return ", ".join(self.dimensions)

    @property
    def table(self) -> str:
        """The rollup's table; its deltas are in a table of the same name with "delta" after it."""
        return f"reporting_{self.name}count"


PEOPLE = Rollup(
    "person",
    DIMENSIONS,
    ("workers_person",),
    """
select village_code, status, record_status, sex, coalesce(last_country_id, '') as country_code,
       coalesce(last_return_year, 0) as return_year, count(*) as n
from workers_person where withdrawn_at is null and record_status <> 'DRAF' and status <> ''
group by 1, 2, 3, 4, 5, 6
""",
)
CHILDREN = Rollup(
    "child",
    CHILD_DIMENSIONS,
    ("workers_child", "workers_person"),
    """
select c.village_code, coalesce(left(p.birth_date, 4), '0')::smallint as birth_year, c.carer_relation,
       c.parent_abroad, count(*) as n
from workers_child c join workers_person p on p.id = c.person_id where c.withdrawn_at is null
group by 1, 2, 3, 4
""",
)
FAMILIES = Rollup(
    "family",
    FAMILY_DIMENSIONS,
    ("workers_family",),
    "select village_code, record_status, count(*) as n from workers_family where withdrawn_at is null group by 1, 2",
)
ROLLUPS = (PEOPLE, CHILDREN, FAMILIES)

# One statement: readers see either the deltas or their sum in the rollup, never both and never neither.
_FOLD = """
with gone as (delete from {table}delta returning {columns}, n)
insert into {table} ({columns}, n)
select {columns}, sum(n) from gone group by {columns} having sum(n) <> 0
on conflict ({columns}) do update set n = {table}.n + excluded.n
"""
_COMPARE = """
with live as ({live}),
kept as (
    select {columns}, sum(n) as n
    from (select {columns}, n from {table} union all select {columns}, n from {table}delta) as both_tables
    group by {columns}
)
select {columns}, coalesce(live.n, 0), coalesce(kept.n, 0)
from live full join kept using ({columns})
where coalesce(live.n, 0) <> coalesce(kept.n, 0)
order by {columns}
"""


@dataclass(frozen=True)
class Difference:
    """A combination whose count is not the number of rows. `of` names the rollup."""

    dimensions: tuple[str | int, ...]
    people: int
    counted: int
    of: str = PEOPLE.name


def _sql(text: str, rollup: Rollup) -> str:
    """A statement about one rollup; every name in it is our own."""
    return text.format(table=rollup.table, columns=rollup.columns, live=rollup.live)


def fold() -> None:
    """Add the deltas to the rollups and remove what came to nought. May run at any time and twice at once."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for rollup in ROLLUPS:
            cursor.execute(_sql(_FOLD, rollup))
            cursor.execute(_sql("delete from {table} where n = 0", rollup))


def differences() -> list[Difference]:
    """Where rollups and deltas disagree with the rows, in one statement each; empty is right."""
    found = []
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for rollup in ROLLUPS:
            cursor.execute(_sql(_COMPARE, rollup))
            found += [Difference(tuple(row[:-2]), row[-2], int(row[-1]), rollup.name) for row in cursor.fetchall()]
    return found


def rebuild() -> None:
    """Count anew, for a database that held rows before it counted them. They can't be changed meanwhile."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for rollup in ROLLUPS:
            cursor.execute(f"lock table {', '.join(rollup.counted)} in share row exclusive mode")
            cursor.execute(_sql("delete from {table}delta", rollup))
            cursor.execute(_sql("delete from {table}", rollup))
            cursor.execute(_sql("insert into {table} ({columns}, n) {live}", rollup))
