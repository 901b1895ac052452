"""A whole NIK or KK number: only with a reason, for a minute, a few times an hour, and written down (P-09)."""

from datetime import timedelta

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.rights import services
from desmigratif.rights.models import Reveal
from desmigratif.rights.services.reveal import MOST_A_DAY, MOST_AN_HOUR
from tests.conftest import BETAK, TUNGGANGRI
from tests.workers.households import KK, record
from tests.workers.registering import WOMAN, register
from workers.models import Person

WHY = "Mencocokkan dengan KTP asli di balai desa"
GIVEN = {"reason_code": "COCOK", "reason": WHY}
SHOWN = "".join(f"<span>{WOMAN[place : place + 4]}</span>" for place in range(0, 16, 4))


@pytest.fixture
def person(petugas, actor_of) -> Person:
    return register(actor_of(petugas))


def rows() -> list[Reveal]:
    with acting_as(SYSTEM):
        return list(Reveal.objects.order_by("seq"))


def many(person: Person, user, count: int, *, ago: timedelta, village: str = TUNGGANGRI) -> None:
    with acting_as(SYSTEM):
        made = [
            Reveal(village_code=village, person=person, field="NIK", reason_code="COCOK", reason=WHY, by=user,
                   by_role="petugas")
            for _ in range(count)
        ]  # fmt: skip
        Reveal.objects.bulk_create(made)
        Reveal.objects.filter(pk__in=[row.pk for row in made]).update(at=timezone.now() - ago)


def test_the_whole_nik_comes_after_a_reason_and_is_written_down(petugas, as_user, person):
    client = as_user(petugas)
    page = f"/orang/{person.pk}/buka-nik/"
    assert WOMAN[6:14] not in client.get(page).content.decode()
    answer = client.post(page, GIVEN)
    assert answer.status_code == 200
    assert SHOWN in "".join(answer.content.decode().split()).replace("</span>", "</span>")
    (row,) = rows()
    assert (row.person_id, row.field, row.by, row.by_role) == (person.pk, "NIK", petugas, "petugas")
    assert (row.reason_code, row.reason, row.village_code) == ("COCOK", WHY, TUNGGANGRI)


