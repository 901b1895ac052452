"""Every screen of the admin in a browser: no policy violation, readable by everybody, on a phone and on a desk."""

import pytest

from tests.flows.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.flow


def lists_of(page):
    """The addresses of the lists on the admin's first page."""
    hrefs = page.locator("#content-main .module th a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [href for href in hrefs if href.strip("/").count("/") == 2]


def screens(visitor, path):
    """The list, then the first record, then its form as it is refused."""
    page = visitor.open(path)
    yield f"list {path}"
    first = page.locator("#result_list tbody a").first
    if first.count():
        with page.expect_navigation():
            first.click()
        yield f"record {path}"
    if page.locator("input[name=_save]").count():
        page.get_by_label("Alasan perubahan").fill("x")
        with page.expect_navigation():
            page.locator("input[name=_save]").click()
        assert page.get_by_text("Alasan terlalu pendek").count() == 1
        yield f"refused {path}"


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "desk"])
@pytest.mark.parametrize("username", ["penata", "admin"])
def test_every_screen_is_clean(username, viewport, visitor):
    keeper = visitor(username, viewport)
    page = keeper.open("/kelola/")
    wrong = {"first page": keeper.check_page()}
    paths = lists_of(page)
    assert len(paths) > 4
    for path in paths:
        for name in screens(keeper, path):
            wrong[name] = keeper.check_page()
    if username == "admin":
        for path in ("/kelola/accounts/user/add/", "/kelola/accounts/assignment/add/?user=ratna"):
            keeper.open(path)
            wrong[path] = keeper.check_page()
    assert {name: lines for name, lines in wrong.items() if lines} == {}
