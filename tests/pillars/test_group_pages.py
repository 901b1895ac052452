"""Pages of groups and their members, as officers and readers meet them."""

import re

import pytest
from django.urls import reverse

from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import Group, GroupMember
from pillars.services.groups import change_group
from tests.conftest import BETAK
from tests.pillars.economy import do, join, make_group, make_person, make_village, new_id, now, words


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def page(petugas, as_user):
    return as_user(petugas)


def sent(**changes):
    return {"record_id": new_id(), "name": "KWT Melati", "kind": "KWT", "hamlet": "", **changes}


def test_the_officer_records_a_group_and_is_led_to_its_members(page):
    answer = page.post(reverse("group-add"), sent(founded_on="Mei 2021", leader_name="Sumiati"), follow=True)
    assert "pilih anggotanya" in words(answer)
    with acting_as(SYSTEM):
        group = Group.objects.get()
    assert (group.name, str(group.founded_on), group.leader_name) == ("KWT Melati", "2021-05", "Sumiati")
    assert answer.redirect_chain == [(group.get_absolute_url(), 302)]


def test_the_same_form_sent_twice_makes_one_group(page):
    form = sent()
    assert [page.post(reverse("group-add"), form).status_code for _ in range(2)] == [302, 302]
    with acting_as(SYSTEM):
        assert Group.objects.count() == 1


def test_a_refused_form_keeps_everything_typed(page, by):
    make_group(by)
    answer = page.post(reverse("group-add"), sent(commodity="keripik pisang", founded_on="kapan-kapan"))
    text = words(answer)
    assert answer.status_code == 422
    assert "Berdiri: tulis tahunnya (2023)" in text
    assert 'value="keripik pisang"' in text
    assert 'value="kapan-kapan"' in text
    again = page.post(reverse("group-add"), sent(commodity="keripik pisang"))
    assert "Kelompok ini sudah tercatat di desa ini." in words(again)


def test_an_edit_in_between_is_shown_beside_what_was_typed(page, by):
    group = make_group(by)
    do(change_group, by=by, group=group, version=1, commodity="tempe")
    form = {"version": 1, "name": "KWT Mawar", "kind": "KWT", "is_active": "on", "commodity": "tahu"}
    answer = page.post(reverse("group-edit", args=[group.pk]), form)
    text = words(answer)
    assert answer.status_code == 422
    assert "Yang tersimpan sekarang" in text
    assert "tempe" in text
    assert 'value="KWT Mawar"' in text
    assert page.post(reverse("group-edit", args=[group.pk]), {**form, "version": 2}).status_code == 302
    assert now(group).name == "KWT Mawar"


def test_an_edit_saves_the_kind_and_whether_it_is_active(page, by):
    group = make_group(by)
    page.post(reverse("group-edit", args=[group.pk]), {"version": 1, "name": "Melati", "kind": "KUB"})
    assert (now(group).kind, now(group).is_active) == ("KUB", False)


def test_members_are_picked_by_tapping_and_their_category_comes_from_their_status(page, by):
    group = make_group(by)
    purna, calon, other = (make_person(full_name=name, status=status)
                           for name, status in (("Endang", "PURNA"), ("Budi", "CALON"), ("Slamet", "")))  # fmt: skip
    address = reverse("group-member-add", args=[group.pk])
    text = words(page.get(address))
    assert "Endang" in text
    assert re.search(rf'name="kategori-{calon.pk.hex}".*?value="CALON" selected', text)
    form = {
        "starts_on": "14-5-2026",
        f"pilih-{purna.pk.hex}": "on",
        f"kategori-{purna.pk.hex}": "PURNA",
        f"pilih-{calon.pk.hex}": "on",
        f"kategori-{calon.pk.hex}": "KELUARGA",
        f"kategori-{other.pk.hex}": "UMUM",
    }
    answer = page.post(address, form, follow=True)
    assert "2 anggota ditambahkan." in words(answer)
    with acting_as(SYSTEM):
        found = dict(GroupMember.objects.values_list("person__full_name", "category"))
    assert found == {"Endang": "PURNA", "Budi": "KELUARGA"}
    assert "Endang" not in re.search(r"<form method=\"post\".*", words(page.get(address)))[0]


def test_a_name_is_looked_for_among_those_not_in_it(page, by):
    group, one, two = make_group(by), make_person(full_name="Endang"), make_person(full_name="Budi")
    join(group, one, by=by)
    address = reverse("group-member-add", args=[group.pk])
    assert "Tidak ada nama yang cocok" in words(page.get(address, {"q": "endang"}))
    assert two.full_name in words(page.get(address, {"q": "bud"}))


def test_a_refused_choice_comes_back_ticked(page, by):
    group, person = make_group(by), make_person(full_name="Endang")
    answer = page.post(
        reverse("group-member-add", args=[group.pk]),
        {"starts_on": "14-5-2099", f"pilih-{person.pk.hex}": "on", f"kategori-{person.pk.hex}": "UMUM"},
    )
    text = words(answer)
    assert answer.status_code == 422
    assert re.search(rf'name="pilih-{person.pk.hex}"[^>]*checked', text)
    assert re.search(rf'name="kategori-{person.pk.hex}".*?value="UMUM" selected', text)


