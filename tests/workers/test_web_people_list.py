"""Screens: the list of people, and the search by full NIK."""

import pytest

from desmigratif.core.web import keyset
from desmigratif.core.web.keyset import BadCursorError, count_words
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.workers.web_people import NIK_MAN, NIK_WOMAN, make_person, make_village, text_of

URL = "/orang/"
FIND = "/orang/cari-nik/"


@pytest.fixture
def people(petugas, petugas_betak, actor_of):
    """Two people of Tunggangri, one of Betak."""
    here = actor_of(petugas)
    return [
        make_person(here),
        make_person(here, full_name="Wahyudi", nik="", no_nik_reason="LUPA", sex="1", hamlet="Krajan"),
        make_person(actor_of(petugas_betak), full_name="Endang Lestari", nik=NIK_MAN, sex="1"),
    ]


def names(answer) -> list[str]:
    return [person.full_name for person in answer.context["page"].rows]


def test_the_officer_sees_the_own_village_newest_first(as_user, petugas, people):
    answer = as_user(petugas).get(URL)
    assert names(answer) == ["Wahyudi", "Siti Nurjanah"]
    assert "Endang" not in text_of(answer)
    assert "NIK berakhir 07" in text_of(answer)
    assert "2 orang" in text_of(answer)


def test_the_coordinator_sees_every_village_of_the_kabupaten(as_user, disnaker, people):
    answer = as_user(disnaker).get(URL)
    assert set(names(answer)) == {"Wahyudi", "Siti Nurjanah", "Endang Lestari"}
    assert names(as_user(disnaker).get(URL, {"region": BETAK})) == ["Endang Lestari"]
    assert len(names(as_user(disnaker).get(URL, {"region": "35.04.14"}))) == 3


def test_filters_narrow_and_show_as_chips(as_user, petugas, people):
    client = as_user(petugas)
    assert names(client.get(URL, {"q": "wahyu"})) == ["Wahyudi"]
    assert names(client.get(URL, {"hamlet": "Krajan"})) == ["Wahyudi"]
    assert names(client.get(URL, {"sex": "2"})) == ["Siti Nurjanah"]
    many = {"country": "TW", "return_year": "2025", "record_status": "KIRIM", "status": "PURNA"}
    assert names(client.get(URL, many)) == ["Wahyudi", "Siti Nurjanah"]
    answer = client.get(URL, {"q": "wahyu", "hamlet": "Krajan"})
    assert [(label, words) for label, words, _ in answer.context["chips"]] == [("Nama", "wahyu"), ("Dusun", "Krajan")]
    assert answer.context["chips"][0][2] == "?hamlet=Krajan"
    assert "dari 2" in text_of(answer)


def test_a_name_not_found_is_offered_for_registration(as_user, petugas, kades, people):
    answer = as_user(petugas).get(URL, {"q": "Sumarni"})
    assert answer.status_code == 200
    assert "“Sumarni” tidak ditemukan" in text_of(answer)
    assert "Daftarkan Sumarni" in text_of(answer)
    assert "Daftarkan Sumarni" not in text_of(as_user(kades).get(URL, {"q": "Sumarni"}))


def test_an_empty_village_says_what_to_do_first(as_user, petugas):
    assert "Mulai dari satu orang" in text_of(as_user(petugas).get(URL))


def test_the_village_head_sees_names_and_status_only(as_user, kades, people):
    answer = as_user(kades).get(URL)
    page = text_of(answer)
    assert names(answer) == ["Wahyudi", "Siti Nurjanah"]
    for hidden in ("NIK", "Krajan", "Taiwan", "0812", str(people[0].pk)):
        assert hidden not in page
    assert as_user(kades).get(URL, {"hamlet": "Krajan"}).status_code == 400


def test_the_steward_sees_the_nation_and_filters_by_region(as_user, penata, people):
    assert len(names(as_user(penata).get(URL))) == 3
    assert names(as_user(penata).get(URL, {"region": BETAK})) == ["Endang Lestari"]


def test_roles_without_persons_are_refused(as_user, analis, camat):
    for user in (analis, camat):
        assert as_user(user).get(URL).status_code == 403
        assert as_user(user).post(FIND, {"nik": NIK_WOMAN}).status_code == 403


@pytest.mark.parametrize(
    "params",
    [
        {"status": "SALAH"},
        {"record_status": "x"},
        {"sex": "9"},
        {"country": "ZZ"},
        {"return_year": "20x5"},
        {"return_year": "99999"},
        {"hamlet": "x" * 200},
        {"q": "x" * 101},
        {"q": NIK_WOMAN},
        {"q": "3504 1454 05"},
        {"region": BETAK},
        {"apa": "saja"},
        {"sebelum": "x"},
        {"sesudah": "-1"},
        {"sebelum": "9" * 30},
        {"sebelum": "٣"},
    ],
)
def test_what_is_not_understood_is_no_filter_but_an_error(as_user, petugas, people, params):
    answer = as_user(petugas).get(URL, params)
    assert answer.status_code == 400
    assert answer.context["page"].rows == []
    assert answer.context["wrong"]
    assert "Siti Nurjanah" not in text_of(answer)


