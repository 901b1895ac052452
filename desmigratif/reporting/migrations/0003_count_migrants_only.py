"""Members of families who never migrated (no status) are not counted as people of the programme."""

from django.db import migrations

DIMENSIONS = "village_code, status, record_status, sex, country_code, return_year"
COUNTED = (
    "select village_code, status, record_status, sex, coalesce(last_country_id, ''), coalesce(last_return_year, 0), {sign}"
    " from {rows} where withdrawn_at is null and record_status <> 'DRAF'{migrants}"
)
MIGRANTS = " and status <> ''"
REPLACE = """
create or replace function reporting_count_person_{event}() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into reporting_personcountdelta ({dimensions}, n)
    select {dimensions}, sum(n)
    from ({parts}) as changed ({dimensions}, n)
    group by {dimensions} having sum(n) <> 0;
    return null;
end
$$;
"""


def replaced(event: str, migrants: str) -> str:
    """The function of one event, counting all or migrants only."""
    added = COUNTED.format(sign="1", rows="new_rows", migrants=migrants)
    removed = COUNTED.format(sign="-1", rows="old_rows", migrants=migrants)
    parts = {"insert": added, "update": f"{added} union all {removed}", "delete": removed}
    return REPLACE.format(event=event, dimensions=DIMENSIONS, parts=parts[event])


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_count_triggers"), ("workers", "0003_families")]

    operations = [
        migrations.RunSQL(replaced(event, MIGRANTS), replaced(event, "")) for event in ("insert", "update", "delete")
    ]