def test_the_number_hides_itself_with_and_without_a_script(petugas, as_user, person):
    client = as_user(petugas)
    answer = client.post(f"/orang/{person.pk}/buka-nik/", GIVEN)
    assert answer.headers["Refresh"] == f"60; url=/orang/{person.pk}/"
    assert answer.headers["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert 'data-hx-trigger="load delay:60s"' in page
    assert "dm-hides" in page
    closed = client.get(f"/orang/{person.pk}/buka-nik/", headers={"HX-Request": "true"}).content.decode()
    assert "Nomor sudah ditutup." in closed
    assert "<html" not in closed


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reason_code": "COCOK", "reason": "perlu"}, "paling sedikit 20 huruf"),
        ({"reason_code": "", "reason": WHY}, "Isi dulu: Keperluan."),
        ({"reason_code": "COCOK", "reason": ""}, "Isi dulu: Alasan."),
        ({"reason_code": "ZZZ", "reason": WHY}, "Pilih salah satu dari daftar."),
    ],
)
def test_without_a_fitting_reason_nothing_is_shown_or_written(petugas, as_user, person, given, words):
    answer = as_user(petugas).post(f"/orang/{person.pk}/buka-nik/", given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert WOMAN[6:14] not in answer.content.decode()
    assert rows() == []


def test_a_nik_in_the_reason_is_masked(petugas, actor_of, person):
    with acting_as(actor_of(petugas)) as by:
        services.reveal_nik(person=person, reason_code="COCOK", reason=f"Mencocokkan KTP {WOMAN} asli", by=by)
    assert WOMAN not in rows()[0].reason


def test_more_than_ten_in_an_hour_are_refused_in_words(petugas, as_user, person):
    many(person, petugas, MOST_AN_HOUR - 1, ago=timedelta(minutes=30))
    client, page = as_user(petugas), f"/orang/{person.pk}/buka-nik/"
    assert client.post(page, GIVEN).status_code == 200
    answer = client.post(page, GIVEN)
    assert answer.status_code == 429
    assert f"Anda sudah membuka {MOST_AN_HOUR} nomor dalam satu jam." in answer.content.decode()
    assert WOMAN[6:14] not in answer.content.decode()
    assert len(rows()) == MOST_AN_HOUR


def test_the_limit_counts_all_villages_of_the_user_and_a_whole_day(petugas, petugas_betak, actor_of, person):
    elsewhere = register(actor_of(petugas_betak), nik="", no_nik_reason="LUPA", sex="2")
    many(elsewhere, petugas, MOST_A_DAY, ago=timedelta(hours=20), village=BETAK)
    with acting_as(actor_of(petugas)) as by, pytest.raises(services.TooManyError, match="20 nomor dalam sehari"):
        services.reveal_nik(person=person, by=by, **GIVEN)


def test_others_do_not_use_up_the_own_limit(petugas, disnaker, actor_of, person):
    many(person, petugas, MOST_A_DAY, ago=timedelta(minutes=1))
    with acting_as(actor_of(disnaker)) as by:
        assert services.reveal_nik(person=person, by=by, **GIVEN) == WOMAN


def test_the_row_can_neither_be_changed_nor_deleted_by_the_application(petugas, actor_of, person):
    with acting_as(actor_of(petugas)) as by:
        services.reveal_nik(person=person, by=by, **GIVEN)
        for statement in ("update rights_reveal set reason = 'x'", "delete from rights_reveal"):
            with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
            assert isinstance(refused.value.__cause__, psycopg2.errors.InsufficientPrivilege)


def test_another_village_has_no_such_person(petugas_betak, as_user, actor_of, person):
    assert as_user(petugas_betak).post(f"/orang/{person.pk}/buka-nik/", GIVEN).status_code == 404
    with acting_as(actor_of(petugas_betak)) as by, pytest.raises(Http404):
        services.reveal_nik(person=person, by=by, **GIVEN)
    assert rows() == []


def test_the_village_head_sees_no_number(kades, as_user, person):
    assert as_user(kades).post(f"/orang/{person.pk}/buka-nik/", GIVEN).status_code == 403


def test_the_data_steward_reveals_and_is_written_down_too(penata, actor_of, person):
    with acting_as(actor_of(penata)) as by:
        assert services.reveal_nik(person=person, by=by, **GIVEN) == WOMAN
    assert rows()[0].by_role == "penata"


def test_who_has_no_nik_has_none_to_reveal(petugas, actor_of):
    bare = register(actor_of(petugas), nik="", no_nik_reason="LUPA", sex="2")
    with acting_as(actor_of(petugas)) as by, pytest.raises(DomainError, match="belum punya NIK"):
        services.reveal_nik(person=bare, by=by, **GIVEN)


def test_a_kk_number_is_revealed_the_same_way(petugas, as_user, actor_of):
    family = record(actor_of(petugas))
    answer = as_user(petugas).post(f"/keluarga/{family.pk}/buka-kk/", GIVEN)
    assert KK in "".join(answer.content.decode().replace("<span>", "").replace("</span>", "").split())
    (row,) = rows()
    assert (row.field, row.family_id, row.person_id) == ("KK", family.pk, None)
    assert WHY in as_user(petugas).get(f"/keluarga/{family.pk}/nomor-dibuka/").content.decode()


def test_the_page_of_the_person_tells_who_did_it_and_the_auditor_sees_ids_only(
    petugas, auditor, as_user, actor_of, person
):
    with acting_as(actor_of(petugas)) as by:
        services.reveal_nik(person=person, by=by, **GIVEN)
    part = as_user(petugas).get(f"/orang/{person.pk}/nomor-dibuka/", headers={"HX-Request": "true"})
    assert petugas.full_name in part.content.decode()
    assert WHY in part.content.decode()
    page = as_user(auditor).get("/nomor-dibuka/").content.decode()
    assert str(person.pk) in page
    assert WHY in page
    assert person.full_name not in page
    assert WOMAN not in page
    assert "0 pembukaan" in as_user(auditor).get("/nomor-dibuka/", {"month": "2020-01"}).content.decode()


def test_a_profile_says_where_to_reveal(petugas, as_user, person):
    assert f'href="/orang/{person.pk}/buka-nik/"' in as_user(petugas).get(person.get_absolute_url()).content.decode()
