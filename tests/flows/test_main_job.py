"""The main job, end to end: the village registers, the district confirms, the nation counts, a ministry reads."""

import json
import re

import pytest
from playwright.sync_api import expect

from desmigratif.core.partial_date import PartialDate
from tests.flows.conftest import LAPTOP, demo_client, invented_woman, run_generated_client
from tests.flows.keystrokes import Effort

pytestmark = pytest.mark.flow
NAME = "Sulastri Wening Palupi"


def people_recorded(page) -> int:
    """The number on the first card of the dashboard."""
    card = page.locator(".dm-fig", has_text="Orang tercatat").first
    return int(re.sub(r"\D", "", card.locator(".dm-fig__value").inner_text()))


def test_from_the_village_form_to_the_ministrys_api(visitor, system_up, record_property):
    nik, born = invented_woman()
    analyst = visitor("analis", LAPTOP)
    before = people_recorded(analyst.open("/ikhtisar/"))

    effort = Effort()
    officer = visitor("ratna")
    page = officer.page
    page.get_by_role("link", name="Daftarkan PMI Purna").first.click()
    effort.tap()
    to_start = effort.taps
    officer.shoot("register-empty")

    def fill(label: str, text: str) -> None:
        page.get_by_label(label, exact=True).fill(text)
        effort.type(text)

    def choose(label: str, value: str) -> None:
        page.get_by_label(label, exact=True).select_option(label=value)
        effort.choose()

    fill("Nama lengkap sesuai KTP", NAME)
    fill("NIK", nik)
    expect(page.get_by_text(f"perempuan, lahir {PartialDate.of(born).display()}")).to_be_visible()
    fill("Nomor HP (boleh kosong)", "081230004455")
    choose("Dusun", "Ngrawan")
    choose("Negara", "Taiwan")
    fill("Tahun pulang", "2025")
    choose("Alasan pulang", "Kontrak selesai")
    choose("Minat usaha", "Kuliner")
    page.get_by_label("Punya anak di bawah 18 tahun").check()
    effort.tick()
    officer.shoot("register-filled")
    page.get_by_role("button", name="Simpan").click()
    effort.tap()
    page.wait_for_url(re.compile(r"/orang/[0-9a-f-]{36}/"))
    person_path = re.search(r"/orang/[0-9a-f-]{36}/", page.url)[0]
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    expect(page.get_by_text(f"350414••••••••{nik[-2:]}").first).to_be_visible()
    assert nik not in page.content()
    officer.shoot("registered")
    measured = f"{effort.fields} fields, {effort.taps} taps, {effort.keys} keys, {effort.seconds:.1f} s by the model"
    record_property("measured", f"registering a returned worker: {measured}; taps to the form: {to_start}")
    assert to_start <= 2
    assert effort.fields <= 12
    assert effort.taps <= 25
    assert effort.seconds <= 60

    assert people_recorded(analyst.open("/ikhtisar/")) == before + 1

    coordinator = visitor("disnaker", LAPTOP)
    page = coordinator.open(person_path)
    coordinator.shoot("district-profile")
    page.get_by_role("button", name="Verifikasi").click()
    expect(page.get_by_text("Terverifikasi").first).to_be_visible()
    coordinator.shoot("district-verified")

    row = read_through_generated_client(system_up)
    assert row["record_status"] == "VERIF"
    assert row["country"] == "TW"
    assert NAME not in json.dumps(row)
    assert nik not in json.dumps(row)

    keeper = visitor("penata", LAPTOP)
    page = keeper.open(f"/kelola/workers/person/{person_path.split('/')[2]}/change/")
    page.get_by_label("Nama panggilan").fill("Lastri")
    page.get_by_label("Alasan perubahan").fill("Nama panggilan menurut keluarganya, per telepon.")
    keeper.shoot("admin-correct")
    page.locator("input[name=_save]").click()
    page.wait_for_url(re.compile(r"/kelola/workers/person/(\?.*)?$"))

    page = officer.open(person_path)
    expect(page.get_by_text("Nama panggilan menurut keluarganya, per telepon.").first).to_be_visible()
    officer.shoot("profile-corrected")

    assert_the_neighbour_sees_nothing(visitor, person_path, nik)


def read_through_generated_client(system_up) -> dict:
    """The person registered last, as a program made by openapi-python-client from the published schema reads it."""
    rows = run_generated_client(system_up, demo_client(system_up), "persons")["persons"]
    return max(rows, key=lambda row: row["updated_at"])


def assert_the_neighbour_sees_nothing(visitor, person_path: str, nik: str) -> None:
    """The officer of the next village: every address of the person answers as one that does not exist."""
    neighbour = visitor("sugeng")
    missing = "/orang/0193f000-0000-7000-8000-000000000000/"
    for tail in ("", "ubah/", "tarik/", "kirim-lagi/", "penempatan/"):
        answers = []
        for path in (person_path + tail, missing + tail):
            answer = neighbour.context.request.get(neighbour.system.url + path)
            answers.append((answer.status, answer.text()))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404
    page = neighbour.open("/orang/?q=Sulastri+Wening")
    assert NAME not in page.content()
    page = neighbour.open("/orang/cari-nik/")
    page.get_by_label("NIK", exact=False).first.fill(nik)
    page.get_by_role("button", name=re.compile("Cari")).first.click()
    page.wait_for_load_state()
    assert NAME not in page.content()
