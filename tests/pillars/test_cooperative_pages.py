"""Pages of cooperatives, their members and their monthly books."""

import re
from datetime import date

import pytest
from django.urls import reverse

from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import Cooperative, CooperativeMember, CooperativeRecap
from pillars.services.recaps import RECAP_FIELDS, add_recap
from tests.pillars.economy import do, join, make_cooperative, make_person, make_village, new_id, now, words

LEGAL = {"status": "AKTIF", "legal_number": "AHU-1", "founders": 20}


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
    return {
        "record_id": new_id(), "name": "Makmur", "kind": "KONSUMEN", "status": "RINTISAN", "link": "KDMP",
        "book_closing_month": "12", **changes,
    }  # fmt: skip


def test_a_cooperative_is_recorded_with_its_simkopdes_number_and_told_apart(page, settings):
    answer = page.post(reverse("cooperative-add"), sent(simkopdes_id="KDMP-3504-77"), follow=True)
    text = words(answer)
    assert "Koperasi Desa Merah Putih" in text
    assert "KDMP-3504-77" in text
    assert "Buka SIMKOPDES" not in text
    settings.SIMKOPDES_URL = "https://simkopdes.example/"
    assert 'href="https://simkopdes.example/"' in page.get(answer.redirect_chain[-1][0]).content.decode()
    listed = words(page.get(reverse("cooperative-list")))
    assert "termasuk 1 Koperasi Desa Merah Putih" in listed
    assert "Tidak ada yang cocok" in words(page.get(reverse("cooperative-list"), {"link": "MANDIRI"}))


def test_fewer_than_nine_founders_are_refused_beside_their_field(page):
    form = sent(status="BERBADAN_HUKUM", legal_number="AHU-1", founders="8")
    answer = page.post(reverse("cooperative-add"), form)
    text = words(answer)
    assert answer.status_code == 422
    assert 'href="#id_founders">Koperasi berbadan hukum didirikan paling sedikit 9 orang.' in text
    assert 'value="AHU-1"' in text
    with acting_as(SYSTEM):
        assert not Cooperative.objects.exists()


def test_the_overdue_rat_stands_first_in_the_list_and_on_the_page(page, by):
    late = make_cooperative(by, name="Lama", **LEGAL)
    make_cooperative(by, name="Tertib", **LEGAL, last_rat_on=date(2026, 2, 3))
    make_cooperative(by, name="Rintisan")
    text = words(page.get(reverse("cooperative-list")))
    first = text.split('id="h-rat"')[1].split("</section>")[0]
    assert "RAT terlambat: 1 koperasi" in first
    assert "Lama" in first
    assert "Tertib" not in first
    assert "RAT jatuh tempo 31 Mar 2026" in words(page.get(late.get_absolute_url()))
    assert "belum wajib RAT" in text
    only = words(page.get(reverse("cooperative-list"), {"rat": "TERLAMBAT"}))
    assert "1 koperasi" in only


def numbers(**changes):
    return {"record_id": new_id(), "month": "2026-09", **dict.fromkeys(RECAP_FIELDS, "1.000"), **changes}


def test_a_months_books_are_typed_beside_those_of_the_month_before(page, by):
    found = make_cooperative(by)
    values = {**dict.fromkeys(RECAP_FIELDS, 5), "savings_principal": 12_500_000}
    do(add_recap, by=by, cooperative=found, month=date(2026, 8, 1), **values)
    address = reverse("recap-add", args=[found.pk])
    text = words(page.get(address))
    assert "Agustus 2026: 12.500.000." in text
    assert re.search(r'value="2026-10" selected', text)
    form = numbers(savings_principal="Rp 13.000.000", loans_overdue="0")
    answer = page.post(address, form, follow=True)
    assert "Rekap bulanan tersimpan." in words(answer)
    with acting_as(SYSTEM):
        recap = CooperativeRecap.objects.get(month=date(2026, 9, 1))
    assert (recap.savings_principal, recap.loans_overdue) == (13_000_000, 0)
    assert page.post(address, form).status_code == 302, "a double tap"


def test_books_below_nought_or_twice_are_refused_with_everything_typed(page, by):
    found = make_cooperative(by)
    address = reverse("recap-add", args=[found.pk])
    answer = page.post(address, numbers(savings_mandatory="-5", loans_overdue="2.000"))
    text = words(answer)
    assert answer.status_code == 422
    assert "Simpanan wajib (Rp) tidak boleh kurang dari 0." in text
    assert 'value="2.000"' in text
    assert "tidak bisa lebih besar" in words(page.post(address, numbers(loans_overdue="2.000")))
    page.post(address, numbers())
    again = page.post(address, numbers())
    assert "Rekap September 2026 sudah ada." in words(again)
    for month in ("2099-01", "zzz", ""):
        assert page.post(address, numbers(month=month)).status_code == 422


def test_a_months_books_are_put_right(page, by):
    found = make_cooperative(by)
    recap = do(add_recap, by=by, cooperative=found, month=date(2026, 9, 1), **dict.fromkeys(RECAP_FIELDS, 5))
    address = reverse("recap-edit", args=[recap.pk])
    assert 'value="2026-09" selected' in words(page.get(address))
    assert page.post(address, {**numbers(), "version": 1}).status_code == 302
    assert now(recap).members_male == 1000
    stale = page.post(address, {**numbers(members_male="7"), "version": 1})
    assert stale.status_code == 422
    assert "Yang tersimpan sekarang" in words(stale)


def test_members_of_a_cooperative_have_numbers(page, by):
    found, person = make_cooperative(by), make_person(full_name="Endang")
    form = {"starts_on": "1-3-2025", "member_number": "007", f"pilih-{person.pk.hex}": "on"}
    page.post(reverse("cooperative-member-add", args=[found.pk]), form)
    with acting_as(SYSTEM):
        row = CooperativeMember.objects.get()
    assert (row.member_number, row.category, now(found).members_purna) == ("007", "PURNA", 1)
    assert "nomor 007" in words(page.get(found.get_absolute_url()))
    changed = {"version": 1, "category": "UMUM", "starts_on": "1-3-2025", "member_number": "008"}
    page.post(reverse("cooperative-member-edit", args=[row.pk]), changed)
    page.post(reverse("cooperative-member-end", args=[row.pk]), {"version": 2, "ends_on": "1-3-2026"})
    assert (now(row).member_number, now(row).ends_on, now(found).members_total) == ("008", date(2026, 3, 1), 0)


def test_readers_without_a_right_to_persons_see_counts_only(by, as_user, analis, camat, kl):
    found = make_cooperative(by)
    join(found, make_person(full_name="Endang Lestari"), by=by)
    for user in (analis, camat, kl):
        text = words(as_user(user).get(found.get_absolute_url()))
        assert "Endang" not in text
        assert "1 (1 perempuan, 0 laki-laki)" in text


def test_a_cooperative_of_another_village_is_not_found(by, petugas_betak, as_user):
    found = make_cooperative(by)
    for name in ("cooperative-detail", "cooperative-edit", "cooperative-member-add", "recap-add"):
        assert as_user(petugas_betak).get(reverse(name, args=[found.pk])).status_code == 404
