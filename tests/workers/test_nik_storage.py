"""The NIK at rest, and the NIK that two villages know."""

import re

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from desmigratif.core.crypto import DecryptionError
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import OUTSIDE, make_user
from tests.workers.registering import MAN, OTHER_WOMAN, WOMAN, answers, do, history, now, register
from workers import services
from workers.models import NikReview, Person
from workers.services.nik import open_nik

SAVEPOINT_NAME = re.compile(r"s\d+_x\d+")


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def neighbour(petugas_betak, actor_of):
    return actor_of(petugas_betak)


def reviews() -> list[NikReview]:
    with acting_as(SYSTEM):
        return list(NikReview.objects.order_by("seq"))


def report(person: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select workers_report_duplicate_nik(%s)", [person.pk])


SAVEPOINT_NAME = re.compile(r"s\d+_x\d+")


def test_the_nik_opens_with_its_key_and_row_only(officer, settings):
    one, two = now(register(officer)), now(register(officer, nik=MAN))
    assert open_nik(one) == WOMAN
    with acting_as(SYSTEM):
        one_sealed, two_sealed = bytes(one.nik_sealed), bytes(two.nik_sealed)
        Person.objects.filter(pk=one.pk).update(nik_sealed=two_sealed)
        Person.objects.filter(pk=two.pk).update(nik_sealed=one_sealed)
    with pytest.raises(DecryptionError):
        open_nik(now(one))
    one.nik_sealed = one_sealed
    assert open_nik(one) == WOMAN
    settings.NIK_KEYS = dict.fromkeys(settings.NIK_KEYS, b"w" * 32)
    with pytest.raises(DecryptionError):
        open_nik(one)


def test_the_number_is_no_attribute_and_not_the_hash_of_anything_public(officer):
    person = now(register(officer))
    assert WOMAN not in repr(vars(person))
    assert bytes(person.nik_hash) != bytes(person.nik_sealed)
    assert settings.NIK_HMAC_KEY not in settings.NIK_KEYS.values()


def test_the_own_village_is_told_whose_nik_it_is(officer):
    first = register(officer)
    with pytest.raises(services.DuplicateNikError, match="atas nama Endang Lestari") as caught:
        register(officer, full_name="Endang L")
    assert caught.value.field == "nik"
    assert caught.value.existing == first


def test_a_withdrawn_record_leaves_its_nik_free(officer):
    first = register(officer)
    do(services.withdraw_person, person=first, reason="Tercatat dua kali", by=officer)
    assert register(officer).pk != first.pk


def test_the_database_refuses_a_second_current_record_with_the_nik(officer):
    one, two = register(officer), register(officer, nik=MAN)
    with acting_as(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=two.pk).update(nik_hash=now(one).nik_hash)


def test_a_nik_of_another_village_reveals_nothing(officer, neighbour):
    """Same result, same statements, same rows for the village, with a match and without (P-08)."""

    def registering(nik: str) -> tuple[Person, list[str]]:
        data = answers(nik=nik)
        with acting_as(neighbour), CaptureQueriesContext(connection) as captured:
            person = services.register_returnee(**data, by=neighbour)
        return person, [SAVEPOINT_NAME.sub("", query["sql"].split("(")[0][:60]) for query in captured.captured_queries]

    register(officer)
    without, plain_queries = registering(OTHER_WOMAN)
    known, queries = registering(WOMAN)
    assert queries == plain_queries
    assert (known.record_status, known.record_comment) == (without.record_status, without.record_comment)
    assert [row.comment for row in history(known)] == [row.comment for row in history(without)] == [""]
    with acting_as(neighbour):
        assert NikReview.objects.count() == 0
        assert NikReview.objects.visible_to(neighbour).count() == 0
    assert len(reviews()) == 1


def test_the_district_gets_one_review_per_pair(officer, neighbour, disnaker, actor_of):
    first = register(officer)
    second = register(neighbour)
    with acting_as(neighbour):
        report(second)
    with acting_as(officer):
        report(first)
    found = reviews()
    assert [(row.person_id, row.other_person_id, row.kab_code, row.status) for row in found] == [
        (second.pk, first.pk, "35.04", "BARU")
    ]
    with acting_as(actor_of(disnaker)) as by:
        assert list(NikReview.objects.visible_to(by).waiting()) == found


def test_a_pair_found_different_is_looked_at_again_when_the_nik_is_saved_again(officer, neighbour, disnaker, actor_of):
    register(officer)
    second = register(neighbour)
    by = actor_of(disnaker)
    with acting_as(by):
        services.decide_nik_review(review=reviews()[0], decision="BEDA", comment="Dicocokkan dengan KTP", by=by)
    assert [(row.status, row.comment, row.version) for row in reviews()] == [("BEDA", "Dicocokkan dengan KTP", 2)]
    do(services.set_nik, person=second, nik=OTHER_WOMAN, reason="", by=neighbour)
    assert reviews()[0].status == "BEDA"
    do(services.set_nik, person=second, nik=WOMAN, reason="", by=neighbour)
    assert [row.status for row in reviews()] == ["BARU"]


def test_the_function_does_nothing_for_a_person_out_of_scope(officer, neighbour, analis, actor_of):
    first = register(officer)
    register(neighbour)
    with acting_as(SYSTEM):
        NikReview.objects.all().delete()
    with acting_as(neighbour):
        report(first)
    with pytest.raises(DatabaseError), acting_as(actor_of(analis)):
        report(first)
    report(first)  # without any context
    assert reviews() == []


def test_the_function_is_not_for_everybody(db, raw):
    rows = raw(
        "select r.rolname, has_function_privilege(r.oid, 'workers_report_duplicate_nik(uuid)', 'execute')"
        " from pg_roles r"
        " where r.rolname like 'desm\\_%%' and not r.rolsuper"
    )
    assert dict(rows).get("desm_stat") is False
    assert dict(rows)["desm_app"] is True
    path = raw(
        "select prosecdef, array_to_string(proconfig, ',') from pg_proc where proname = %s",
        "workers_report_duplicate_nik",
    )
    assert path == [(True, "search_path=public, pg_temp")]


def test_the_steward_decides_across_districts_and_the_other_district_sees_nothing(
    officer, penata, disnaker_luar, actor_of
):
    register(actor_of(make_user("petugas", "desa", OUTSIDE)))
    register(officer)
    by = actor_of(penata)
    with acting_as(by):
        (review,) = NikReview.objects.visible_to(by).waiting()
        decided = services.decide_nik_review(review=review, decision="SAMA", comment="Pindah desa", by=by)
    assert (decided.status, decided.updated_by_id) == ("SAMA", by.user_id)
    with acting_as(actor_of(disnaker_luar)) as outside:
        assert NikReview.objects.count() == NikReview.objects.visible_to(outside).count() == 0


def test_a_decision_needs_its_ground_and_a_known_result(officer, neighbour, disnaker, actor_of):
    register(officer)
    register(neighbour)
    by = actor_of(disnaker)
    for decision, comment, field in [("SAMA", " ", "comment"), ("BARU", "ya", "decision"), ("X", "ya", "decision")]:
        with acting_as(by), pytest.raises(DomainError) as caught:
            services.decide_nik_review(review=reviews()[0], decision=decision, comment=comment, by=by)
        assert caught.value.field == field


def test_set_nik_seals_replaces_and_clears(officer):
    person = register(officer, nik="", no_nik_reason="LUPA", sex="2")
    person = now(do(services.set_nik, person=person, nik=WOMAN, by=officer))
    assert (open_nik(person), person.no_nik_reason, str(person.birth_date)) == (WOMAN, "", "1990-11-04")
    person = now(do(services.set_nik, person=person, nik=OTHER_WOMAN, by=officer))
    assert open_nik(person) == OTHER_WOMAN
    with pytest.raises(DomainError, match="pilih alasannya"):
        do(services.set_nik, person=person, nik="", by=officer)
    person = now(do(services.set_nik, person=person, nik="", no_nik_reason="TOLAK", by=officer))
    assert (person.nik_sealed, person.nik_hash, person.nik_masked) == (None, None, "")
    rows = [change for row in history(person) for change in row.changes if change["field"] == "nik"]
    assert [(row["old"], row["new"]) for row in rows] == [
        ("Belum ada", "Ada"),
        ("Ada", "Diganti"),
        ("Ada", "Belum ada"),
    ]


def test_only_somebody_above_the_village_may_accept_a_nik_of_no_known_province(officer, disnaker, actor_of):
    person = register(officer)
    with pytest.raises(DomainError, match="kode provinsi"):
        do(services.set_nik, person=person, nik="0104144411900011", by=officer)
    do(services.set_nik, person=person, nik="0104144411900011", reason="Terbitan KBRI", by=actor_of(disnaker))
    assert "Kecamatan pada NIK" in history(person)[-1].comment