def test_nobody_ticked_is_said_in_words(page, by):
    answer = page.post(reverse("group-member-add", args=[make_group(by).pk]), {"starts_on": "14-5-2026"})
    assert answer.status_code == 422
    assert "Pilih sedikitnya satu orang." in words(answer)


def test_a_person_of_another_village_is_never_offered_or_taken(page, by):
    group, stranger = make_group(by), make_person(BETAK, full_name="Partinah")
    address = reverse("group-member-add", args=[group.pk])
    assert "Partinah" not in words(page.get(address, {"q": "partinah"})).replace('value="partinah"', "")
    answer = page.post(address, {"starts_on": "14-5-2026", f"pilih-{stranger.pk.hex}": "on"})
    assert answer.status_code == 422
    assert "Partinah" not in words(answer)


def test_a_membership_is_ended_and_corrected(page, by):
    group, person = make_group(by), make_person(full_name="Endang")
    join(group, person, by=by)
    with acting_as(SYSTEM):
        row = GroupMember.objects.get()
    form = {"version": 1, "category": "KELUARGA", "position": "Ketua", "starts_on": "1-3-2025"}
    assert page.post(reverse("group-member-edit", args=[row.pk]), form).status_code == 302
    early = page.post(reverse("group-member-end", args=[row.pk]), {"version": 2, "ends_on": "1-1-2020"})
    assert "sama dengan atau sesudah tanggal mulai" in words(early)
    page.post(reverse("group-member-end", args=[row.pk]), {"version": 2, "ends_on": "1-3-2026"})
    text = words(page.get(group.get_absolute_url()))
    assert "Mantan anggota" in text
    assert "1 Mar 2025 sampai 1 Mar 2026" in text


@pytest.mark.parametrize("name", ["petugas", "kades", "disnaker", "penata"])
def test_names_are_shown_to_those_who_see_persons(name, by, request, as_user):
    group = make_group(by, leader_name="Sumiati")
    join(group, make_person(full_name="Endang Lestari"), by=by)
    text = words(as_user(request.getfixturevalue(name)).get(group.get_absolute_url()))
    assert "Endang Lestari" in text
    assert "Sumiati" in text


@pytest.mark.parametrize("name", ["camat", "opd", "disnaker_prov", "kl", "analis", "pimpinan", "walidata"])
def test_the_others_see_the_counts_and_no_name(name, by, request, as_user):
    group = make_group(by, leader_name="Sumiati")
    join(group, make_person(full_name="Endang Lestari"), by=by)
    client = as_user(request.getfixturevalue(name))
    text = words(client.get(group.get_absolute_url()))
    assert "Endang" not in text
    assert "Sumiati" not in text
    assert "1 (1 perempuan, 0 laki-laki)" in text
    assert "Sumiati" not in words(client.get(reverse("group-list")))


def test_a_group_of_another_village_is_not_found(by, petugas_betak, as_user):
    group = make_group(by)
    client = as_user(petugas_betak)
    for name in ("group-detail", "group-edit", "group-member-add"):
        assert client.get(reverse(name, args=[group.pk])).status_code == 404
    assert "KWT Melati" not in words(client.get(reverse("group-list")))


def test_the_list_filters_and_refuses_what_it_does_not_know(page, by):
    make_group(by)
    make_group(by, name="Kelompok Ternak", kind="TERNAK")
    text = words(page.get(reverse("group-list"), {"kind": "TERNAK"}))
    assert "Kelompok Ternak" in text
    assert "KWT Melati" not in text
    assert page.get(reverse("group-list"), {"zzz": "1"}).status_code == 400
    assert page.get(reverse("group-list"), {"kind": "ZZZ"}).status_code == 400
    assert page.get(reverse("group-list"), {"village": BETAK}).status_code == 400


def test_the_file_of_the_list_holds_no_name_of_a_person(page, by):
    group = make_group(by, leader_name="Sumiati")
    join(group, make_person(full_name="Endang Lestari"), by=by)
    answer = page.get(reverse("group-list"), {"unduh": "csv"})
    text = answer.content.decode("utf-8-sig")
    assert "KWT Melati" in text
    assert "Sumiati" not in text
    assert "Endang" not in text


def test_an_empty_list_says_what_to_do(page, as_user, camat):
    assert "Belum ada kelompok" in words(page.get(reverse("group-list")))
    assert "Tambah kelompok" not in words(as_user(camat).get(reverse("group-list")))


def test_comments_and_withdrawing(page, by, kades, as_user):
    group = make_group(by)
    as_user(kades).post(reverse("group-comment", args=[group.pk]), {"comment": "Bagus, lanjutkan."})
    page.post(reverse("group-withdraw", args=[group.pk]), {"version": 1, "reason": "Tercatat dua kali"})
    text = words(page.get(group.get_absolute_url()))
    assert "Bagus, lanjutkan." in text
    assert "Tercatat dua kali" in text
    assert "Tambah anggota" not in text
    assert "KWT Melati" not in words(page.get(reverse("group-list")))
