"""Screen: Daftarkan PMI Purna."""

import re

import pytest

from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import TUNGGANGRI
from tests.workers.web_people import NIK_WOMAN, make_person, make_village, text_of, typed
from workers.models import MigrationEpisode, Person

URL = "/orang/daftar-purna/"


@pytest.fixture
def client_of_petugas(as_user, petugas):
    return as_user(petugas)


def saved() -> list[Person]:
    with acting_as(SYSTEM):
        return list(Person.objects.order_by("seq"))


def test_the_form_asks_twelve_things_at_most_in_three_groups(client_of_petugas):
    page = client_of_petugas.get(URL)
    names = set(re.findall(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"', text_of(page)))
    hidden = set(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"', text_of(page)))
    asked = [name for name in page.context["form"].fields if name != "record_id"]
    assert page.status_code == 200
    assert len(asked) == 12
    assert set(asked) <= names
    assert "record_id" in hidden
    assert [step for step in ("1 dari 3", "2 dari 3", "3 dari 3") if step in text_of(page)] == [
        "1 dari 3",
        "2 dari 3",
        "3 dari 3",
    ]
    assert "Bacakan dulu" in text_of(page)


def test_the_route_is_not_asked(client_of_petugas):
    assert "route" not in client_of_petugas.get(URL).context["form"].fields


def test_a_returnee_is_registered_and_sent_to_the_district(client_of_petugas):
    answer = client_of_petugas.post(URL, typed(), follow=True)
    person = saved()[0]
    assert answer.redirect_chain == [(f"/orang/{person.pk}/", 302)]
    assert "Data Siti Nurjanah terkirim ke kabupaten untuk diperiksa." in text_of(answer)
    assert "Daftarkan orang lain" in text_of(answer)
    assert (person.full_name, person.sex, person.birth_date.iso) == ("Siti Nurjanah", "2", "1988-05-14")
    assert (person.has_minor_children, person.needs_help) == (True, False)
    assert person.record_status == "KIRIM"


def test_the_nik_is_never_on_the_page_after_saving(client_of_petugas):
    answer = client_of_petugas.post(URL, typed(), follow=True)
    assert NIK_WOMAN not in text_of(answer)
    assert "350414••••••••07" in text_of(answer)


def test_sex_and_birth_date_can_differ_from_the_nik(client_of_petugas):
    client_of_petugas.post(URL, typed(sex="1", birth_date="1987"))
    assert (saved()[0].sex, saved()[0].birth_date.iso) == ("1", "1987")


def test_someone_without_nik_is_registered_with_a_reason(client_of_petugas):
    client_of_petugas.post(URL, typed(nik="", no_nik_reason="LUPA", sex="1", birth_date="1990"))
    person = saved()[0]
    assert (person.nik_masked, person.no_nik_reason, person.birth_date.iso) == ("", "LUPA", "1990")


def test_without_nik_everything_missing_is_asked_at_once(client_of_petugas):
    answer = client_of_petugas.post(URL, typed(nik="", no_nik_reason="LUPA"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"sex", "birth_date"}
    assert re.search(r"<details[^>]*\bopen\b", text_of(answer))


def test_all_errors_stand_at_once_and_everything_typed_is_kept(client_of_petugas):
    answer = client_of_petugas.post(URL, typed(nik="350414540588007", returned_on="2099", needs=[], phone="12"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert re.search(r"<title>\s*Kesalahan:", page)
    assert set(answer.context["form"].errors) == {"nik", "returned_on", "needs", "phone"}
    for words in ("NIK harus 16 angka. Yang terisi 15 angka.", "Tahun pulang harus"):
        assert page.count(words) == 2  # in the summary and beside the field
    for kept in ("Siti Nurjanah", "350414540588007", "2099", 'value="TW" selected'):
        assert kept in page
    assert saved() == []


def test_an_empty_form_names_every_required_input(client_of_petugas):
    answer = client_of_petugas.post(URL, {})
    assert answer.status_code == 422
    required = {"full_name", "nik", "country", "returned_on", "return_reason", "needs"}
    assert required <= set(answer.context["form"].errors)


def test_neither_and_a_need_together_is_refused(client_of_petugas):
    answer = client_of_petugas.post(URL, typed(needs=["ANAK", "TIDAK"]))
    assert "needs" in answer.context["form"].errors


def test_the_dusun_is_chosen_from_the_list_of_the_village(client_of_petugas):
    make_village(TUNGGANGRI, "Bangunsari", "Krajan")
    assert [words for _, words in client_of_petugas.get(URL).context["form"].fields["hamlet"].choices] == [
        "Pilih dusun",
        "Bangunsari",
        "Krajan",
        "Dusun lain atau belum tahu",
    ]
    assert "hamlet" in client_of_petugas.post(URL, typed(hamlet="Tidak Ada")).context["form"].errors
    client_of_petugas.post(URL, typed(hamlet="LAIN"))
    assert saved()[0].hamlet == ""


def test_a_double_tap_makes_one_person(client_of_petugas):
    data = typed()
    first, second = client_of_petugas.post(URL, data), client_of_petugas.post(URL, data)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert len(saved()) == 1
    with acting_as(SYSTEM):
        assert MigrationEpisode.objects.count() == 1


def test_a_nik_of_the_own_village_shows_the_other_record_for_comparison(client_of_petugas, petugas, actor_of):
    known = make_person(actor_of(petugas), full_name="Siti Nur Janah")
    answer = client_of_petugas.post(URL, typed())
    assert answer.status_code == 422
    assert "nik" in answer.context["form"].errors
    assert known.get_absolute_url() in text_of(answer)
    assert "Siti Nur Janah" in text_of(answer)


def test_a_nik_known_elsewhere_saves_and_says_nothing(client_of_petugas, petugas_betak, actor_of):
    make_person(actor_of(petugas_betak), full_name="Orang Betak")
    answer = client_of_petugas.post(URL, typed(), follow=True)
    assert answer.status_code == 200
    assert len(saved()) == 2
    assert "Betak" not in text_of(answer)


def test_roles_without_the_right_are_refused(as_user, kades, disnaker, analis):
    for user in (kades, disnaker, analis):
        assert as_user(user).get(URL).status_code == 403
        assert as_user(user).post(URL, typed()).status_code == 403
    assert saved() == []


def test_the_name_searched_in_vain_is_not_typed_twice(client_of_petugas):
    client_of_petugas.get("/orang/", {"q": "Sumarni"})
    assert client_of_petugas.get(f"{URL}?dari-pencarian").context["form"]["full_name"].value() == "Sumarni"
    assert not client_of_petugas.get(URL).context["form"]["full_name"].value()
