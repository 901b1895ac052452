"""Files in a browser: sent with their progress shown, kept in the form when something is wrong."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.documents.corpus import locked_pdf, picture
from tests.flows.conftest import PHONE

pytestmark = pytest.mark.flow
PHOTO = {"name": "sk.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(2000, 1500))}
LOCKED = {"name": "sk.pdf", "mimeType": "application/pdf", "buffer": locked_pdf()}
ADD = "a[href*='/berkas/tambah/']"


def test_a_decree_is_photographed_opened_and_taken_back(visitor):
    officer = visitor("ratna", PHONE)
    page: Page = officer.open("/desa/")
    page.locator(ADD).first.click()
    camera = page.locator("input[capture=environment]")
    assert camera.get_attribute("accept") == "image/*"
    page.get_by_label("Keterangan").fill("SK petugas tahun ini")
    page.locator("#id_file").set_input_files(LOCKED)
    page.get_by_role("button", name="Unggah").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("dikunci kata sandi")
    officer.shoot("document-refused")
    assert page.locator("#id_file").evaluate("input => input.files[0].name") == "sk.pdf", "nothing chosen is lost"
    expect(page.get_by_label("Keterangan")).to_have_value("SK petugas tahun ini")
    camera.set_input_files(PHOTO)
    assert page.locator("#id_file").evaluate("input => input.files.length") == 0, "one file, the newest"
    page.get_by_role("button", name="Unggah").click()
    page.wait_for_url(re.compile(r"/desa/[0-9a-f-]{36}/$"))
    officer.shoot("document-on-the-village")
    link = page.get_by_role("link", name="SK petugas tahun ini")
    with page.expect_download() as saved:
        link.first.click()
    assert saved.value.suggested_filename == "sk.jpg"
    page.get_by_role("link", name="Tarik berkas sk.jpg").first.click()
    page.get_by_label("Alasan menarik").fill("Salah unggah.")
    page.get_by_role("button", name="Tarik berkas ini").click()
    expect(page.get_by_text("Berkas ditarik.")).to_be_visible()
    expect(page.get_by_role("link", name="SK petugas tahun ini")).to_have_count(0)
