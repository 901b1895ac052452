"""Who reaches which person: by the queryset, and by raw SQL past it (P-01 to P-03)."""

import pytest
from django.db import DatabaseError, connection, transaction

from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, OUTSIDE, make_user
from tests.workers.registering import MAN, OTHER_WOMAN, register
from workers.models import MigrationEpisode, NikReview, Person, PersonLog

TABLES = ["workers_person", "workers_migrationepisode", "workers_personlog"]
MODELS = [Person, MigrationEpisode, PersonLog]


@pytest.fixture
def people(petugas, petugas_betak, actor_of):
    """One person in Tunggangri, one in Betak, one in another province."""
    outside = make_user("petugas", "desa", OUTSIDE)
    return [
        register(actor_of(petugas)),
        register(actor_of(petugas_betak), nik=MAN),
        register(actor_of(outside), nik=OTHER_WOMAN),
    ]


WHO_SEES = [
    ("petugas", 1),
    ("petugas_betak", 1),
    ("kades", 1),
    ("disnaker", 2),
    ("disnaker_luar", 1),
    ("penata", 3),
    ("camat", 0),
    ("disnaker_prov", 0),
    ("admin_user", 0),
]


@pytest.mark.parametrize(("who", "rows"), WHO_SEES)
def test_raw_sql_gives_only_the_rows_of_the_scope(people, request, actor_of, raw, who, rows):
    with acting_as(actor_of(request.getfixturevalue(who))):
        assert [raw(f"select count(*) from {table}")[0][0] for table in TABLES] == [rows] * 3


@pytest.mark.parametrize(("who", "rows"), WHO_SEES)
def test_the_queryset_alone_gives_no_more_than_the_scope(people, request, actor_of, who, rows):
    """Asked as the system, so that row security doesn't help; who may see persons at all is for the database."""
    actor = actor_of(request.getfixturevalue(who))
    expected = {"camat": 2, "disnaker_prov": 2}.get(who, rows)
    with acting_as(SYSTEM):
        assert [model.objects.visible_to(actor).count() for model in MODELS] == [expected] * 3


def test_without_a_context_every_table_is_empty(people, raw):
    for table in [*TABLES, "workers_nikreview"]:
        assert raw(f"select count(*) from {table}") == [(0,)]


def test_the_officer_of_betak_finds_nothing_of_tunggangri(people, petugas_betak, actor_of, raw):
    with acting_as(actor_of(petugas_betak)) as by:
        assert raw("select 1 from workers_person where id = %s", people[0].pk) == []
        assert not Person.objects.visible_to(by).filter(pk=people[0].pk).exists()
        assert not Person.objects.filter(pk=people[0].pk).exists()


@pytest.mark.parametrize("who", ["analis", "pimpinan", "walidata", "auditor"])
@pytest.mark.parametrize("table", [*TABLES, "workers_nikreview"])
def test_the_national_role_without_persons_may_not_even_ask(people, request, actor_of, raw, who, table):
    actor = actor_of(request.getfixturevalue(who))
    with acting_as(actor), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        raw(f"select 1 from {table}")


def test_the_steward_reads_and_does_not_write_nationwide(people, penata, actor_of, raw):
    with acting_as(actor_of(penata)), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Person.objects.update(full_name="X")


def test_the_database_refuses_rows_for_another_village(people, petugas, actor_of):
    by = actor_of(petugas)
    with acting_as(by):
        stolen = Person(
            village_code=BETAK,
            full_name="Uji",
            sex="1",
            no_nik_reason="LUPA",
            status="PURNA",
            created_by_id=by.user_id,
        )
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            stolen.save(force_insert=True)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Person.objects.update(village_code=BETAK)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            MigrationEpisode(village_code=BETAK, person=people[1]).save(force_insert=True)


def test_the_history_can_only_grow(people, petugas, actor_of):
    with acting_as(actor_of(petugas)):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            PersonLog.objects.update(comment="x")
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("delete from workers_personlog")


def test_a_village_may_not_make_a_review(people, petugas, actor_of):
    with acting_as(actor_of(petugas)), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        NikReview(kab_code="35.04", person=people[0], other_person_id=people[1].pk).save(force_insert=True)


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ("village_code = '35.04.14.2011'", "seq desc"),
        ("kab_code = '35.04'", "seq desc"),
        ("prov_code = '35'", "seq desc"),
    ],
)
def test_lists_walk_the_index_of_their_level(people, raw, where, order):
    with acting_as(SYSTEM):
        raw("select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true)")
        plan = str(raw(f"explain select id from workers_person where {where} order by {order} limit 50"))
    assert "Index Scan using person_" in plan
    assert "_seq on workers_person" in plan
