"""Rights of those the data is about, in the browser: a request up to its answer, a whole number shown."""

import re

import pytest
from playwright.sync_api import expect

from tests.flows.conftest import LAPTOP
from tests.flows.test_chain_flow import clean, fill

pytestmark = pytest.mark.flow
REQUEST = re.compile(r"/permintaan-data/[0-9a-f-]{36}/$")


def test_a_person_asks_to_see_the_own_data_and_is_answered(visitor):
    officer = visitor("ratna")
    page = officer.open("/permintaan-data/catat/")
    fill(page, kind="AKSES", details="Ingin melihat data saya.", asker_relation="SENDIRI", identity_proof="KTP")
    clean(officer, "rights-request-form")
    fill(page, asker_name="Tumini Uji")
    page.get_by_role("button", name=re.compile("Simpan|Catat")).last.click()
    page.wait_for_url(REQUEST)
    clean(officer, "rights-request")
    url = page.url

    coordinator = visitor("disnaker", LAPTOP)
    page = coordinator.open(url)
    clean(coordinator, "rights-request-desk")
    for part in ("tangani", "hubungkan", "komentar", "putuskan"):
        coordinator.open(f"{url}{part}/")
        clean(coordinator, f"rights-request-{part}")
    page = coordinator.open(f"{url}hubungkan/")
    page.locator("main [name=person]").select_option(index=1)
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(REQUEST)
    coordinator.open(f"{url}data-saya/")
    expect(page.get_by_role("heading", name="Siapa melihat data ini")).to_be_visible()
    clean(coordinator, "rights-own-data")
    coordinator.open(f"{url}putuskan/")
    fill(page, granted="YA", decision="Lembar data diserahkan dan dijelaskan kepada pemohon.")
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(REQUEST)
    expect(page.get_by_text("Lembar data diserahkan dan dijelaskan").first).to_be_visible()
    clean(coordinator, "rights-request-decided")


def test_a_whole_number_is_shown_after_a_reason_and_the_auditor_reads_it(visitor):
    officer = visitor("ratna")
    page = officer.open("/orang/")
    page.locator("main a[href^='/orang/0']").first.click()
    page.get_by_role("link", name=re.compile("^Buka")).first.click()
    clean(officer, "rights-reveal-form")
    page.locator("main [name=reason_code]").select_option(index=1)
    fill(page, reason="Mencocokkan dengan paspor di loket LTSA Tulungagung.")
    page.locator("main form").get_by_role("button", name=re.compile("Buka|Tampilkan")).last.click()
    expect(page.get_by_text(re.compile(r"\b\d{4} ?\d{4} ?\d{4} ?\d{4}\b")).first).to_be_visible()
    clean(officer, "rights-revealed")

    auditor = visitor("auditor", LAPTOP)
    page = auditor.open("/nomor-dibuka/")
    expect(page.get_by_text("Mencocokkan dengan paspor di loket LTSA").first).to_be_visible()
    clean(auditor, "rights-reveals")


def test_an_account_is_stopped_and_opened_again(visitor):
    keeper = visitor("admin", LAPTOP)
    page = keeper.open("/pengguna/?q=jatim")
    page.locator("main a[href^='/pengguna/0']").first.click()
    url = page.url
    keeper.open(f"{url}nonaktifkan/")
    fill(page, reason="Pindah tugas sementara.")
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(url)
    clean(keeper, "account-stopped")
    keeper.open(f"{url}aktifkan/")
    clean(keeper, "account-reactivate")
    fill(page, reason="Kembali bertugas.")
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(url)
    page = keeper.open("/kotak-surat-contoh/")
    clean(keeper, "demo-mailbox")
