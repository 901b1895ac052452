"""Keeps the counts of people: statement triggers that append signed deltas (architecture D13)."""

from django.db import migrations

DIMENSIONS = "village_code, status, record_status, sex, country_code, return_year"
COUNTED = (
    "select village_code, status, record_status, sex, coalesce(last_country_id, ''), coalesce(last_return_year, 0), {sign}"
    " from {rows} where withdrawn_at is null and record_status <> 'DRAF'"
)
ADDED = COUNTED.format(sign="1", rows="new_rows")
REMOVED = COUNTED.format(sign="-1", rows="old_rows")
PARTS = {"insert": ADDED, "update": f"{ADDED} union all {REMOVED}", "delete": REMOVED}
TABLES = {
    "insert": "new table as new_rows",
    "update": "old table as old_rows new table as new_rows",
    "delete": "old table as old_rows",
}

# The functions run with the owner's rights, so no role that changes people can write, forge or remove a delta. One
# statement leaves one row per combination, and none where nothing counted has changed.
CREATE = """
create function reporting_count_person_{event}() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into reporting_personcountdelta ({dimensions}, n)
    select {dimensions}, sum(n)
    from ({parts}) as changed ({dimensions}, n)
    group by {dimensions} having sum(n) <> 0;
    return null;
end
$$;
revoke execute on function reporting_count_person_{event}() from public;
create trigger reporting_count_{event} after {event} on workers_person
referencing {tables} for each statement execute function reporting_count_person_{event}();
"""
DROP = """
drop trigger reporting_count_{event} on workers_person;
drop function reporting_count_person_{event}();
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_counts_and_exports"), ("workers", "0001_person_episode")]

    operations = [
        migrations.RunSQL(
            CREATE.format(event=event, dimensions=DIMENSIONS, parts=PARTS[event], tables=TABLES[event]),
            DROP.format(event=event),
        )
        for event in PARTS
    ]
