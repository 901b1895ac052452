"""Every page one can reach by links, at a phone's and a laptop's width: accessible, within policy, not sideways."""

from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.flows.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.flow
VILLAGE_AND_REGION = "ratna luluk kades camat disnaker opd jatim bp3mi".split()
NATION = "kl analis pimpinan penangan penata walidata auditor admin".split()
PUBLIC = ["/masuk/", "/luring/", "/bantuan/", "/data-pribadi/", "/aksesibilitas/", "/api/", "/tidak-ada-halaman-ini/"]
# Files and answers for programs; the admin has a test of its own.
NOT_PAGES = ("/kelola/", "/ambil/", "/keluar/", "/api/v1/", "/static/", "/jsi18n/", "/kemajuan/")
# Opens what is folded; tells how much that was.
UNFOLD = """() => {
  const folded = [...document.querySelectorAll("main details:not([open])")];
  folded.forEach((part) => { part.open = true; });
  return folded.length;
}"""


def route(path: str) -> str:
    """The name of a path's route: one page of a kind is enough."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    return match.view_name or match.route


def links(page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
    here = urlsplit(page.url)
    return [
        urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl()
        for url in found
        if urlsplit(url).netloc == here.netloc and not any(part in url for part in NOT_PAGES)
    ]


def look_at(visitor, path: str, name: str, wrong: list[str]) -> list[str]:
    """Open a page at both widths; returns its links."""
    page = visitor.page
    found: list[str] = []
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)
        visitor.open(path)
        wrong += [f"{name} {path} {size['width']}: {line}" for line in visitor.check_page()]
        visitor.shoot(f"page-{name}")
        found += links(page)
        if page.evaluate(UNFOLD):
            wrong += [f"{name} {path} {size['width']}, unfolded: {line}" for line in visitor.check_page()]
    return found


def test_public_pages(visitor):
    wrong: list[str] = []
    stranger = visitor()
    for path in PUBLIC:
        look_at(stranger, path, f"public{path.replace('/', '-')}", wrong)
    assert not wrong, "\n".join(wrong)


def test_every_page_of_every_role(visitor):
    wrong: list[str] = []
    seen: set[str] = set()
    for role in [*VILLAGE_AND_REGION, *NATION]:
        somebody = visitor(role, LAPTOP)
        waiting = deque(["/"])
        own = {"home"}
        while waiting:
            path = waiting.popleft()
            name = route(path)
            for link in look_at(somebody, path, f"{role}-{name.replace(':', '-')}", wrong):
                if route(link) not in seen | own:
                    own.add(route(link))
                    waiting.append(link)
        seen |= own - {"home", "dashboard", "person-list", "person-detail", "village-detail"}
        somebody.context.close()
    assert {"person-register", "person-queue", "agreement-draft", "export-create", "village-edit"} <= seen
    assert not wrong, "\n".join(wrong)
