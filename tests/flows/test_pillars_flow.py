"""One activity of each pillar with attendance, a service by one tap, and the printed village summary."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from desmigratif.core import clock
from tests.flows.conftest import LAPTOP
from tests.flows.test_chain_flow import fill

pytestmark = pytest.mark.flow
KINDS = {"layanan": "SOSIALISASI", "usaha": "PELATIHAN", "pengasuhan": "SENI", "koperasi": "PENDAMPINGAN"}
A4_PORTRAIT = (595, 842)  # points


def test_an_activity_of_each_pillar_is_held_ticked_and_confirmed(visitor):
    officer = visitor("ratna")
    head = visitor("kades")
    held = clock.today() - timedelta(days=1)
    for slug, kind in KINDS.items():
        page = officer.open(f"/kegiatan/{slug}/tambah/")
        fill(page, kind=kind, title=f"Kegiatan uji {slug}", held_on=f"{held:%d-%m-%Y}", participants_female="2",
             participants_male="1")  # fmt: skip
        if slug == "pengasuhan":
            fill(page, audience="ANAK")
        officer.shoot(f"activity-{slug}-form")
        assert officer.check_page() == [], slug
        page.get_by_role("button", name="Simpan dan kirim").click()
        page.wait_for_url(re.compile(rf"/kegiatan/{slug}/[0-9a-f-]{{36}}/"))
        path = re.search(rf"/kegiatan/{slug}/[0-9a-f-]{{36}}/", page.url)[0]
        page.get_by_role("link", name="Catat kehadiran").click()
        ticks = page.locator("main .govuk-checkboxes__item")
        for number in range(4):
            ticks.nth(number).locator("label").click()
        expect(page.get_by_text("4 orang hadir")).to_be_visible()
        officer.shoot(f"activity-{slug}-attendance")
        assert officer.check_page() == [], slug
        page.get_by_role("button", name="Simpan kehadiran").click()
        page.wait_for_url(re.compile(rf"{path}$"))
        assert page.locator("section[aria-labelledby=h-hadir] .dm-list--2 li").count() == 4
        officer.shoot(f"activity-{slug}")

        page = head.open(path)
        page.get_by_role("button", name="Verifikasi").click()
        expect(page.get_by_text("Terverifikasi").first).to_be_visible()

    page = officer.open("/pilar/")
    officer.shoot("pillar-home")
    assert officer.check_page() == []


def test_a_service_from_the_profile_takes_few_taps(visitor, record_property):
    officer = visitor("ratna")
    page = officer.open("/orang/")
    page.locator(".dm-person a").first.click()
    page.get_by_role("link", name="Catat layanan").click()
    fill(page, kind="INFO_PROSEDUR")
    assert officer.check_page() == []
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url(re.compile(r"/layanan/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", name="Informasi prosedur")).to_be_visible()
    officer.shoot("service")
    record_property("measured", "a service from a profile: 1 tap to the form, 1 choice, 1 tap to save")


def test_the_village_summary_prints_on_one_page(visitor):
    head = visitor("kades", LAPTOP)
    page = head.open("/desa/")
    page.wait_for_load_state("networkidle")
    head.shoot("village")
    assert head.check_page() == []
    page.get_by_role("link", name=re.compile("Ringkasan|musyawarah", re.IGNORECASE)).first.click()
    page.wait_for_url(re.compile("/ringkasan/"))
    head.shoot("village-summary")
    assert head.check_page() == []
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert [(round(float(width)), round(float(height))) for width, height in boxes] == [A4_PORTRAIT]
