"""Registering with the keyboard alone: every input is reached by Tab, in reading order, and seen when reached."""

import re

import pytest
from playwright.sync_api import expect

from tests.flows.conftest import invented_woman

pytestmark = pytest.mark.flow

FOCUSED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector("nav")?.getBoundingClientRect();
  const style = getComputedStyle(document.activeElement);
  return {
    name: document.activeElement.name || document.activeElement.textContent.trim().slice(0, 40),
    seen: box.top >= 0 && box.bottom <= innerHeight,
    ring: style.outlineStyle !== "none" || style.boxShadow !== "none",
  };
}"""
ANSWERS = {
    "full_name": "Paryati Tanpa Tetikus",
    "nik": invented_woman()[0],
    "hamlet": "Krajan",
    "country": "Hong Kong",
    "returned_on": "2024",
    "return_reason": "Keluarga",
}


def test_registering_by_keyboard_alone(visitor):
    page = visitor("ratna").page
    for _ in range(40):
        page.keyboard.press("Tab")
        if "Daftarkan PMI Purna" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/orang/daftar-purna/")

    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["seen"], f"{focused['name']} has the focus outside the window"
        assert focused["ring"], f"{focused['name']} has the focus and does not show it"
        order.append(focused["name"])
        if focused["name"] in ANSWERS:
            page.keyboard.type(ANSWERS[focused["name"]])
        if focused["name"] == "needs":
            page.keyboard.press("Space")
            break
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Simpan":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/orang/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", name=ANSWERS["full_name"])).to_be_visible()
    inputs = [name for name in order if name in ANSWERS]
    assert inputs == list(ANSWERS)
