"""The home page of every role."""

import pytest
from django.urls import reverse

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Level
from tests.conftest import BETAK, JAWA_TIMUR, PASSWORD, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.reporting.people import make, many, register
from tests.workers.web_people import NIK_MAN, make_person, send_back, text_of, verify

PLACES = {
    Role.PETUGAS: (Level.DESA, TUNGGANGRI),
    Role.KADES: (Level.DESA, TUNGGANGRI),
    Role.KECAMATAN: (Level.KEC, "35.04.14"),
    Role.DISNAKER: (Level.KAB, TULUNGAGUNG),
    Role.OPD: (Level.KAB, TULUNGAGUNG),
    Role.DISNAKER_PROV: (Level.PROV, JAWA_TIMUR),
    Role.BP3MI: (Level.PROV, JAWA_TIMUR),
    Role.PENANGAN: (Level.NONE, ""),
    Role.ADMIN: (Level.NONE, ""),
}
NOT_YET = {Role.PENANGAN}


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_home_page_whose_links_open(db, as_user, role):
    make(*many(6), *many(2, village_code=BETAK, sex="1"))
    client = as_user(make_user(role, *PLACES.get(role, (Level.NATION, ""))))
    answer = client.get("/")
    page = text_of(answer)
    assert answer.status_code == 200
    assert f"Uji {role.label}" in page
    assert ("Belum semua layar ada" in page) == (role in NOT_YET)
    offered = [item.url for item in answer.context["nav_items"]]
    offered += [item.url for group in answer.context["nav_more"] for item in group.items]
    offered += [url for name in ("buttons", "quick", "next_steps") for url, _ in answer.context.get(name, [])]
    offered += [card.url for card in answer.context.get("cards", []) if card.url.startswith("/")]
    offered += [url for _, url in answer.context.get("parts", [])]
    assert [url for url in offered if client.get(url, follow=True).status_code != 200] == []


def test_names_of_people_are_on_the_officers_page_only(db, as_user, petugas, actor_of):
    register(actor_of(petugas), full_name="Tumini Prihatin")
    assert "Tumini Prihatin" in text_of(as_user(petugas).get("/"))
    for role in set(Role) - {Role.PETUGAS}:
        page = text_of(as_user(make_user(role, *PLACES.get(role, (Level.NATION, "")))).get("/"))
        assert "Tumini" not in page, role


def test_an_officer_without_data_is_told_to_begin_with_one_person(as_user, petugas):
    page = text_of(as_user(petugas).get("/"))
    assert "Mulai dari satu orang" in page
    assert reverse("person-register") in page


def test_the_officer_sees_what_came_back_with_its_comment(as_user, petugas, petugas_betak, disnaker, actor_of):
    ours = make_person(actor_of(petugas))
    theirs = make_person(actor_of(petugas_betak), full_name="Wahyudi", nik=NIK_MAN, sex="1")
    send_back(ours, actor_of(disnaker), "Cek tahun pulang.")
    send_back(theirs, actor_of(disnaker), "Cek nama dusun.")
    page = text_of(as_user(petugas).get("/"))
    assert "Cek tahun pulang." in page
    assert ours.get_absolute_url() in page
    assert "Wahyudi" not in page
    assert "Cek nama dusun." not in page


def test_the_officers_numbers_are_those_of_the_own_village(as_user, petugas, disnaker, actor_of):
    verify(make_person(actor_of(petugas)), actor_of(disnaker))
    make(*many(3), *many(5, village_code=BETAK))
    figures = as_user(petugas).get("/").context["figures"]
    assert (figures.people.total, figures.people.verified, figures.people.waiting) == (4, 1, 3)


def test_the_district_sees_how_much_waits(as_user, disnaker, disnaker_luar, petugas, actor_of):
    make(*many(3), *many(2, village_code=BETAK), *many(4, record_status="VERIF"))
    answer = as_user(disnaker).get("/")
    assert [duty.state for duty in answer.context["duties"]] == ["5 data"]
    assert "5 data" in text_of(answer)
    assert as_user(disnaker_luar).get("/").context["duties"] == []
    assert "Tidak ada antrean" in text_of(as_user(disnaker_luar).get("/"))


def test_those_who_approve_agreements_are_sent_there(as_user, pimpinan, walidata, analis):
    assert reverse("agreement-list") in text_of(as_user(pimpinan).get("/"))
    assert reverse("agreement-draft") in text_of(as_user(walidata).get("/"))
    assert reverse("agreement-list") not in text_of(as_user(analis).get("/"))


def test_somebody_without_an_assignment_is_told_so(db, as_user):
    answer = as_user(User.objects.create_user("tanpa", "Tanpa Tugas", PASSWORD)).get("/")
    assert answer.status_code == 403
    assert "Belum ada penugasan" in text_of(answer)


def test_the_home_page_asks_for_a_log_in(db, client):
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("login"))
