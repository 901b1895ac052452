"""A list taken out as a file: asked for with a purpose, made by the worker, fetched once."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.flows.test_chain_flow import clean, fill

pytestmark = pytest.mark.flow
SECONDS = 60_000  # ms that the worker may take here


def test_an_officer_takes_the_families_out_as_xlsx(visitor):
    officer = visitor("ratna")
    page = officer.open("/keluarga/")
    families = int(re.search(r"(\d+) keluarga", page.locator("main").inner_text())[1])
    page.get_by_role("link", name="Unduh daftar ini").click()
    clean(officer, "download-form")
    fill(page, purpose="Rapat desa tentang keluarga PMI.", format="XLSX")
    page.locator("main form[method=post] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/unduhan/[0-9a-f-]{36}/$"))
    fetch = page.get_by_role("button", name="Ambil berkas XLSX")
    expect(fetch).to_be_visible(timeout=SECONDS)
    clean(officer, "download-ready")
    with page.expect_download() as told:
        fetch.click()
    book = CalamineWorkbook.from_path(Path(told.value.path()))
    assert len(book.sheet_names) == 2
    lines = book.get_sheet_by_index(1).to_python()
    assert len(lines) == families + 1
    officer.open("/unduhan/")
    clean(officer, "download-list")
