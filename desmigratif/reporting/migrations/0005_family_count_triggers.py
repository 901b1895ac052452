"""Keeps the counts of families and children: statement triggers that append signed deltas (architecture D13)."""

from django.db import migrations

CHILD = "village_code, birth_year, carer_relation, parent_abroad"
FAMILY = "village_code, record_status"
CHILDREN = (
    "select c.village_code, coalesce(left(p.birth_date, 4), '0')::smallint, c.carer_relation, c.parent_abroad, {sign}"
    " from {rows} c join workers_person p on p.id = c.person_id where c.withdrawn_at is null"
)
FAMILIES = "select village_code, record_status, {sign} from {rows} where withdrawn_at is null"
TABLES = {
    "insert": "new table as new_rows",
    "update": "old table as old_rows new table as new_rows",
    "delete": "old table as old_rows",
}

# As for people: the functions run with the owner's rights, one statement leaves one row per combination, and none
# where nothing counted has changed.
CREATE = """
create function reporting_count_{name}_{event}() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into reporting_{name}countdelta ({dimensions}, n)
    select {dimensions}, sum(n)
    from ({parts}) as changed ({dimensions}, n)
    group by {dimensions} having sum(n) <> 0;
    return null;
end
$$;
revoke execute on function reporting_count_{name}_{event}() from public;
create trigger reporting_count_{name}_{event} after {event} on {table}
referencing {tables} for each statement execute function reporting_count_{name}_{event}();
"""
DROP = """
drop trigger reporting_count_{name}_{event} on {table};
drop function reporting_count_{name}_{event}();
"""

# A child's year of birth stands with the person, so a change of it moves the child from one year to the other.
BORN = """
select c.village_code, coalesce(left(changed_rows.birth_date, 4), '0')::smallint, c.carer_relation, c.parent_abroad,
       changed_rows.sign
from (
    select new_rows.id, new_rows.birth_date, 1 as sign
    from new_rows join old_rows on old_rows.id = new_rows.id
    where new_rows.birth_date is distinct from old_rows.birth_date
    union all
    select old_rows.id, old_rows.birth_date, -1
    from new_rows join old_rows on old_rows.id = new_rows.id
    where new_rows.birth_date is distinct from old_rows.birth_date
) as changed_rows
join workers_child c on c.person_id = changed_rows.id
where c.withdrawn_at is null
"""
# What was there before the counts were.
FILL = """
insert into reporting_childcountdelta ({child}, n)
select {child}, sum(n) from ({children}) as found ({child}, n) group by {child};
insert into reporting_familycountdelta ({family}, n)
select {family}, sum(n) from ({families}) as found ({family}, n) group by {family};
"""


def _parts(counted: str, event: str) -> str:
    added, removed = counted.format(sign="1", rows="new_rows"), counted.format(sign="-1", rows="old_rows")
    return {"insert": added, "update": f"{added} union all {removed}", "delete": removed}[event]


def _operation(name: str, table: str, event: str, dimensions: str, parts: str) -> migrations.RunSQL:
    names = {"name": name, "table": table, "event": event, "tables": TABLES[event]}
    return migrations.RunSQL(CREATE.format(dimensions=dimensions, parts=parts, **names), DROP.format(**names))


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_family_counts"), ("workers", "0003_families")]

    operations = [
        *(_operation("child", "workers_child", event, CHILD, _parts(CHILDREN, event)) for event in TABLES),
        *(_operation("family", "workers_family", event, FAMILY, _parts(FAMILIES, event)) for event in TABLES),
        migrations.RunSQL(
            CREATE.replace("reporting_count_{name}_{event}", "reporting_count_birth_update")
            .replace("reporting_{name}countdelta", "reporting_childcountdelta")
            .format(event="update", table="workers_person", tables=TABLES["update"], dimensions=CHILD, parts=BORN),
            DROP.replace("reporting_count_{name}_{event}", "reporting_count_birth_update").format(table="workers_person"),
        ),
        migrations.RunSQL(
            FILL.format(
                child=CHILD,
                family=FAMILY,
                children=CHILDREN.format(sign="1", rows="workers_child"),
                families=FAMILIES.format(sign="1", rows="workers_family"),
            ),
            migrations.RunSQL.noop,
        ),
    ]
