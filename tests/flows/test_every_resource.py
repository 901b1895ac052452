"""Every dataset, read by a program made from the published schema, under two agreements: one wide, one drafted in the
browser by the data custodian and approved by the deputy."""

import re
import secrets
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from desmigratif.core import clock
from desmigratif.exchange.catalogue import UNDER_AGREEMENT
from tests.flows.conftest import LAPTOP, demo_client, run_generated_client

pytestmark = pytest.mark.flow
OPENED = {
    "villages": ["name", "population"],
    "action_items": ["activity", "percent", "ends_on"],
    "parenting_sessions": ["held_on", "participants_female"],
    "groups": ["name", "members_purna"],
}


def expected_keys(name: str, fields: list[str]) -> set[str]:
    """The keys that an agreement with these fields gives."""
    return {field.name for field in UNDER_AGREEMENT[name].fields if field.always or field.name in fields}


def draft_in_the_browser(visitor) -> dict[str, str]:
    """An agreement of tier T1 for Kabupaten Tulungagung, from draft to client; returns the client's keys."""
    custodian = visitor("walidata", LAPTOP)
    page = custodian.open("/perjanjian/baru/")
    page.locator("[name=number]").fill(f"PKS-UJI-{secrets.token_hex(3)}")
    page.locator("[name=institution]").select_option(label="Kementerian Koperasi (Kemenkop)")
    page.locator("[name=purpose]").fill("Menyiapkan pendampingan koperasi di desa Desmigratif.")
    page.locator("[name=legal_basis]").fill("Perjanjian contoh untuk uji.")
    page.locator("[name=region_code]").select_option("35.04")
    page.locator("[name=tier]").select_option("T1")
    today = clock.today()
    page.locator("[name=starts_on]").fill(f"{today.day}-{today.month}-{today.year}")
    until = today + timedelta(days=30)
    page.locator("[name=ends_on]").fill(f"{until.day}-{until.month}-{until.year}")
    for name, fields in OPENED.items():
        for summary in page.locator(f"details:not([open]):has([name={name}_open]) > summary").all():
            summary.click()
        page.locator(f"[name={name}_open]").check()
        for field in fields:
            page.locator(f"[name={name}][value={field}]").check()
    custodian.shoot("agreement-draft")
    assert custodian.check_page() == []
    page.get_by_role("button", name="Simpan draf").click()
    page.wait_for_url(re.compile(r"/perjanjian/[0-9a-f-]{36}/"))
    path = re.search(r"/perjanjian/[0-9a-f-]{36}/", page.url)[0]
    custodian.open(f"{path}ubah/")
    assert custodian.check_page() == []

    deputy = visitor("pimpinan", LAPTOP)
    approval = deputy.open(f"{path}setujui/")
    assert deputy.check_page() == []
    approval.get_by_role("button", name=re.compile("Setujui")).click()
    expect(approval.get_by_text("Disetujui").first).to_be_visible()

    page = custodian.open(f"{path}klien/baru/")
    page.locator("[name=name]").fill("Aplikasi uji")
    page.get_by_role("button", name="Buat klien").click()
    client_id, secret = page.locator("dl code").all_inner_texts()[:2]
    return {"DESMIGRATIF_CLIENT_ID": client_id, "DESMIGRATIF_CLIENT_SECRET": secret}


def test_a_generated_client_reads_every_dataset_under_two_agreements(visitor, system_up):
    wide = run_generated_client(system_up, demo_client(system_up))
    allowed = {name: dataset.allowed_in("T2") for name, dataset in UNDER_AGREEMENT.items()}
    assert wide.keys() >= {name for name, fields in allowed.items() if fields}
    for name, rows in wide.items():
        if name in UNDER_AGREEMENT:
            assert rows, f"the example data has a row of {name}"
            for row in rows:
                assert set(row) == expected_keys(name, [field.name for field in allowed[name]]), name

    narrow = run_generated_client(system_up, draft_in_the_browser(visitor))
    assert {name for name in narrow if name in UNDER_AGREEMENT} == OPENED.keys()
    for name, fields in OPENED.items():
        assert len(narrow[name]) == len(wide[name]), name
        for row in narrow[name]:
            assert set(row) == expected_keys(name, fields), name
