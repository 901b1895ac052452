"""What officers never forgive: typed words that are gone. And a frame that is light and works without a script."""

import re

import pytest
from playwright.sync_api import expect

from desmigratif.devdata.accounts import DEMO_PASSWORD

REGISTER = "/orang/daftar-purna/"
MOST_BYTES = 60 * 1024  # a whole village page, as it travels, at the first visit
SIZES = """
() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .map((found) => [new URL(found.name).pathname, found.encodedBodySize])
"""
NAME = "Sumarni Tanpa Sinyal"


def half_filled(visitor):
    """An officer's form with a name in it, on a phone whose service worker is in charge."""
    officer = visitor("ratna")
    page = officer.open(REGISTER)
    page.wait_for_function("navigator.serviceWorker.controller")
    page.get_by_label("Nama lengkap sesuai KTP").fill(NAME)
    return officer, page


def save(page):
    page.get_by_role("button", name="Simpan").click()


def assert_all_there(page, why="Semua isian Anda masih ada"):
    """The same page, the words still in it, and a sentence that says so."""
    expect(page.locator("[data-unsent]")).to_contain_text(why)
    expect(page.locator("[data-unsent]")).to_be_focused()
    expect(page.get_by_label("Nama lengkap sesuai KTP")).to_have_value(NAME)
    assert page.url.endswith(REGISTER)
    assert page.title().startswith("Daftarkan PMI Purna")


@pytest.mark.flow
def test_without_signal_nothing_typed_is_lost(visitor):
    officer, page = half_filled(visitor)
    officer.context.set_offline(True)
    expect(page.locator("[data-signal]")).to_have_text(re.compile("Tidak ada sinyal"))
    save(page)
    assert_all_there(page)
    assert officer.check_page() == []
    officer.shoot("tanpa-sinyal")

    officer.context.set_offline(False)
    expect(page.locator("[data-unsent]")).to_contain_text("Sinyal sudah kembali")
    save(page)
    expect(page).to_have_title(re.compile("^Kesalahan: "))  # it arrived: the server asks for the rest
    expect(page.get_by_label("Nama lengkap sesuai KTP")).to_have_value(NAME)


@pytest.mark.flow
def test_a_phone_that_believes_it_has_signal_loses_nothing_either(visitor):
    officer, page = half_filled(visitor)
    page.evaluate("Object.defineProperty(navigator, 'onLine', {get: () => true})")
    officer.context.set_offline(True)
    save(page)
    assert_all_there(page)
    officer.context.set_offline(False)
    save(page)
    expect(page).to_have_title(re.compile("^Kesalahan: "))


@pytest.mark.flow
def test_a_form_that_outlived_its_log_in_keeps_everything_and_can_be_sent_after_all(visitor):
    officer, page = half_filled(visitor)
    officer.context.clear_cookies()
    save(page)
    assert_all_there(page)
    with officer.context.expect_page() as tab:
        page.get_by_role("link", name="Masuk di tab baru").click()
    other = tab.value
    other.get_by_label("Nama pengguna atau nomor HP").fill("ratna")
    other.get_by_label("Kata sandi", exact=True).fill(DEMO_PASSWORD)
    other.get_by_role("button", name="Masuk").click()
    other.wait_for_url(re.compile(r"^(?!.*/masuk/)"))
    save(page)
    expect(page).to_have_title(re.compile("^Kesalahan: "))  # accepted under the new log-in
    expect(page.get_by_label("Nama lengkap sesuai KTP")).to_have_value(NAME)


@pytest.mark.flow
def test_a_form_is_not_sent_under_an_assignment_taken_up_in_another_tab(visitor):
    officer = visitor("luluk")
    page = officer.open(REGISTER)
    page.get_by_label("Nama lengkap sesuai KTP").fill(NAME)
    other = officer.context.new_page()
    other.goto(officer.system.url + "/akun/")
    other.get_by_role("button", name="Pakai penugasan ini").first.click()
    other.wait_for_url(re.compile(r"/$"))
    save(page)
    assert_all_there(page, "penugasan Anda sudah diganti")


