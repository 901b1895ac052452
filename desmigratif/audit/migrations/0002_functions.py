"""Reading the log: of one record by those who see the record now, as a whole by the auditor."""

from django.db import migrations

# Both run with the owner's rights, so they check the caller first. The place of the record is read now, not from the
# log: whoever lost the record has lost its log too. `of_what` is the label of a table, workers.Person; a text that is
# none, or one of a table without villages, gives nothing. The search path is fixed: a caller's temporary table must not
# take the place of ours. `role` keeps the caller's role inside the function, `current_user` does not.
READS_OF = """
create function audit_reads_of(of_what text, of_record uuid, before uuid, most int) returns setof audit_accesslog
language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    home regclass := to_regclass(format('public.%I', replace(lower(of_what), '.', '_')));
    place text;
    is_mine boolean;
begin
    if home is null or current_setting('app.persons', true) is distinct from 'on' or not exists (
        select 1 from pg_attribute a where a.attrelid = home and a.attname = 'village_code' and not a.attisdropped
    ) then
        return;
    end if;
    execute format('select t.village_code from %s t where t.id = $1', home) into place using of_record;
    is_mine := case current_setting('app.level', true)
        when 'desa' then place = current_setting('app.scope', true)
        when 'kec' then left(place, 8) = current_setting('app.scope', true)
        when 'kab' then left(place, 5) = current_setting('app.scope', true)
        when 'prov' then left(place, 2) = current_setting('app.scope', true)
        when 'nation' then current_setting('role') in ('desm_system', 'desm_person')
        else false end;
    if is_mine is not true then
        return;
    end if;
    return query
        select l.* from audit_accesslog l
        where l.record_id = of_record and l.what = of_what and (before is null or l.id < before)
        order by l.id desc limit least(most, 500);
end
$$;
revoke execute on function audit_reads_of(text, uuid, uuid, int) from public;
grant execute on function audit_reads_of(text, uuid, uuid, int) to desm_app, desm_system, desm_person;
"""
CONDITIONS = """
        (by_user is null or l.user_id = by_user)
          and (by_client is null or (l.client = by_client and l.client <> ''))
          and (of_record is null or l.record_id = of_record)
          and (in_village is null or l.village_code = in_village)
          and (by_way is null or l.how = by_way)
          and (from_id is null or l.id >= from_id)
          and (to_id is null or l.id < to_id)"""
ASKED = "by_user uuid, by_client text, of_record uuid, in_village text, by_way text, from_id uuid, to_id uuid"
TYPES = "uuid, text, uuid, text, text, uuid, uuid"
# Planned anew each time: which index is walked depends on which of the conditions is given.
READS = f"""
create function audit_reads({ASKED}, before uuid, most int)
returns setof audit_accesslog
language plpgsql stable security definer set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan as $$
begin
    if current_setting('app.audits', true) is distinct from 'on' then
        return;
    end if;
    return query
        select l.* from audit_accesslog l
        where {CONDITIONS}
          and (before is null or l.id < before)
        order by l.id desc limit least(most, 500);
end
$$;
revoke execute on function audit_reads({TYPES}, uuid, int) from public;
grant execute on function audit_reads({TYPES}, uuid, int) to desm_stat;
"""
# What is no look at a record (log-ins, the log itself, a file as such) is no part of the pack.
PACK = f"""
create function audit_pack({ASKED}, most int)
returns table(
    what varchar, record_id uuid, village_code text, ways text[], screens text[], times bigint,
    first timestamptz, last timestamptz
)
language plpgsql stable security definer set search_path = public, pg_temp
set plan_cache_mode = force_custom_plan as $$
begin
    if current_setting('app.audits', true) is distinct from 'on' then
        return;
    end if;
    return query
        select l.what, l.record_id, max(l.village_code)::text, array_agg(distinct l.how::text order by l.how::text),
            array_agg(distinct l.screen::text order by l.screen::text), count(*), min(l.at), max(l.at)
        from audit_accesslog l
        where {CONDITIONS}
          and l.how in ('DETAIL', 'DAFTAR', 'UNDUH', 'API', 'ADMIN', 'PEMBACA')
        group by l.what, l.record_id order by min(l.at), l.record_id limit least(most, 100000);
end
$$;
revoke execute on function audit_pack({TYPES}, int) from public;
grant execute on function audit_pack({TYPES}, int) to desm_stat;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_access_log")]

    operations = [
        migrations.RunSQL(READS_OF, "drop function audit_reads_of(text, uuid, uuid, int)"),
        migrations.RunSQL(READS, f"drop function audit_reads({TYPES}, uuid, int)"),
        migrations.RunSQL(PACK, f"drop function audit_pack({TYPES}, int)"),
    ]