@pytest.mark.parametrize("code", [OUTSIDE, "35", "33", "35.04.14.9999", "35.0", "٣٥"])
def test_a_region_outside_is_as_unknown_as_one_that_does_not_exist(as_user, disnaker, people, code):
    answer = as_user(disnaker).get(URL, {"region": code})
    assert answer.status_code == 400
    assert "Wilayah ini tidak dikenal di wilayah Anda." in text_of(answer)


def test_hostile_words_are_searched_as_words(as_user, petugas, people):
    client = as_user(petugas)
    assert client.get(URL, {"q": "\x00"}).status_code == 400
    assert client.get(URL, {"q": "x" * 10_000}).status_code == 400
    for text in ("%", "_", "' or 1=1 --", "<script>", "\U0001f600"):
        answer = client.get(URL, {"q": text})
        assert answer.status_code == 200
        assert names(answer) == []
    assert names(client.get(URL, {"q": "\u202eSiti\u200f"})) == ["Siti Nurjanah"]
    assert client.get(f"{URL}?q=%ff%fe").status_code in {200, 400}


def test_pages_follow_the_servers_order(as_user, petugas, actor_of, monkeypatch):
    monkeypatch.setattr(keyset, "SIZE", 2)
    here = actor_of(petugas)
    for number in range(5):
        make_person(here, full_name=f"Orang {'ABCDE'[number]}", nik="", no_nik_reason="LUPA")
    client = as_user(petugas)
    first = client.get(URL)
    assert names(first) == ["Orang E", "Orang D"]
    assert first.context["page"].previous == ""
    second = client.get(URL + first.context["page"].following)
    assert names(second) == ["Orang C", "Orang B"]
    third = client.get(URL + second.context["page"].following)
    assert names(third) == ["Orang A"]
    assert third.context["page"].following == ""
    assert names(client.get(URL + third.context["page"].previous)) == ["Orang C", "Orang B"]


def test_a_cursor_that_is_no_number_names_itself():
    with pytest.raises(BadCursorError, match="sebelum"):
        keyset.page_of(None, {"sebelum": "abc"})


def test_a_count_stops_at_ten_thousand():
    assert count_words(10_001) == "lebih dari 10.000"
    assert count_words(2_418) == "2.418"


def test_the_list_needs_few_queries_however_long(as_user, petugas, people, actor_of, django_assert_max_num_queries):
    for number in range(10):
        make_person(actor_of(petugas), full_name=f"Orang {'ABCDEFGHIJ'[number]}", nik="", no_nik_reason="LUPA")
    client = as_user(petugas)
    with django_assert_max_num_queries(20):
        client.get(URL)


def test_a_full_nik_opens_the_profile(as_user, petugas, people):
    answer = as_user(petugas).post(FIND, {"nik": "3504 1454 0588 0007"})
    assert answer.status_code == 302
    assert answer["Location"] == people[0].get_absolute_url()
    assert NIK_WOMAN not in answer["Location"]


def test_a_nik_of_another_village_is_not_found_here(as_user, petugas, people):
    elsewhere = as_user(petugas).post(FIND, {"nik": NIK_MAN})
    nowhere = as_user(petugas).post(FIND, {"nik": "3504141203850003"})
    assert elsewhere.status_code == nowhere.status_code == 200
    assert "Tidak ditemukan di wilayah Anda" in text_of(elsewhere)
    assert "Tidak ditemukan di wilayah Anda" in text_of(nowhere)


def test_a_nik_recorded_in_two_villages_lets_the_coordinator_choose(
    as_user, disnaker, petugas_betak, actor_of, people
):
    make_person(actor_of(petugas_betak), full_name="Siti N. Jannah")
    page = text_of(as_user(disnaker).post(FIND, {"nik": NIK_WOMAN}))
    for words in ("NIK ini ada di 2 catatan", "Siti Nurjanah", "Siti N. Jannah", "Desa Betak"):
        assert words in page


@pytest.mark.parametrize("nik", ["", "123", "x" * 500, "\u202e3504", "9999999999999995"])
def test_a_broken_nik_is_refused_in_words(as_user, petugas, nik):
    assert as_user(petugas).post(FIND, {"nik": nik}).status_code == 422


def test_the_coordinator_filters_by_village_with_its_kecamatan(as_user, disnaker, people):
    make_village(TUNGGANGRI)
    page = text_of(as_user(disnaker).get(URL, {"region": TUNGGANGRI}))
    assert "Tunggangri, Kec. Kalidawir" in page
