"""A family of five on one page, by a village officer at a phone; then one of its children with consent."""

import re

import pytest
from playwright.sync_api import expect

from desmigratif.core import clock
from tests.flows.conftest import invented_woman
from tests.flows.test_chain_flow import clean, fill

pytestmark = pytest.mark.flow
FAMILY = re.compile(r"/keluarga/[0-9a-f-]{36}/$")
CHILD = re.compile(r"/anak/[0-9a-f-]{36}/$")
# Relation (dictionary code), name, sex, birth date as typed, why without NIK.
FIVE = [
    ("1", "Suparman Uji", "1", "1985", "LUPA"),
    ("3", "Sulastri Uji", "2", "12-7-1988", ""),
    ("4", "Bagas Uji", "1", "2010", "U17"),
    ("4", "Dewi Uji", "2", "3-2014", "U17"),
    ("4", "Rangga Uji", "1", "14-5-2018", "U17"),
]


def test_a_family_of_five_is_recorded_on_one_page(visitor):
    officer = visitor("ratna")
    page = officer.open("/keluarga/")
    clean(officer, "family-list")
    page.get_by_role("link", name=re.compile("Catat keluarga|Tambah keluarga")).first.click()
    nik, born = invented_woman()
    fill(page, hamlet="Krajan", rt="2", rw="1")
    for number, (relation, name, sex, birth_date, without) in enumerate(FIVE):
        row = f"m{number}"
        if page.locator(f"main [name={row}-full_name]").count() == 0:
            page.get_by_role("button", name="Tambah baris").click()
        typed = {"relation": relation, "full_name": name, "sex": sex, "birth_date": birth_date}
        if not without:
            typed |= {"nik": nik, "birth_date": f"{born.day}-{born.month}-{born.year}"}
        else:
            typed["no_nik_reason"] = without
        fill(page, **{f"{row}-{field}": value for field, value in typed.items()})
    clean(officer, "family-form")

    # What is wrong stands beside its row, and nothing typed is lost.
    fill(page, kk="123")
    page.get_by_role("button", name="Simpan").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert page.locator("main [name=m4-full_name]").input_value() == "Rangga Uji"
    clean(officer, "family-form-error")
    fill(page, kk="")
    page.get_by_role("button", name="Simpan").last.click()
    page.wait_for_url(FAMILY)
    path = FAMILY.search(page.url)[0]
    for _, name, *_ in FIVE:
        expect(page.get_by_text(name).first).to_be_visible()
    clean(officer, "family")

    page.get_by_role("link", name="Catat sebagai anak PMI").first.click()
    today = clock.today()
    fill(page, parent_abroad="IBU", carer_name="Mbah Sarmi Uji", carer_relation="KAKEK_NENEK", school_status="SD",
         school="SDN 1 Tunggangri", guardian_name="Mbah Sarmi Uji", guardian_relation="KAKEK_NENEK",
         method="CAP_JEMPOL", given_on=f"{today.day}-{today.month}-{today.year}")  # fmt: skip
    clean(officer, "child-form")
    page.get_by_role("button", name="Simpan").last.click()
    page.wait_for_url(CHILD)
    expect(page.get_by_text("Mbah Sarmi Uji").first).to_be_visible()
    clean(officer, "child")

    coordinator = visitor("disnaker")
    page = coordinator.open(path)
    clean(coordinator, "family-to-verify")
    page.get_by_role("button", name="Verifikasi").click()
    expect(page.get_by_text("Terverifikasi").first).to_be_visible()
