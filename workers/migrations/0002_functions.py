"""The question "is this NIK known in another village?", asked where nobody sees the answer."""

from django.db import migrations

# Runs with the owner's rights, so it sees every village; therefore it first checks that the caller may see the person,
# returns nothing, and says nothing when there is no such person. The search path is fixed: a caller's temporary table
# must not take the place of ours. `role` keeps the caller's role inside the function, `current_user` does not.
REPORT_DUPLICATE = """
create function workers_report_duplicate_nik(person_id uuid) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
    subject workers_person%rowtype;
    actor uuid := nullif(current_setting('app.actor', true), '')::uuid;
begin
    select p.* into subject from workers_person p
    where p.id = workers_report_duplicate_nik.person_id
      and p.withdrawn_at is null
      and current_setting('app.persons', true) = 'on'
      and case current_setting('app.level', true)
          when 'desa' then p.village_code = current_setting('app.scope', true)
          when 'kec' then p.kec_code = current_setting('app.scope', true)
          when 'kab' then p.kab_code = current_setting('app.scope', true)
          when 'prov' then p.prov_code = current_setting('app.scope', true)
          when 'nation' then current_setting('role') in ('desm_system', 'desm_person')
          else false end;
    if not found or subject.nik_hash is null then
        return;
    end if;
    insert into workers_nikreview
        (id, kab_code, person_id, other_person_id, status, comment, version,
         created_at, updated_at, created_by_id, updated_by_id)
    select gen_random_uuid(), subject.kab_code, subject.id, other.id, 'BARU', '', 1, now(), now(), actor, actor
    from workers_person other
    where other.nik_hash = subject.nik_hash
      and other.withdrawn_at is null
      and other.village_code <> subject.village_code
    on conflict ((least(person_id, other_person_id)), (greatest(person_id, other_person_id)))
    do update set status = 'BARU', version = workers_nikreview.version + 1, updated_at = now(), updated_by_id = actor
    where workers_nikreview.status = 'BEDA';
end
$$;
revoke execute on function workers_report_duplicate_nik(uuid) from public;
grant execute on function workers_report_duplicate_nik(uuid) to desm_app, desm_system, desm_person;
"""


class Migration(migrations.Migration):
    dependencies = [("workers", "0001_person_episode")]

    operations = [
        migrations.RunSQL(REPORT_DUPLICATE, "drop function workers_report_duplicate_nik(uuid)"),
    ]
