"""From the field visit to the revised date: analyst, K/L officer and deputy, each at a browser of their own."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from desmigratif.core import clock
from tests.flows.conftest import LAPTOP, Visitor

pytestmark = pytest.mark.flow
VILLAGE = "35.04.14.2011"
A3_LANDSCAPE = (1191, 842)  # points
ACTIVITY = "Kelas malam pengelolaan remitansi (uji)"


def day(offset: int) -> str:
    """A day so many days from now, as officers type it."""
    found = clock.today() + timedelta(days=offset)
    return f"{found.day}-{found.month}-{found.year}"


def fill(page: Page, **values: str) -> None:
    """Type into inputs and choose from lists, by their names; folded parts are opened first."""
    for name, value in values.items():
        inputs = page.locator(f"main [name={name}]")
        for summary in page.locator(f"main details:not([open]):has([name={name}]) > summary").all():
            summary.click()
        kind = inputs.first.evaluate("field => field.tagName + ':' + (field.type || '')")
        if kind.startswith("SELECT"):
            inputs.select_option(value)
        elif kind in {"INPUT:radio", "INPUT:checkbox"}:
            page.locator(f"main [name={name}][value='{value}']").check()
        else:
            inputs.fill(value)


def save(page: Page, path: str) -> str:
    """Send the form; returns the path of the record it led to."""
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url(re.compile(rf"{path}[0-9a-f-]{{36}}/$"))
    return re.search(rf"{path}[0-9a-f-]{{36}}/", page.url)[0]


def option(page: Page, name: str, words: str) -> str:
    """The value of the choice whose words hold these."""
    return page.locator(f"main [name={name}] option", has_text=words).first.get_attribute("value")


def clean(visitor: Visitor, name: str) -> None:
    """Take the picture, and have nothing to be ashamed of."""
    visitor.shoot(name)
    assert visitor.check_page() == [], name


def test_from_a_finding_to_a_revised_date(visitor):
    analyst = visitor("analis", LAPTOP)
    page = analyst.open("/tinjauan/tambah/")
    fill(page, title="Tinjauan uji Tunggangri", starts_on=day(-260), ends_on=day(-259), village_codes=VILLAGE)
    fill(page, lead=option(page, "lead", "Kemenko PMK"))
    visit = save(page, "/tinjauan/")
    clean(analyst, "chain-visit")

    page = analyst.open(f"{visit}temuan/")
    fill(page, kind="MASALAH", category="REMITANSI", pillar="USAHA", severity="TINGGI",
         description="Uang kiriman habis sebelum akhir bulan di banyak rumah.")  # fmt: skip
    finding = save(page, "/(?:temuan|tinjauan)/")
    clean(analyst, "chain-finding")

    page = analyst.open("/rapat/tambah/")
    fill(page, kind="RAKOR", title="Rakor uji remitansi", starts_on=day(-250), ends_on=day(-250), mode="HIBRIDA")
    fill(page, organizer=option(page, "organizer", "Kemenko PMK"))
    meeting = save(page, "/rapat/")
    clean(analyst, "chain-meeting")

    page = analyst.open("/rekomendasi/tambah/")
    fill(page, origin=option(page, "origin", "Rakor uji remitansi"), priority="TINGGI",
         text="Keluarga PMI di Tunggangri belajar mengelola kiriman.")  # fmt: skip
    page.locator("main label", has_text="habis sebelum akhir bulan").first.click()
    recommendation = save(page, "/rekomendasi/")
    clean(analyst, "chain-recommendation")

    page.locator('main a[href*="/rencana-aksi/tambah/"]').first.click()
    page.wait_for_url(re.compile("/rencana-aksi/tambah/"))
    fill(page, programme="Literasi keuangan", activity=ACTIVITY, pillar="USAHA", output="Keluarga dilatih",
         target="40", unit="keluarga", starts_on=day(-200), ends_on=day(-40), village_codes=VILLAGE)  # fmt: skip
    fill(page, owner=option(page, "owner", "Kemnaker"))
    action = save(page, "/rencana-aksi/")
    expect(page.locator("main").get_by_text("Terlambat").first).to_be_visible()
    clean(analyst, "chain-action-late")

    officer = visitor("kl")
    page = officer.open("/rencana-aksi/saya/")
    page.get_by_role("link", name=re.compile(re.escape(ACTIVITY))).first.wait_for()
    clean(officer, "chain-mine")
    taps = report_progress(page, action)
    assert taps <= 5
    expect(page.locator("main").get_by_text("50%").first).to_be_visible()

    page = officer.open(f"{action}ubah-jadwal/")
    fill(page, new_ends_on=day(30), reason="Pelatih baru tersedia bulan depan.")
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("main").get_by_text("Menunggu persetujuan").first).to_be_visible()

    page = analyst.open("/rencana-aksi/terlambat/")
    expect(page.locator("main").get_by_text(ACTIVITY).first).to_be_visible()
    clean(analyst, "chain-late")

    deputy = visitor("pimpinan", LAPTOP)
    page = deputy.open("/perubahan-jadwal/")
    row = page.locator("main tr, main article, main li", has_text=ACTIVITY).first
    row.get_by_role("link", name=re.compile("Putuskan|Periksa", re.IGNORECASE)).first.click()
    fill(page, decision="SETUJU")
    deputy.shoot("chain-decide")
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url(lambda url: "putuskan" not in url)

    page = analyst.open(action)
    expect(page.locator("main").get_by_text("Pelatih baru tersedia bulan depan.").first).to_be_visible()
    expect(page.locator("main .dm-pagehead")).not_to_contain_text("Terlambat")
    clean(analyst, "chain-action-revised")

    for path in (visit, finding, recommendation, action, meeting):
        key = path.strip("/").split("/")[-1]
        words = analyst.open(f"/jejak/{key}/").locator("main").inner_text()
        assert "habis sebelum akhir bulan" in words, path
        assert ACTIVITY in words, path
    clean(analyst, "chain-trace")


def report_progress(page: Page, action: str) -> int:
    """From "aksi kami" to the saved report; returns the taps."""
    page.locator(f"main a[href*='{action}lapor/']").first.click()
    page.wait_for_url(re.compile("lapor/"))
    page.locator("main label[for]", has_text=re.compile(r"^\s*50%\s*$")).click()
    page.locator("main label[for]", has_text=re.compile(r"^\s*Berjalan\s*$")).click()
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url(lambda url: "lapor" not in url)
    return 4


def test_the_matrix_prints_on_one_a3_page(visitor, tmp_path):
    analyst = visitor("analis", LAPTOP)
    page = analyst.open("/rencana-aksi/")
    clean(analyst, "matrix")
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A3_LANDSCAPE}
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Unduh XLSX")).first.click()
    saved = tmp_path / "matriks.xlsx"
    download.value.save_as(saved)
    assert saved.read_bytes()[:2] == b"PK"


def test_a_neighbouring_institution_sees_nothing_of_it(visitor):
    """The officer of an agency that no action of this ministry names."""
    analyst = visitor("analis", LAPTOP)
    page = analyst.open("/rencana-aksi/")
    link = page.get_by_role("link", name=re.compile("Izin P-IRT bawang goreng")).first.get_attribute("href")
    officer = visitor("kl")
    answer = officer.context.request.get(officer.system.url + link)
    missing = officer.context.request.get(f"{officer.system.url}/rencana-aksi/0193f000-0000-7000-8000-000000000000/")
    assert (answer.status, missing.status) == (404, 404)
    assert answer.text() == missing.text()
