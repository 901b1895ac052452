"""Pages of businesses."""

import pytest
from django.urls import reverse

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import Business, BusinessOwner
from pillars.services.businesses import change_business
from tests.pillars.economy import do, make_business, make_group, make_person, make_village, new_id, now, words


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def page(petugas, as_user):
    return as_user(petugas)


def sent(owner, **changes):
    return {
        "record_id": new_id(), "owner": owner, "name": "Keripik", "kind": "OLAHAN", "status": "JALAN", **changes
    }  # fmt: skip


def test_a_business_of_a_person_is_recorded(page):
    person = make_person(full_name="Endang Lestari")
    form = sent(f"orang:{person.pk}", started_on="2024", turnover_band="B", workers_female="1.200")
    answer = page.post(reverse("business-add"), form, follow=True)
    with acting_as(SYSTEM):
        assert BusinessOwner.objects.get().person_id == person.pk
        assert Business.objects.get().workers_female == 1200
    assert "Endang Lestari" in words(answer)


def test_the_owner_comes_chosen_from_the_page_of_a_group_or_a_person(page, by):
    group, person = make_group(by), make_person()
    for query, key in (({"kelompok": group.pk}, f"kelompok:{group.pk}"), ({"orang": person.pk}, f"orang:{person.pk}")):
        assert f'value="{key}" selected' in words(page.get(reverse("business-add"), query))
    for odd in ("zzz", "00000000-0000-4000-8000-000000000000", ""):
        assert page.get(reverse("business-add"), {"kelompok": odd, "orang": odd}).status_code == 200


@pytest.mark.parametrize("owner", ["", "orang:zzz", "desa", "kelompok:00000000-0000-4000-8000-000000000000"])
def test_an_owner_that_is_not_in_the_list_is_refused_in_words(page, owner):
    answer = page.post(reverse("business-add"), sent(owner, commodity="keripik"))
    assert answer.status_code == 422
    assert ("Isi dulu: Pemilik." if not owner else "Pilih dari daftar.") in words(answer)
    assert 'value="keripik"' in words(answer)


def test_heads_are_numbers_from_nought(page):
    form = sent(f"orang:{make_person().pk}", workers_female="-2", workers_male="dua", nib="12")
    text = words(page.post(reverse("business-add"), form))
    assert "Tenaga kerja perempuan tidak boleh kurang dari 0." in text
    assert "Tenaga kerja laki-laki: tulis angkanya saja" in text


def test_an_edit_in_between_shows_also_the_owner(page, by):
    first, second = make_person(full_name="Endang"), make_person(full_name="Partinah")
    business = make_business(by, person=first)
    do(change_business, by=by, business=business, version=1, owner=second)
    form = {**sent(f"orang:{first.pk}"), "version": 1}
    answer = page.post(reverse("business-edit", args=[business.pk]), form)
    text = words(answer)
    assert answer.status_code == 422
    assert "Pemilik:</span> <strong>Partinah</strong>" in text
    assert page.post(reverse("business-edit", args=[business.pk]), {**form, "version": 2}).status_code == 302
    with acting_as(SYSTEM):
        assert BusinessOwner.objects.get().person_id == first.pk
    assert now(business).name == "Keripik"


def test_the_list_tells_survival_and_what_is_unknown(page, by):
    person = make_person()
    make_business(by, person=person, started_on=PartialDate("2020"))
    make_business(by, person=person, name="Warung", kind="DAGANG", started_on=PartialDate("2021"), status="HENTI")
    make_business(by, person=person, name="Jahit", kind="JASA")
    text = words(page.get(reverse("business-list")))
    assert "1 dari 2 usaha (50%)" in text
    assert "Tidak dihitung: 1 usaha" in text
    assert "Belum ada usaha yang diketahui" in words(page.get(reverse("business-list"), {"kind": "JASA"}))


def test_only_those_who_see_persons_read_whose_it_is(by, as_user, petugas, kades, analis, opd):
    business = make_business(by, person=make_person(full_name="Endang Lestari"), nib="1234567890123")
    for user, sees in ((petugas, True), (kades, True), (analis, False), (opd, False)):
        for address in (reverse("business-list"), business.get_absolute_url()):
            text = words(as_user(user).get(address))
            assert ("Endang Lestari" in text) == sees, (user, address)
            assert "Perorangan" in text or sees
        assert ("1234567890123" in text) == sees


def test_the_file_of_the_list_names_no_person(page, by):
    make_business(by, person=make_person(full_name="Endang Lestari"), nib="1234567890123")
    text = page.get(reverse("business-list"), {"unduh": "csv"}).content.decode("utf-8-sig")
    assert "Perorangan" in text
    assert "Endang" not in text
    assert "1234567890123" not in text


def test_a_business_of_another_village_is_not_found(by, petugas_betak, as_user):
    business = make_business(by, person=make_person())
    for name in ("business-detail", "business-edit", "business-withdraw", "business-comment"):
        assert as_user(petugas_betak).get(reverse(name, args=[business.pk])).status_code == 404
