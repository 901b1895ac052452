"""Doors in the database: the count of reveals, and emergency views.

All run with the owner's rights, so each first asks who acts (`app.actor`), and where. An emergency view gives one
record to the user who opened it, while it lasts; the policies of the tables stay as they are, so lists cost nothing.
The search path is fixed: a caller's temporary table must not take the place of ours.
"""

from django.db import migrations

# Counts under a lock of the user, so that two sendings at once can't both be the last allowed one.
REVEALS = """
create function rights_own_reveals(back interval) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    actor uuid := nullif(current_setting('app.actor', true), '')::uuid;
begin
    perform pg_advisory_xact_lock(hashtextextended('rights_reveal' || coalesce(actor::text, ''), 0));
    return (select count(*) from rights_reveal r where r.by_id = actor and r.at > clock_timestamp() - back);
end
$$;
revoke execute on function rights_own_reveals(interval) from public;
grant execute on function rights_own_reveals(interval) to desm_app, desm_person, desm_system;
"""

# Every search is a row, found or not. The answer is told to coordinators of a district only (P-08).
OPEN = """
create function rights_open_emergency(
    access_id uuid, wanted bytea, why_code text, why text, most integer, lasts interval
) returns text
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    actor uuid := nullif(current_setting('app.actor', true), '')::uuid;
    here text := current_setting('app.scope', true);
    found_person uuid;
    found_kab text;
    moment timestamptz;  -- one for the whole row: two readings of the clock would give some microseconds over two hours
begin
    if actor is null or current_setting('app.persons', true) is distinct from 'on'
       or current_setting('app.level', true) is distinct from 'kab' or length(btrim(why)) < 20
       or lasts > interval '2 hours' then
        return 'refused';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('rights_emergency' || actor::text, 0));
    moment := clock_timestamp();
    if (select count(*) from rights_emergencyaccess e
        where e.by_id = actor and e.created_at > moment - interval '24 hours') >= most then
        return 'too_many';
    end if;
    select p.id, p.kab_code into found_person, found_kab from workers_person p
    where p.nik_hash = wanted and p.withdrawn_at is null and p.kab_code <> here
    order by p.updated_at desc limit 1;
    insert into rights_emergencyaccess
        (id, kab_code, from_kab_code, person_id, reason_code, reason, by_id, expires_at, ended_at, views, verdict,
         review_note, version, created_at, updated_at, created_by_id, updated_by_id)
    values
        (access_id, coalesce(found_kab, here), here, found_person, why_code, why, actor,
         moment + case when found_person is null then interval '0' else lasts end,
         case when found_person is null then moment end, 0, '', '', 1, moment, moment,
         actor, actor);
    return case when found_person is null then 'nobody' else 'found' end;
end
$$;
revoke execute on function rights_open_emergency(uuid, bytea, text, text, integer, interval) from public;
grant execute on function rights_open_emergency(uuid, bytea, text, text, integer, interval) to desm_app;
"""

# What helps in an emergency and no more: no NIK or KK number, no route, nothing about children.
READ = """
create function rights_read_emergency(access_id uuid) returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    actor uuid := nullif(current_setting('app.actor', true), '')::uuid;
    subject uuid;
    ends timestamptz;
begin
    update rights_emergencyaccess e set views = e.views + 1, last_viewed_at = clock_timestamp()
    where e.id = access_id and e.by_id = actor and e.person_id is not null
      and e.ended_at is null and e.expires_at > clock_timestamp()
      and current_setting('app.persons', true) = 'on' and current_setting('app.level', true) = 'kab'
      and e.from_kab_code = current_setting('app.scope', true)
    returning e.person_id, e.expires_at into subject, ends;
    if not found then
        return null;
    end if;
    return (
        select jsonb_build_object(
            'person_id', p.id, 'expires_at', ends, 'village_code', p.village_code, 'full_name', p.full_name, 'nickname', p.nickname,
            'sex', p.sex, 'birth_date', p.birth_date, 'nik_masked', p.nik_masked, 'phone', p.phone,
            'hamlet', p.hamlet, 'rt', p.rt, 'rw', p.rw, 'status', p.status,
            'episodes', coalesce((
                select jsonb_agg(jsonb_build_object(
                    'country', c.name, 'city', m.city, 'departed_on', m.departed_on, 'returned_on', m.returned_on)
                    order by m.seq desc)
                from workers_migrationepisode m left join reference_country c on c.code = m.country_id
                where m.person_id = p.id and m.cancelled_at is null), '[]'),
            'family', coalesce((
                select jsonb_agg(jsonb_build_object(
                    'full_name', q.full_name, 'relation', o.relation, 'phone', q.phone) order by o.relation_order)
                from workers_familymembership own
                join workers_familymembership o on o.family_id = own.family_id and not o.ended
                join workers_person q on q.id = o.person_id and q.withdrawn_at is null
                where own.person_id = p.id and not own.ended and o.person_id <> p.id and q.phone <> ''
                  and not exists (select 1 from workers_child k where k.person_id = q.id)), '[]'))
        from workers_person p where p.id = subject and p.withdrawn_at is null);
end
$$;
revoke execute on function rights_read_emergency(uuid) from public;
grant execute on function rights_read_emergency(uuid) to desm_app;
"""

OWN = """
create function rights_own_emergencies()
returns table (id uuid, opened_at timestamptz, expires_at timestamptz, is_open boolean, found boolean, reason text)
language sql security definer set search_path = public, pg_temp as $$
    select e.id, e.created_at, e.expires_at,
        e.person_id is not null and e.ended_at is null and e.expires_at > clock_timestamp(),
        e.person_id is not null, e.reason::text
    from rights_emergencyaccess e
    where e.by_id = nullif(current_setting('app.actor', true), '')::uuid
      and e.from_kab_code = current_setting('app.scope', true)
      and current_setting('app.level', true) = 'kab'
    order by e.seq desc limit 50
$$;
revoke execute on function rights_own_emergencies() from public;
grant execute on function rights_own_emergencies() to desm_app;
create function rights_end_emergency(access_id uuid) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    update rights_emergencyaccess e
    set ended_at = clock_timestamp(), version = e.version + 1, updated_at = clock_timestamp()
    where e.id = access_id and e.ended_at is null
      and e.by_id = nullif(current_setting('app.actor', true), '')::uuid
      and e.from_kab_code = current_setting('app.scope', true)
      and current_setting('app.level', true) = 'kab';
    return found;
end
$$;
revoke execute on function rights_end_emergency(uuid) from public;
grant execute on function rights_end_emergency(uuid) to desm_app;
"""

UNDO = """
drop function rights_own_reveals(interval);
drop function rights_open_emergency(uuid, bytea, text, text, integer, interval);
drop function rights_read_emergency(uuid);
drop function rights_own_emergencies();
drop function rights_end_emergency(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_reveals_emergencies_requests")]

    operations = [migrations.RunSQL(REVEALS + OPEN + READ + OWN, UNDO)]