@pytest.mark.flow
def test_a_service_that_breaks_while_sending_loses_nothing(visitor):
    officer, page = half_filled(visitor)
    officer.context.route(
        "**" + REGISTER,
        lambda route: route.fulfill(status=503, body="") if route.request.method == "POST" else route.continue_(),
    )
    save(page)
    assert_all_there(page, "layanan sedang bermasalah")


@pytest.mark.flow
def test_a_page_that_cant_be_loaded_says_so_and_names_nobody(visitor):
    officer, page = half_filled(visitor)
    other = officer.context.new_page()
    officer.context.set_offline(True)
    other.goto(officer.system.url + "/orang/")
    expect(other.get_by_role("heading", level=1)).to_have_text("Tidak ada sinyal")
    assert "Ratna" not in other.content()
    kept = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((rows) => rows.map((row) => new URL(row.url).pathname))"
    )
    assert [path for path in kept if not path.startswith("/static/")] == ["/luring/"]


@pytest.mark.flow
def test_a_double_tap_sends_once(visitor):
    _, page = half_filled(visitor)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Simpan").evaluate("(button) => [1, 2, 3].forEach(() => button.click())")
    expect(page).to_have_title(re.compile("^Kesalahan: "))
    assert len(sent) == 1


@pytest.mark.flow
def test_leaving_a_half_filled_form_asks_first(visitor):
    _, page = half_filled(visitor)
    page.get_by_label("Nomor HP").press_sequentially("0812")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Batal").click()
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    assert page.url.endswith(REGISTER)
    expect(page.get_by_label("Nomor HP")).to_have_value("0812")


@pytest.mark.flow
def test_a_form_nobody_touched_lets_go(visitor):
    officer = visitor("ratna")
    page = officer.open(REGISTER)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Batal").click()
    page.wait_for_url(re.compile(r"/$"))
    assert asked == []


@pytest.mark.flow
@pytest.mark.parametrize("path", [REGISTER, "/desa/"])
def test_the_first_load_is_light(visitor, path, record_property):
    """Everything as it travels at a first visit: page, style, scripts, symbols, and the village page's fragment."""
    officer = visitor("ratna", service_workers="block")
    page = officer.open(path)
    page.wait_for_load_state("networkidle")
    sizes = dict(page.evaluate(SIZES))
    record_property("measured", f"first load of {path}: {sum(sizes.values())} bytes, compressed")
    files = {name: size for name, size in sizes.items() if name.endswith((".css", ".js"))}
    assert len(files) >= 4
    assert all(size > 0 for size in files.values())
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert any("htmx" in name for name in files) == (path == "/desa/")


@pytest.mark.flow
def test_the_keyboard_finds_content_errors_and_inputs(visitor):
    page = visitor("ratna").open(REGISTER)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#isi")).to_be_focused()
    page.get_by_label("Nama lengkap sesuai KTP").fill(NAME)
    page.get_by_label("Nama lengkap sesuai KTP").press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="Isi dulu: Negara.").press("Enter")
    expect(page.get_by_label("Negara")).to_be_focused()
    page.get_by_role("link", name="Centang yang benar").press("Enter")
    expect(page.get_by_label("Punya anak di bawah 18 tahun")).to_be_focused()


@pytest.mark.flow
def test_the_frame_works_without_a_script(visitor):
    officer = visitor("ratna", java_script_enabled=False)
    page = officer.open(REGISTER)
    page.get_by_text("Akun", exact=True).click()
    expect(page.get_by_role("link", name="Akun saya")).to_be_visible()
    page.get_by_role("link", name="Akun saya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ratna Wulandari")
    officer.open(REGISTER)
    save(page)
    expect(page).to_have_title(re.compile("^Kesalahan: "))
    officer.open("/desa/")
    expect(page.get_by_role("link", name="Lihat jumlah orang")).to_be_visible()
    page.get_by_text("Akun", exact=True).click()
    page.get_by_role("button", name="Keluar").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")


@pytest.mark.flow
def test_the_password_can_be_shown_and_is_never_sent_as_text(visitor):
    page = visitor().open("/masuk/")
    word = page.get_by_label("Kata sandi", exact=True)
    word.fill("rahasia-sekali")
    page.get_by_role("button", name="Tampilkan kata sandi").click()
    expect(word).to_have_attribute("type", "text")
    page.get_by_role("button", name="Sembunyikan kata sandi").click()
    expect(word).to_have_attribute("type", "password")
