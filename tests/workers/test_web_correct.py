"""Screens: change a person or a stay abroad, withdraw, send again."""

import pytest

from desmigratif.core.scope import SYSTEM, acting_as
from tests.workers.web_people import (
    NIK_MAN,
    fresh,
    make_person,
    posted_values,
    same_as_unknown,
    send_back,
    text_of,
    verify,
)
from workers.models import MigrationEpisode


@pytest.fixture
def person(petugas, actor_of):
    return make_person(actor_of(petugas))


def edit(client, path: str, **changed):
    """Open the form, change some inputs, send it."""
    data = posted_values(client.get(path))
    return client.post(path, {**data, **changed})


def episode_of(person) -> MigrationEpisode:
    with acting_as(SYSTEM):
        return MigrationEpisode.objects.current().get(person=person)


def test_a_change_is_saved_and_only_the_change_is_logged(as_user, petugas, person):
    answer = edit(as_user(petugas), person.get_absolute_url() + "ubah/", full_name="Siti Nurjannah", needs_help="YA")
    assert answer.status_code == 302
    now = fresh(person)
    assert (now.full_name, now.needs_help, now.hamlet) == ("Siti Nurjannah", True, "Bangunsari")
    with acting_as(SYSTEM):
        assert {row["field"] for row in now.logs.order_by("-seq").first().changes} == {"full_name", "needs_help"}


def test_the_form_shows_the_record_and_never_the_nik(as_user, petugas, person):
    answer = as_user(petugas).get(person.get_absolute_url() + "ubah/")
    page = text_of(answer)
    assert "3504145405880007" not in page
    assert "350414••••••••07" in page
    assert 'value="14 Mei 1988"' in page
    assert 'value="0812-3456-7810"' in page


def test_a_verified_record_needs_a_reason_and_goes_to_the_district_again(as_user, petugas, disnaker, actor_of, person):
    verify(person, actor_of(disnaker))
    path = person.get_absolute_url() + "ubah/"
    answer = edit(as_user(petugas), path, full_name="Siti Lain")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reason"}
    assert "Siti Lain" in text_of(answer)
    edit(as_user(petugas), path, full_name="Siti Lain", reason="Salah ketik")
    assert (fresh(person).full_name, fresh(person).record_status) == ("Siti Lain", "KIRIM")


def test_the_district_gives_a_reason_too(as_user, disnaker, person):
    path = person.get_absolute_url() + "ubah/"
    assert edit(as_user(disnaker), path, hamlet="Krajan").status_code == 422
    assert edit(as_user(disnaker), path, hamlet="Krajan", reason="Sesuai KK").status_code == 302
    assert fresh(person).hamlet == "Krajan"


def test_wrong_input_names_every_error_and_keeps_what_was_typed(as_user, petugas, person):
    answer = edit(
        as_user(petugas),
        person.get_absolute_url() + "ubah/",
        full_name="",
        birth_date="kapan-kapan",
        phone="abc",
        nik="123",
    )
    assert answer.status_code == 422
    assert {"full_name", "birth_date", "phone", "nik"} <= set(answer.context["form"].errors)
    assert "kapan-kapan" in text_of(answer)


def test_a_nik_of_somebody_else_in_the_village_links_to_the_other_record(as_user, petugas, actor_of, person):
    other = make_person(actor_of(petugas), full_name="Wahyudi", nik=NIK_MAN, sex="1")
    answer = edit(as_user(petugas), person.get_absolute_url() + "ubah/", nik=NIK_MAN)
    assert answer.status_code == 422
    assert "nik" in answer.context["form"].errors
    assert other.get_absolute_url() in text_of(answer)


def test_two_people_changing_different_inputs_lose_nothing(as_user, petugas, disnaker, person):
    path = person.get_absolute_url() + "ubah/"
    stale = posted_values(as_user(petugas).get(path))
    edit(as_user(disnaker), path, hamlet="Krajan", reason="Sesuai KK")
    answer = as_user(petugas).post(path, {**stale, "full_name": "Siti Nurjannah"})
    assert answer.status_code == 422
    assert answer.context["form"].collisions == []
    again = as_user(petugas).post(path, posted_values(answer))
    assert again.status_code == 302
    assert (fresh(person).full_name, fresh(person).hamlet) == ("Siti Nurjannah", "Krajan")


def test_a_conflict_shows_both_values_and_keeps_everything_typed(as_user, petugas, disnaker, person):
    path = person.get_absolute_url() + "ubah/"
    stale = posted_values(as_user(petugas).get(path))
    edit(as_user(disnaker), path, hamlet="Krajan", reason="Sesuai KK")
    answer = as_user(petugas).post(path, {**stale, "hamlet": "Ngrawan", "nickname": "Nur"})
    page = text_of(answer)
    assert answer.status_code == 422
    assert [(row.mine, row.theirs) for row in answer.context["form"].collisions] == [("Ngrawan", "Krajan")]
    for words in ("Isian Anda", "Isian terbaru", "Ngrawan", "Krajan", 'value="Nur"'):
        assert words in page
    assert fresh(person).hamlet == "Krajan"
    as_user(petugas).post(path, posted_values(answer))
    assert (fresh(person).hamlet, fresh(person).nickname) == ("Ngrawan", "Nur")


