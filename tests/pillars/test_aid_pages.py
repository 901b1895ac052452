"""Pages of aid, for the officer of the village and for the agency that gives it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Institution
from pillars.models import Aid
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.pillars.economy import make_aid, make_group, make_village, new_id, now, words


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def agency(opd, as_user):
    return as_user(opd)


def sent(**changes):
    return {
        "record_id": new_id(), "village_code": TUNGGANGRI, "recipient": "desa", "kind": "ALAT",
        "description": "Mesin perajang", "given_on": "14-1-2026", **changes,
    }  # fmt: skip


def own_aid(by, **changes):
    return make_aid(by, giver=Institution.objects.get(code="DISTAN_TULUNGAGUNG"), **changes)


@pytest.mark.parametrize("typed", ["7500000", "7.500.000", "Rp 7.500.000", "rp7.500.000,00", "7 500 000"])
def test_rupiah_may_be_typed_with_or_without_dots(petugas, as_user, typed):
    answer = as_user(petugas).post(reverse("aid-add"), sent(giver="KEMNAKER", value=typed, quantity="2,5"))
    assert answer.status_code == 302
    with acting_as(SYSTEM):
        found = Aid.objects.get()
    assert (found.value, found.quantity) == (7_500_000, Decimal("2.5"))


@pytest.mark.parametrize("typed", ["7.5", "7,5 juta", "-1", "1.500.00", "٧٥", "9" * 30, "1e6"])
def test_an_amount_that_could_mean_something_else_is_refused(petugas, as_user, typed):
    answer = as_user(petugas).post(reverse("aid-add"), sent(giver="KEMNAKER", value=typed))
    assert answer.status_code == 422
    assert "Nilai dalam rupiah" in words(answer)
    assert f'value="{typed}"' in words(answer)


def test_the_agency_chooses_the_village_first_by_its_kecamatan(agency, by):
    make_group(by)
    make_village(BETAK)
    make_village(OUTSIDE)
    text = words(agency.get(reverse("aid-add")))
    assert '<optgroup label="Kec. Kalidawir' in text or '<optgroup label="Kalidawir' in text
    assert OUTSIDE not in text
    form = words(agency.get(reverse("aid-add"), {"desa": TUNGGANGRI}))
    assert "KWT Melati" in form
    assert 'name="giver"' not in form


def test_a_village_that_is_not_there_leads_back_to_the_choice(agency):
    make_village(OUTSIDE)
    for code in (OUTSIDE, "zzz"):
        assert "Pilih desanya dari daftar." in words(agency.get(reverse("aid-add"), {"desa": code}))
        answer = agency.post(reverse("aid-add"), sent(village_code=code))
        assert answer.status_code == 422
    with acting_as(SYSTEM):
        assert not Aid.objects.exists()


def test_the_agency_records_its_own_aid_from_the_page_of_a_group(agency, by, opd, actor_of):
    group = make_group(by)
    form = agency.get(reverse("aid-add"), {"kelompok": str(group.pk)})
    assert f'value="kelompok:{group.pk}" selected' in words(form)
    answer = agency.post(reverse("aid-add"), sent(recipient=f"kelompok:{group.pk}"))
    assert answer.status_code == 302
    with acting_as(SYSTEM):
        found = Aid.objects.select_related("giver").get()
    assert (found.giver.code, found.group_id) == ("DISTAN_TULUNGAGUNG", group.pk)


def test_the_aid_of_another_institution_is_not_found_for_an_agency(agency, by):
    other, own = make_aid(by), own_aid(by)
    for name in ("aid-edit", "aid-check", "aid-withdraw"):
        assert agency.get(reverse(name, args=[other.pk])).status_code == 404
        assert agency.get(reverse(name, args=[own.pk])).status_code == 200
    assert agency.get(other.get_absolute_url()).status_code == 200
    assert "Catat keadaannya" not in words(agency.get(other.get_absolute_url()))


def test_the_officer_of_a_village_has_no_choice_of_village(petugas, petugas_betak, as_user, by):
    form = words(as_user(petugas).get(reverse("aid-add"), {"desa": BETAK}))
    assert "Tunggangri" in form
    assert "Pilih desa lain" not in form
    given = make_aid(by)
    assert as_user(petugas_betak).get(given.get_absolute_url()).status_code == 404


def test_what_is_past_six_months_stands_first_until_it_is_checked(petugas, as_user, by):
    client = as_user(petugas)
    old = make_aid(by, description="Mesin lama", given_on=today() - timedelta(days=220))
    make_aid(by, description="Mesin baru", given_on=today() - timedelta(days=10))
    text = words(client.get(reverse("aid-list")))
    first = text.split('id="h-cek"')[1].split("</section>")[0]
    assert "Perlu dicek dulu: 1 bantuan" in text
    assert "Mesin lama" in first
    assert "Mesin baru" not in first
    form = {"version": 1, "condition": "RUSAK", "condition_on": f"{today():%d-%m-%Y}"}
    assert client.post(reverse("aid-check", args=[old.pk]), form).status_code == 302
    assert now(old).condition == "RUSAK"
    assert "Perlu dicek dulu" not in words(client.get(reverse("aid-list")))


def test_the_filter_of_the_check_tells_the_three_apart(petugas, as_user, by):
    make_aid(by, description="Mesin lama", given_on=today() - timedelta(days=220))
    make_aid(by, description="Mesin baru", given_on=today() - timedelta(days=10))
    client = as_user(petugas)
    for value, name in (("PERLU", "Mesin lama"), ("NANTI", "Mesin baru")):
        text = words(client.get(reverse("aid-list"), {"check": value}))
        assert name in text
        assert "1 bantuan" in text
    assert "Tidak ada yang cocok" in words(client.get(reverse("aid-list"), {"check": "SUDAH"}))


def test_an_edit_in_between_shows_the_recipient(petugas, as_user, by):
    group, client = make_group(by), as_user(petugas)
    given = make_aid(by, recipient=group)
    form = {**sent(giver="KEMNAKER", version=1), "recipient": "desa"}
    assert client.post(reverse("aid-edit", args=[given.pk]), form).status_code == 302
    answer = client.post(reverse("aid-edit", args=[given.pk]), {**form, "recipient": f"kelompok:{group.pk}"})
    assert answer.status_code == 422
    assert "Penerima:</span> <strong>Seluruh desa</strong>" in words(answer)
