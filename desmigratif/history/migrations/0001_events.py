from django.db import migrations, models

TABLE = """
create sequence history_event_id_seq as bigint;
create table history_event (
    id bigint not null default nextval('history_event_id_seq'),
    at timestamptz not null,
    tx bigint not null,
    kind varchar(60) not null,
    record_id varchar(64) not null,
    action varchar(1) not null check (action in ('I', 'U', 'D')),
    data jsonb not null,
    user_id uuid,
    context jsonb,
    primary key (record_id, id, at)
) partition by range (at);
alter sequence history_event_id_seq owned by history_event.id;
-- Takes what no month takes, so that no write ever fails.
create table history_event_default partition of history_event default;
"""

# This month and the two that follow. Rows that waited in the default partition move into their month first, else the
# month could not be attached. Only the system calls it: by a job, daily.
PARTITIONS = """
create function history_make_partitions() returns integer
language plpgsql security definer set search_path = public, pg_temp as $body$
declare
    v_start timestamptz;
    v_end timestamptz;
    v_name text;
    v_made integer := 0;
begin
    perform pg_advisory_xact_lock(hashtext('history_make_partitions'));
    for v_month in 0..2 loop
        v_start := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => v_month)) at time zone 'UTC';
        v_end := (v_start at time zone 'UTC' + interval '1 month') at time zone 'UTC';
        v_name := 'history_event_' || to_char(v_start at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass(v_name) is not null;
        execute format('create table %I (like history_event including all)', v_name);
        execute format(
            'with moved as (delete from history_event_default where at >= %L and at < %L returning *)'
            ' insert into %I select * from moved', v_start, v_end, v_name);
        execute format(
            'alter table history_event attach partition %I for values from (%L) to (%L)', v_name, v_start, v_end);
        v_made := v_made + 1;
    end loop;
    return v_made;
end $body$;
revoke all on function history_make_partitions() from public;
grant execute on function history_make_partitions() to desm_system;
select history_make_partitions();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(
            TABLE,
            "drop table history_event cascade;",
            state_operations=[
                migrations.CreateModel(
                    name="HistoryEvent",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("at", models.DateTimeField(verbose_name="waktu")),
                        ("tx", models.BigIntegerField(verbose_name="transaksi")),
                        ("kind", models.CharField(max_length=60, verbose_name="jenis catatan")),
                        ("record_id", models.CharField(max_length=64, verbose_name="nomor catatan")),
                        ("action", models.CharField(max_length=1, verbose_name="kejadian")),
                        ("data", models.JSONField(verbose_name="isi")),
                        ("user_id", models.UUIDField(blank=True, null=True, verbose_name="pengguna")),
                        ("context", models.JSONField(blank=True, null=True, verbose_name="keadaan")),
                    ],
                    options={
                        "verbose_name": "riwayat perubahan",
                        "verbose_name_plural": "riwayat perubahan",
                        "db_table": "history_event",
                    },
                ),
            ],
        ),
        migrations.RunSQL(PARTITIONS, "drop function history_make_partitions();"),
    ]
