"""The dates first promised stay as they were, whoever writes (product.md 49)."""

from django.db import migrations

# A check that no query can forget: the services never write these columns, and a statement by hand fails in the words
# a reader understands. As a check violation it reaches the application as an IntegrityError.
KEEP_FIRST_DATES = """
create function coordination_keep_first_dates() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    raise exception 'Tanggal rencana awal tidak bisa diubah.' using errcode = 'check_violation';
end
$$;
revoke execute on function coordination_keep_first_dates() from public;
create trigger actionitem_first_dates before update on coordination_actionitem
for each row when (
    old.baseline_starts_on is distinct from new.baseline_starts_on
    or old.baseline_ends_on is distinct from new.baseline_ends_on
) execute function coordination_keep_first_dates();
"""
UNDO = """
drop trigger actionitem_first_dates on coordination_actionitem;
drop function coordination_keep_first_dates();
"""


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_meetings_to_actions")]

    operations = [migrations.RunSQL(KEEP_FIRST_DATES, UNDO)]