def test_a_stay_abroad_is_changed_without_the_route_for_the_village(as_user, petugas, person):
    path = f"/penempatan/{episode_of(person).pk}/ubah/"
    assert "route" not in as_user(petugas).get(path).context["form"].fields
    answer = edit(as_user(petugas), path, departed_on="Mei 2023", job_title="CAREGIVER", route="PROS")
    assert answer.status_code == 302
    assert answer["Location"] == person.get_absolute_url()
    now = episode_of(person)
    assert (now.departed_on.iso, now.job_title, now.route) == ("2023-05", "CAREGIVER", "BLM")


def test_the_district_sets_the_route(as_user, disnaker, person):
    edit(as_user(disnaker), f"/penempatan/{episode_of(person).pk}/ubah/", route="PROS", reason="Ada kontrak")
    assert episode_of(person).route == "PROS"


def test_a_return_before_the_departure_is_refused_beside_its_field(as_user, petugas, person):
    answer = edit(as_user(petugas), f"/penempatan/{episode_of(person).pk}/ubah/", departed_on="2026-01")
    assert answer.status_code == 422
    assert "2026-01" in text_of(answer) or "Januari 2026" in text_of(answer)


def test_another_stay_is_added_once_however_often_it_is_sent(as_user, petugas, person):
    path = person.get_absolute_url() + "penempatan/"
    data = posted_values(as_user(petugas).get(path))
    data |= {"country": "HK", "departed_on": "2016", "returned_on": "2019"}
    for _ in range(2):
        assert as_user(petugas).post(path, data).status_code == 302
    with acting_as(SYSTEM):
        assert MigrationEpisode.objects.filter(person=person).count() == 2


def test_a_stay_recorded_by_mistake_is_cancelled_with_a_reason(as_user, petugas, person):
    path = f"/penempatan/{episode_of(person).pk}/batal/"
    assert edit(as_user(petugas), path).status_code == 422
    assert edit(as_user(petugas), path, reason="Salah orang").status_code == 302
    with acting_as(SYSTEM):
        assert not MigrationEpisode.objects.current().filter(person=person).exists()


def test_a_wrong_record_is_withdrawn_with_a_reason(as_user, petugas, person):
    path = person.get_absolute_url() + "tarik/"
    refused = edit(as_user(petugas), path)
    assert refused.status_code == 422
    assert "reason" in refused.context["form"].errors
    assert edit(as_user(petugas), path, reason="Tercatat dua kali").status_code == 302
    assert fresh(person).record_status == "ARSIP"
    assert "Siti Nurjanah" not in text_of(as_user(petugas).get("/orang/"))
    page = text_of(as_user(petugas).get(person.get_absolute_url()))
    assert "Ubah data" not in page
    assert "Ditarik" in page


def test_a_returned_record_can_be_sent_again_as_it_is(as_user, petugas, disnaker, actor_of, person):
    send_back(person, actor_of(disnaker), "Cek tahun pulang.")
    answer = edit(as_user(petugas), person.get_absolute_url() + "kirim-lagi/", comment="Sudah cocok dengan paspor.")
    assert answer.status_code == 302
    assert fresh(person).record_status == "KIRIM"


def test_a_withdrawn_record_refuses_changes_in_words(as_user, petugas, person):
    edit(as_user(petugas), person.get_absolute_url() + "tarik/", reason="Tercatat dua kali")
    answer = edit(as_user(petugas), person.get_absolute_url() + "ubah/", full_name="Lain")
    assert answer.status_code == 422
    assert fresh(person).full_name == "Siti Nurjanah"


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_village_gets_the_answer_of_a_missing_id(as_user, petugas_betak, disnaker_luar, person, method):
    for user in (petugas_betak, disnaker_luar):
        for rest in ("ubah/", "tarik/", "penempatan/", "kirim-lagi/"):
            assert same_as_unknown(as_user(user), person.get_absolute_url() + rest, person, method)
        stay = episode_of(person)
        for rest in ("ubah/", "batal/"):
            assert same_as_unknown(as_user(user), f"/penempatan/{stay.pk}/{rest}", stay, method)


def test_roles_without_the_right_are_refused(as_user, kades, analis, penata, person):
    for user in (kades, analis, penata):
        for rest in ("ubah/", "tarik/", "penempatan/", "kirim-lagi/"):
            assert as_user(user).get(person.get_absolute_url() + rest).status_code == 403


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"version": "x"},
        {"version": "-1"},
        {"version": "9" * 40},
        {"version": "1", "full_name": "x" * 10_000, "sex": "9", "status": "\u202e", "hamlet": "?"},
        {"version": "1", "full_name": "\u202e\u200f", "birth_date": "0000", "phone": "9" * 300, "nik": "٣" * 16},
        {"version": "1", "full_name": "a", "birth_date": "99-99-9999", "status_on": "1e5", "rt": "abcd"},
    ],
)
def test_hostile_input_is_refused_in_words(as_user, petugas, person, data):
    for rest in ("ubah/", "tarik/", "penempatan/", "kirim-lagi/"):
        assert as_user(petugas).post(person.get_absolute_url() + rest, data).status_code == 422
    assert as_user(petugas).post(f"/penempatan/{episode_of(person).pk}/ubah/", data).status_code == 422
    assert as_user(petugas).post("/orang/daftar-purna/", data).status_code == 422
    assert fresh(person).version == person.version
