"""Screens: the district's queue, verify, return, records with one NIK."""

import pytest

from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.workers.web_people import NIK_MAN, fresh, make_person, make_village, same_as_unknown, send_back, text_of
from workers.models import NikReview

URL = "/periksa/"


@pytest.fixture
def person(petugas, actor_of):
    return make_person(actor_of(petugas))


def verify_url(person) -> str:
    return person.get_absolute_url() + "verifikasi/"


def names(answer) -> list[str]:
    return [row.full_name for row in answer.context["page"].rows]


def test_the_queue_shows_submitted_records_oldest_first(as_user, disnaker, petugas_betak, actor_of, person):
    make_village(TUNGGANGRI)
    make_village(BETAK)
    make_person(actor_of(petugas_betak), full_name="Wahyudi", nik=NIK_MAN, sex="1")
    answer = as_user(disnaker).get(URL)
    assert names(answer) == ["Siti Nurjanah", "Wahyudi"]
    assert "2 data" in text_of(answer)
    assert names(as_user(disnaker).get(URL, {"desa": BETAK})) == ["Wahyudi"]
    assert names(as_user(disnaker).get(URL, {"desa": ""})) == ["Siti Nurjanah", "Wahyudi"]


def test_an_empty_queue_says_so(as_user, disnaker):
    assert "Tidak ada antrean" in text_of(as_user(disnaker).get(URL))


def test_one_tap_verifies_and_the_record_leaves_the_queue(as_user, disnaker, person):
    answer = as_user(disnaker).post(verify_url(person), {"version": person.version}, follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "Data Siti Nurjanah terverifikasi." in text_of(answer)
    assert names(answer) == []
    assert fresh(person).record_status == "VERIF"


def test_a_record_that_changed_meanwhile_is_shown_before_it_is_verified(as_user, disnaker, petugas, person):
    stale = person.version
    path = person.get_absolute_url() + "ubah/"
    form = as_user(petugas).get(path).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {f"awal-{name}": form.baseline(name) for name in form.tracked}
    as_user(petugas).post(path, {**data, "nickname": "Nur"})
    answer = as_user(disnaker).post(verify_url(person), {"version": stale})
    assert answer.status_code == 422
    assert "sudah diubah orang lain" in text_of(answer)
    assert fresh(person).record_status == "KIRIM"
    as_user(disnaker).post(verify_url(person), {"version": answer.context["form"]["version"].value()})
    assert fresh(person).record_status == "VERIF"


def test_verifying_twice_is_refused_in_words(as_user, disnaker, person):
    as_user(disnaker).post(verify_url(person), {"version": person.version})
    assert as_user(disnaker).post(verify_url(person), {"version": person.version}).status_code == 422
    again = as_user(disnaker).post(verify_url(person), {"version": fresh(person).version})
    assert again.status_code == 422


def test_a_record_is_returned_with_a_comment(as_user, disnaker, person):
    path = person.get_absolute_url() + "kembalikan/"
    refused = as_user(disnaker).post(path, {"version": person.version, "comment": " "})
    assert refused.status_code == 422
    assert "comment" in refused.context["form"].errors
    answer = as_user(disnaker).post(path, {"version": person.version, "comment": "Cek tahun."}, follow=True)
    assert "dikembalikan ke petugas desa" in text_of(answer)
    assert (fresh(person).record_status, fresh(person).record_comment) == ("KEMBALI", "Cek tahun.")


def test_the_profile_offers_the_decision_to_the_district_only(as_user, disnaker, petugas, actor_of, person):
    assert verify_url(person) in text_of(as_user(disnaker).get(person.get_absolute_url()))
    assert verify_url(person) not in text_of(as_user(petugas).get(person.get_absolute_url()))
    send_back(person, actor_of(disnaker), "Cek.")
    assert verify_url(person) not in text_of(as_user(disnaker).get(person.get_absolute_url()))


def test_village_and_national_roles_are_refused(as_user, petugas, kades, penata, analis, person):
    for user in (petugas, kades, penata, analis):
        client = as_user(user)
        assert client.get(URL).status_code == 403
        assert client.post(verify_url(person), {"version": 1}).status_code == 403
        assert client.post(person.get_absolute_url() + "kembalikan/", {"version": 1}).status_code == 403


def test_another_kabupaten_gets_the_answer_of_a_missing_id(as_user, disnaker_luar, person):
    client = as_user(disnaker_luar)
    for method in ("get", "post"):
        assert same_as_unknown(client, verify_url(person), person, method)
        assert same_as_unknown(client, person.get_absolute_url() + "kembalikan/", person, method)
    assert names(client.get(URL)) == []


@pytest.mark.parametrize(
    "params", [{"desa": OUTSIDE}, {"desa": "x" * 500}, {"apa": "1"}, {"sebelum": "x"}, {"desa": "\u202e"}]
)
def test_what_is_not_understood_is_an_error(as_user, disnaker, person, params):
    answer = as_user(disnaker).get(URL, params)
    assert answer.status_code == 400
    assert names(answer) == []


def reviews() -> list[NikReview]:
    with acting_as(SYSTEM):
        return list(NikReview.objects.order_by("seq"))


def test_one_nik_in_two_villages_is_compared_side_by_side(as_user, disnaker, petugas_betak, actor_of, person):
    make_person(actor_of(petugas_betak), full_name="Siti N. Jannah")
    review = reviews()[0]
    path = f"/periksa/nik/{review.pk}/"
    assert path in text_of(as_user(disnaker).get(URL))
    page = text_of(as_user(disnaker).get(path))
    for words in ("Siti Nurjanah", "Siti N. Jannah", "Tunggangri", "Betak"):
        assert words in page
    assert as_user(disnaker).post(path, {}).status_code == 422
    answer = as_user(disnaker).post(path, {"decision": "SAMA", "comment": "Cocok dengan KTP."})
    assert answer.status_code == 302
    assert reviews()[0].status == "SAMA"
    assert path not in text_of(as_user(disnaker).get(URL))


def test_a_record_of_another_kabupaten_is_not_shown_in_a_comparison(as_user, disnaker, actor_of, person, system):
    review = NikReview(kab_code="35.04", person=person, other_person_id="01900000-0000-7000-8000-000000000001")
    review.save_new(by=system)
    page = text_of(as_user(disnaker).get(f"/periksa/nik/{review.pk}/"))
    assert "di luar kabupaten ini" in page


def test_the_village_never_sees_a_comparison(as_user, petugas, petugas_betak, disnaker_luar, actor_of, person):
    make_person(actor_of(petugas_betak))
    review = reviews()[0]
    path = f"/periksa/nik/{review.pk}/"
    assert as_user(petugas).get(path).status_code == 403
    assert same_as_unknown(as_user(disnaker_luar), path, review)


def test_the_village_filter_names_the_kecamatan(as_user, disnaker, person):
    make_village(TUNGGANGRI)
    page = text_of(as_user(disnaker).get(URL, {"desa": TUNGGANGRI}))
    assert "Tunggangri, Kec. Kalidawir" in page
