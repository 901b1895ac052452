"""Screen: the profile of a person."""

from tests.workers.web_people import make_person, same_as_unknown, send_back, set_route, text_of


def test_the_profile_shows_who_what_happened_and_whose_turn(as_user, petugas, actor_of):
    person = make_person(actor_of(petugas))
    page = text_of(as_user(petugas).get(person.get_absolute_url()))
    for words in (
        "Siti Nurjanah",
        "350414••••••••07",
        "Pulang dari Taiwan, kontrak selesai",
        "Menunggu diperiksa",
        "Giliran: petugas kabupaten",
        "0812-3456-7810",
        "Didaftarkan",
    ):
        assert words in page
    assert "Verifikasi" not in page
    assert "<title>" in page
    assert "Siti" not in page.split("<title>")[1].split("</title>")[0]


def test_the_route_is_for_those_who_confirm_it(as_user, petugas, disnaker, actor_of):
    person = make_person(actor_of(petugas))
    assert "Jalur" not in text_of(as_user(petugas).get(person.get_absolute_url()))
    assert "Jalur: belum diketahui" in text_of(as_user(disnaker).get(person.get_absolute_url()))


def test_a_change_of_the_route_is_not_in_the_villages_history(as_user, petugas, disnaker, actor_of):
    person = make_person(actor_of(petugas))
    set_route(person, actor_of(disnaker))
    assert "Non-prosedural" not in text_of(as_user(petugas).get(person.get_absolute_url()))
    assert "Non-prosedural" in text_of(as_user(disnaker).get(person.get_absolute_url()))


def test_a_returned_record_says_what_to_put_right(as_user, petugas, disnaker, actor_of):
    person = make_person(actor_of(petugas))
    send_back(person, actor_of(disnaker), "Tahun pulang belum cocok.")
    page = text_of(as_user(petugas).get(person.get_absolute_url()))
    assert "Tahun pulang belum cocok." in page
    assert "Giliran: Anda" in page


def test_the_officer_of_another_village_gets_the_answer_of_a_missing_id(as_user, petugas, petugas_betak, actor_of):
    person = make_person(actor_of(petugas))
    client = as_user(petugas_betak)
    for rest in ("", "ubah/", "tarik/", "penempatan/"):
        assert same_as_unknown(client, person.get_absolute_url() + rest, person)


def test_roles_without_the_right_are_refused_whether_the_row_exists_or_not(as_user, petugas, kades, analis, actor_of):
    person = make_person(actor_of(petugas))
    for user in (kades, analis):
        assert as_user(user).get(person.get_absolute_url()).status_code == 403


def test_odd_addresses_are_not_found(as_user, petugas):
    client = as_user(petugas)
    for path in ("/orang/x/", "/orang/1/", "/orang/%00/", "/orang/٣/ubah/"):
        assert client.get(path).status_code in {400, 404}
