"""Emergency views: one person of another district, two hours, recorded, told and reviewed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.roles import Role
from desmigratif.core.crypto import blind_index
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.notifications.models import Notification
from desmigratif.rights import services
from desmigratif.rights.models import EmergencyAccess
from desmigratif.rights.services.emergency import MOST_A_DAY
from tests.conftest import OUTSIDE, make_user
from tests.workers.registering import OTHER_WOMAN, WOMAN, register
from workers.models import Person

WHY = "Ditemukan pingsan di terminal, mencari keluarganya"
GIVEN = {"nik": WOMAN, "reason_code": "SAKIT", "reason": WHY}


@pytest.fixture
def stranger(db, actor_of) -> Person:
    """A woman of another province, and so of another district."""
    officer = make_user(Role.PETUGAS, Level.DESA, OUTSIDE)
    return register(actor_of(officer), phone="081234567810")


def opened(user, actor_of, **changed):
    with acting_as(actor_of(user)) as by:
        return services.open_emergency(**{**GIVEN, **changed}, by=by)


def rows() -> list[EmergencyAccess]:
    with acting_as(SYSTEM):
        return list(EmergencyAccess.objects.select_related("person").order_by("seq"))


def read(user, actor_of, access_id):
    with acting_as(actor_of(user)) as by:
        return services.read_emergency(access_id=access_id, by=by)


def test_the_coordinator_of_another_district_opens_one_person_for_two_hours(disnaker, as_user, stranger):
    client = as_user(disnaker)
    assert client.get(stranger.get_absolute_url()).status_code == 404
    answer = client.post("/akses-darurat/", GIVEN)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"])
    assert stranger.full_name in page.content.decode()
    assert "0812-3456-7810" in page.content.decode()
    assert WOMAN not in page.content.decode()
    assert 0 < int(page.headers["Refresh"].split(";")[0]) <= 7200
    assert client.get(stranger.get_absolute_url()).status_code == 404, "no list and no profile opens with it"
    (row,) = rows()
    assert (row.person_id, row.by, row.reason, row.kab_code, row.from_kab_code) == (
        stranger.pk, disnaker, WHY, "33.01", "35.04",
    )  # fmt: skip
    assert timedelta(minutes=119) < row.expires_at - row.created_at <= timedelta(hours=2)
    assert row.views == 1


def test_the_rows_of_the_person_stay_closed_to_row_security(disnaker, actor_of, stranger):
    opened(disnaker, actor_of)
    with acting_as(actor_of(disnaker)):
        assert not Person.objects.filter(pk=stranger.pk).exists()
        assert not EmergencyAccess.objects.exists(), "nor does the opener read the record of it"


def test_it_ends_by_itself(disnaker, actor_of, stranger):
    access_id = opened(disnaker, actor_of).access_id
    with acting_as(SYSTEM):
        past = timezone.now() - timedelta(hours=3)
        EmergencyAccess.objects.filter(pk=access_id).update(created_at=past, expires_at=past + timedelta(hours=2))
    with pytest.raises(Http404):
        read(disnaker, actor_of, access_id)


def test_it_can_be_ended_before(disnaker, as_user, actor_of, stranger):
    access_id = opened(disnaker, actor_of).access_id
    assert read(disnaker, actor_of, access_id)["full_name"] == stranger.full_name
    client = as_user(disnaker)
    assert client.post(f"/akses-darurat/{access_id}/akhiri/").status_code == 302
    assert client.get(f"/akses-darurat/{access_id}/").status_code == 404
    assert client.post(f"/akses-darurat/{access_id}/akhiri/").status_code == 404


def test_it_belongs_to_the_one_who_opened_it(disnaker, disnaker_lain, petugas, actor_of, stranger):
    access_id = opened(disnaker, actor_of).access_id
    for other in (disnaker_lain, petugas):
        with pytest.raises(Http404):
            read(other, actor_of, access_id)
    with acting_as(actor_of(disnaker_lain)), connection.cursor() as cursor:
        cursor.execute("select rights_read_emergency(%s)", [access_id])
        assert cursor.fetchone() == (None,), "the database itself refuses"


def test_a_village_learns_nothing_even_by_the_function(petugas, as_user, actor_of, stranger):
    assert as_user(petugas).post("/akses-darurat/", GIVEN).status_code == 403
    with pytest.raises(Http404):
        opened(petugas, actor_of)
    with acting_as(actor_of(petugas)), connection.cursor() as cursor:
        for number in (WOMAN, OTHER_WOMAN):
            cursor.execute(
                "select rights_open_emergency(gen_random_uuid(), %s, 'SAKIT', %s, 5, interval '2 hours')",
                [blind_index(number), WHY],
            )
            assert cursor.fetchone() == ("refused",)
    assert rows() == []


def test_a_search_without_result_is_recorded_too(disnaker, as_user, stranger):
    answer = as_user(disnaker).post("/akses-darurat/", {**GIVEN, "nik": OTHER_WOMAN})
    assert "Tidak ada orang dengan NIK ini di luar kabupaten Anda" in answer.content.decode()
    (row,) = rows()
    assert (row.person_id, row.kab_code, row.is_open) == (None, "35.04", False)


def test_somebody_of_the_own_district_needs_no_emergency(disnaker, petugas, as_user, actor_of):
    own = register(actor_of(petugas))
    answer = as_user(disnaker).post("/akses-darurat/", GIVEN)
    assert answer.headers["Location"] == own.get_absolute_url()
    assert rows() == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": "darurat"}, "paling sedikit 20 huruf"),
        ({"nik": "123"}, "16 angka"),
        ({"reason_code": ""}, "Isi dulu: Keadaan."),
    ],
)
def test_without_a_reason_or_a_whole_nik_nothing_is_looked_for(disnaker, as_user, stranger, changed, words):
    answer = as_user(disnaker).post("/akses-darurat/", {**GIVEN, **changed})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert rows() == []


def test_five_a_day_and_no_more(disnaker, as_user, actor_of, stranger):
    for _ in range(MOST_A_DAY):
        opened(disnaker, actor_of)
    answer = as_user(disnaker).post("/akses-darurat/", GIVEN)
    assert answer.status_code == 429
    assert f"Anda sudah {MOST_A_DAY} kali memakai akses darurat" in answer.content.decode()
    assert len(rows()) == MOST_A_DAY


def test_the_coordinator_of_the_persons_district_is_told(disnaker, disnaker_luar, as_user, actor_of, stranger):
    opened(disnaker, actor_of)
    page = as_user(disnaker_luar).get("/akses-darurat/").content.decode()
    assert disnaker.full_name in page
    assert WHY in page
    profile = as_user(disnaker_luar).get(f"/orang/{stranger.pk}/nomor-dibuka/").content.decode()
    assert "Akses darurat" in profile
    with acting_as(SYSTEM):
        told = list(Notification.objects.filter(kind="DARURAT").values_list("user_id", flat=True))
    assert told == [disnaker_luar.pk]


def test_the_auditor_reviews_it_once_and_sees_no_name(disnaker, auditor, as_user, actor_of, stranger):
    access_id = opened(disnaker, actor_of).access_id
    client = as_user(auditor)
    page = client.get("/akses-darurat/tinjauan/", {"unreviewed": "YA"}).content.decode()
    assert WHY in page
    assert stranger.full_name not in page
    url = f"/akses-darurat/{access_id}/tinjau/"
    refused = client.post(url, {"version": 1, "verdict": "TANYA", "note": ""})
    assert (refused.status_code, "Tulis apa yang ditanyakan" in refused.content.decode()) == (422, True)
    assert client.post(url, {"version": 1, "verdict": "WAJAR", "note": ""}).status_code == 302
    (row,) = rows()
    assert (row.verdict, row.reviewed_by) == ("WAJAR", auditor)
    assert "Sudah ditinjau: wajar" in client.get("/akses-darurat/tinjauan/").content.decode()
    assert "sudah ditinjau" in client.post(url, {"version": row.version, "verdict": "WAJAR"}).content.decode()


def test_an_access_that_lasts_longer_is_refused_by_the_database(disnaker, actor_of, stranger):
    with acting_as(actor_of(disnaker)), connection.cursor() as cursor:
        cursor.execute(
            "select rights_open_emergency(gen_random_uuid(), %s, 'SAKIT', %s, 5, interval '3 hours')",
            [blind_index(WOMAN), WHY],
        )
        assert cursor.fetchone() == ("refused",)


def test_an_emergency_of_a_stranger_is_no_domain_error(disnaker, actor_of, stranger):
    with pytest.raises(DomainError):
        opened(disnaker, actor_of, nik="")
