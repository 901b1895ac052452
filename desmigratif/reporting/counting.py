"""Keeping the counts: folding the deltas, and checking them against the people themselves."""

from dataclasses import dataclass

from django.db import connection

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting.models import DIMENSIONS

_COLUMNS = ", ".join(DIMENSIONS)

# One statement: readers see either the deltas or their sum in the rollup, never both and never neither.
_FOLD = f"""
with gone as (delete from reporting_personcountdelta returning {_COLUMNS}, n)
insert into reporting_personcount ({_COLUMNS}, n)
select {_COLUMNS}, sum(n) from gone group by {_COLUMNS} having sum(n) <> 0
on conflict ({_COLUMNS}) do update set n = reporting_personcount.n + excluded.n
"""  # noqa: S608  column names of our own
_LIVE = f"""
select village_code, status, record_status, sex, coalesce(last_country_id, '') as country_code,
       coalesce(last_return_year, 0) as return_year, count(*) as n
from workers_person where withdrawn_at is null and record_status <> 'DRAF'
group by {_COLUMNS}
"""  # noqa: S608
_COMPARE = f"""
with live as ({_LIVE}),
kept as (
    select {_COLUMNS}, sum(n) as n
    from (select {_COLUMNS}, n from reporting_personcount
          union all select {_COLUMNS}, n from reporting_personcountdelta) as both_tables
    group by {_COLUMNS}
)
select {_COLUMNS}, coalesce(live.n, 0), coalesce(kept.n, 0)
from live full join kept using ({_COLUMNS})
where coalesce(live.n, 0) <> coalesce(kept.n, 0)
order by {_COLUMNS}
"""  # noqa: S608


@dataclass(frozen=True)
class Difference:
    """A combination whose count is not the number of people."""

    dimensions: tuple[str | int, ...]
    people: int
    counted: int


def fold() -> None:
    """Add the deltas to the rollup and remove what came to nought. May run at any time and twice at once."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_FOLD)
        cursor.execute("delete from reporting_personcount where n = 0")


def differences() -> list[Difference]:
    """Where rollup and deltas disagree with the people, in one statement; empty is right."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_COMPARE)
        return [Difference(tuple(row[:-2]), row[-2], int(row[-1])) for row in cursor.fetchall()]


def rebuild() -> None:
    """Count anew, for a database that held people before it counted them. People can't be changed meanwhile."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("lock table workers_person in share row exclusive mode")
        cursor.execute("delete from reporting_personcountdelta")
        cursor.execute("delete from reporting_personcount")
        cursor.execute(f"insert into reporting_personcount ({_COLUMNS}, n) {_LIVE}")
