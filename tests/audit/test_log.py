"""The access log: what a row says, who may write and read it, and what it costs (P-10, P-11)."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from desmigratif.audit.services import Asked, read_log, read_pack, reads_of
from desmigratif.core.ids import made_at
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting.enums import ExportFormat
from desmigratif.reporting.models import Export
from tests.audit.logged import Since, log
from tests.conftest import BETAK, TULUNGAGUNG, TUNGGANGRI
from tests.reporting.people import make, many
from tests.reporting.test_exports import PURPOSE, ask, fetch, run
from tests.workers.web_people import NIK_WOMAN, make_person
from workers.models import Person

WHAT = Person._meta.label


def detail(person: Person) -> str:
    return reverse("person-detail", args=[person.pk])


def inserts(queries: CaptureQueriesContext) -> int:
    return sum("insert into audit_accesslog" in query["sql"] for query in queries.captured_queries)


def test_opening_a_person_writes_who_when_what_where_and_on_which_screen(petugas, actor_of, as_user):
    [person] = make({})
    client, since = as_user(petugas), Since()

    client.get(detail(person), headers={"User-Agent": "Peramban Uji"})

    [row] = [row for row in since.rows() if row.record_id == person.pk]
    assignment = petugas.assignments.get()
    assert (row.what, row.how, row.village_code, row.screen) == (WHAT, "DETAIL", TUNGGANGRI, "person-detail")
    assert (row.user_id, row.role, row.level, row.code) == (petugas.pk, "petugas", "desa", TUNGGANGRI)
    assert (row.under, row.client, row.party, row.address, row.seal) == (assignment.pk, "", "", None, None)
    assert len(row.device) == 16
    assert "Peramban" not in row.device
    assert abs((row.at - made_at(row.pk)).total_seconds()) < 5


def test_a_list_writes_everybody_of_the_page_in_one_insert_and_says_how_many(petugas, as_user):
    client, since = as_user(petugas), Since()
    made = make(*many(3))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("person-list"))
    rows = since.rows()
    assert {row.record_id for row in rows} == {person.pk for person in made}
    assert {(row.how, row.shown, row.screen) for row in rows} == {("DAFTAR", 3, "person-list")}
    assert len({row.request_id for row in rows}) == 1

    make(*many(40))
    with CaptureQueriesContext(connection) as lots:
        client.get(reverse("person-list"))
    assert len(since.rows()) == 43
    assert inserts(few) == inserts(lots) == 1
    assert len(lots) == len(few)


def test_a_search_hit_is_a_look_and_an_empty_search_is_none(petugas, as_user):
    make({"full_name": "Kusmiati Rahayu"}, {"full_name": "Slamet Riyadi"})
    client, since = as_user(petugas), Since()

    client.get(reverse("person-list"), {"q": "Kusmiati"}, headers={"HX-Request": "true"})
    rows = since.rows()
    assert [row.how for row in rows] == ["DAFTAR"]

    client.get(reverse("person-list"), {"q": "Tidakadaorangnya"})
    assert since.rows() == []


def test_a_hit_by_nik_is_a_look(petugas, actor_of, as_user):
    person = make_person(actor_of(petugas), nik=NIK_WOMAN)
    client, since = as_user(petugas), Since()
    answer = client.post(reverse("person-find-nik"), {"nik": NIK_WOMAN}, follow=True)
    assert answer.status_code == 200
    rows = since.rows()
    assert person.pk in {row.record_id for row in rows}
    assert NIK_WOMAN not in repr([vars(row) for row in rows])


def test_a_file_writes_everybody_in_it_as_it_is_made_with_its_purpose_and_then_who_fetched_it(
    petugas, actor_of, as_user
):
    made, by = make(*many(4)), actor_of(petugas)
    export, since = ask(by, file_format=ExportFormat.CSV), Since()

    export = run(export)
    rows = since.rows()
    assert {row.record_id for row in rows} == {person.pk for person in made}
    assert {(row.how, row.about, row.request_id, row.user_id) for row in rows} == {
        ("UNDUH", PURPOSE, export.pk, petugas.pk)
    }

    answer = as_user(petugas).post(reverse("export-download", args=[export.pk]), {"token": export.make_token()})
    assert answer.status_code == 200
    [row] = since.rows()
    assert (row.how, row.what, row.record_id) == ("AMBIL", Export._meta.label, export.pk)
    assert (row.shown, row.about, row.user_id) == (4, PURPOSE, petugas.pk)


def test_without_the_log_no_file_is_made(petugas, actor_of, monkeypatch):
    make(*many(2))
    export = ask(actor_of(petugas), file_format=ExportFormat.CSV)
    monkeypatch.setattr("desmigratif.audit.services.INSERT", "insert into nowhere values (%s)")
    done = run(export)
    assert done.file_name == ""
    assert done.status == "GAGAL"


def test_a_program_is_named_with_its_institution_and_agreement(agreement, caller):
    [person] = make({})
    client, since = caller(agreement), Since()
    client.get("persons/")
    [row] = since.rows()
    assert (row.record_id, row.how, row.user_id) == (person.pk, "API", None)
    assert (row.party, row.under) == (agreement.institution.name, agreement.pk)
    assert row.client.startswith("uji-")


def test_no_role_reads_changes_or_deletes_the_log(petugas, penata, auditor, analis, actor_of, as_user):
    [person] = make({})
    as_user(petugas).get(detail(person))
    for by in (actor_of(petugas), actor_of(penata), actor_of(auditor), actor_of(analis), SYSTEM):
        for sql in (
            "select * from audit_accesslog",
            "update audit_accesslog set user_id = null",
            "delete from audit_accesslog",
            "truncate audit_accesslog",
            "alter table audit_accesslog disable row level security",
        ):
            with pytest.raises(ProgrammingError), acting_as(by), connection.cursor() as cursor:
                cursor.execute(sql)
    assert [row.record_id for row in log() if row.what == WHAT] == [person.pk]


def test_nobody_writes_in_the_name_of_another(petugas, petugas_betak, penata, actor_of):
    sql = (
        "insert into audit_accesslog (id, at, user_id, client, party, role, level, code, what, village_code, how,"
        " request_id, screen, about, shown, device) values (gen_random_uuid(), now(), %s, '', '', '', '', '', '', '',"
        " 'DETAIL', gen_random_uuid(), '', '', 1, '')"
    )
    for by in (actor_of(petugas), actor_of(penata)):
        with pytest.raises(ProgrammingError, match="row-level"), acting_as(by), connection.cursor() as cursor:
            cursor.execute(sql, [str(petugas_betak.pk)])
        with acting_as(by), connection.cursor() as cursor:
            cursor.execute(sql, [str(by.user_id)])


def test_who_saw_a_record_is_told_where_the_record_is_now(petugas, petugas_betak, disnaker, actor_of, as_user):
    [person] = make({})
    as_user(petugas).get(detail(person))

    def seen_by(by) -> int:
        with acting_as(by):
            return len(reads_of(WHAT, person.pk))

    assert [seen_by(actor_of(user)) for user in (petugas, petugas_betak, disnaker)] == [1, 0, 1]
    with acting_as(SYSTEM):
        Person.objects.filter(pk=person.pk).update(village_code=BETAK)
    assert [seen_by(actor_of(user)) for user in (petugas, petugas_betak, disnaker)] == [0, 1, 1]


def test_roles_without_persons_ask_in_vain(petugas, opd, kl, disnaker_luar, actor_of, as_user):
    [person] = make({})
    as_user(petugas).get(detail(person))
    for user in (opd, disnaker_luar):
        with acting_as(actor_of(user)):
            assert reads_of(WHAT, person.pk) == []
    with pytest.raises(ProgrammingError), acting_as(actor_of(kl)), transaction.atomic():
        reads_of(WHAT, person.pk)


@pytest.mark.parametrize("what", ["", "workers", "accounts.User", "workers.Person; drop table x", "pg_class", "a.b.c"])
def test_a_kind_that_is_none_gives_nothing(petugas, actor_of, as_user, what):
    [person] = make({})
    as_user(petugas).get(detail(person))
    with acting_as(actor_of(petugas)):
        assert reads_of(what, person.pk) == []


def test_the_whole_log_is_for_the_auditor_alone(petugas, disnaker, penata, analis, auditor, actor_of, as_user):
    [person] = make({})
    as_user(petugas).get(detail(person))
    with acting_as(actor_of(auditor)):
        assert len(read_log(Asked(record_id=person.pk))) == 1
        assert len(read_pack(Asked(record_id=person.pk), most=10)) == 1
    with acting_as(actor_of(analis)):  # the auditor's database role without the auditor's right
        assert read_log(Asked()) == []
        assert read_pack(Asked(), most=10) == []
    for user in (petugas, disnaker, penata):
        with pytest.raises(ProgrammingError), acting_as(actor_of(user)), transaction.atomic():
            read_log(Asked())


def test_the_auditor_may_not_see_the_persons(auditor, actor_of):
    with pytest.raises(ProgrammingError), acting_as(actor_of(auditor)):
        list(Person.objects.all()[:1])


def test_ids_are_made_by_the_server_in_order(petugas, as_user):
    make(*many(5))
    as_user(petugas).get(reverse("person-list"))
    rows = log()
    assert all(row.pk.version == 7 for row in rows)
    assert [row.pk for row in rows] == sorted((row.pk for row in rows), reverse=True)


def test_the_log_is_walked_by_index_whatever_is_asked(owner):
    """100 million rows must not be read to show a page of 200."""
    owner.execute("set enable_seqscan = off; set enable_bitmapscan = off")
    for condition in ("record_id = gen_random_uuid()", "user_id = gen_random_uuid()", "village_code = 'x'"):
        owner.execute(f"explain select * from audit_accesslog where {condition} order by id desc limit 200")
        plan = "\n".join(line for (line,) in owner.fetchall())
        assert "Index" in plan, (condition, plan)
        assert "Sort" not in plan, (condition, plan)


def test_an_agreement_without_persons_writes_no_row(make_agreement, caller):
    make({})
    client = caller(make_agreement(region=TULUNGAGUNG, datasets={"villages": ["name"]}))
    since = Since()
    assert client.get("villages/").status_code == 200
    assert since.rows() == []


def test_fetching_somebody_elses_file_writes_nothing(petugas, disnaker, actor_of, as_user):
    make(*many(2))
    export = run(ask(actor_of(petugas)))
    since = Since()
    answer = as_user(disnaker).post(reverse("export-download", args=[export.pk]), {"token": export.make_token()})
    assert answer.status_code == 404
    assert [row for row in since.rows() if row.how == "AMBIL"] == []
    assert fetch(export, actor_of(petugas))[1]
