"""Every page one can reach by links, at a phone's and a laptop's width: accessible, within policy, not sideways."""

import html
import re
from collections import Counter, deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.architecture.addresses import pages
from tests.flows.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.flow
VILLAGE_AND_REGION = "ratna luluk kades camat disnaker opd jatim bp3mi".split()
NATION = "kl analis pimpinan penangan penata walidata auditor admin".split()
PUBLIC = ["/masuk/", "/luring/", "/bantuan/", "/data-pribadi/", "/aksesibilitas/", "/api/", "/tidak-ada-halaman-ini/"]
# Files and answers for programs; the admin has a test of its own.
NOT_PAGES = ("/kelola/", "/ambil/", "/keluar/", "/api/v1/", "/static/", "/jsi18n/", "/kemajuan/")
BY_ROLE = {"home", "dashboard", "person-list", "person-detail", "village-detail"}
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
DETAILS = 3  # records of a kind whose links are followed: what a page offers depends on the record's state
# Pages that no link of the example data leads to.
FRAGMENTS = {"agreement-waiting", "export-progress", "import-progress", "person-family", "session-state"}
FILES = {"import-rejected", "import-template", "service-worker"}
REFUSALS = {  # a button sends them; the page is drawn only to say why not
    "activity-submit", "activity-verify", "family-verify", "meeting-final", "person-find-nik", "person-verify",
    "practice-publish",
}  # fmt: skip
MANY_ROWS = {"export-refuse"}  # asks for approval: the example data has too few rows for that
LOOKED_AT_IN_ANOTHER_FLOW = {
    "agreement-approve", "agreement-edit", "child-add", "export-detail", "import-detail", "import-undo",
    "meeting-attendance", "meeting-edit", "meeting-finish", "account-reactivate", "demo-mailbox",
    "subject-request-comment", "subject-request-decide", "subject-request-detail", "subject-request-link",
    "subject-request-print", "subject-request-take",
}  # fmt: skip
# The example data has no account with a second factor, no person of another district, no KK number and no failed job:
# what these pages say is tested in tests/accounts, tests/rights, tests/documents and tests/notifications.
NOT_IN_THE_EXAMPLE = {
    "account-second-factor-remove", "login-new-password", "login-second-step", "second-factor-again",
    "emergency-review", "emergency-view", "family-reveals", "kk-reveal", "document-withdraw", "job-discard",
}  # fmt: skip
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


def links(visitor, path: str) -> list[str]:
    """Where a page leads to within the system, asked for without drawing it."""
    answer = visitor.context.request.get(visitor.system.url + path)
    assert answer.status < 400, (path, answer.status)
    here = urlsplit(answer.url)
    found = [urlsplit(urljoin(answer.url, html.unescape(link))) for link in LINK.findall(answer.text())]
    return [
        # A file's link of five minutes saves the file; without its key it is the page that tells of the file.
        url._replace(scheme="", netloc="", fragment="", **({"query": ""} if "/berkas/" in url.path else {})).geturl()
        for url in found
        if url.netloc == here.netloc and not any(part in url.path for part in NOT_PAGES)
    ]


def reach(visitor) -> dict[str, str]:
    """One path of every route that links lead to, from the home page on."""
    found = {"home": "/"}
    followed = Counter(found.keys())
    waiting, known = deque(["/"]), {"/"}
    while waiting:
        for link in links(visitor, waiting.popleft()):
            name = route(link)
            found.setdefault(name, link)
            if link not in known and followed[name] < (DETAILS if name.endswith("-detail") else 1):
                followed[name] += 1
                known.add(link)
                waiting.append(link)
    return found


def look_at(visitor, path: str, name: str, wrong: list[str]) -> None:
    """Open a page at both widths, then what is folded in it."""
    page = visitor.page
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)
        visitor.open(path)
        wrong += [f"{name} {path} {size['width']}: {line}" for line in visitor.check_page()]
        visitor.shoot(f"page-{name}")
        if page.evaluate(UNFOLD):
            wrong += [f"{name} {path} {size['width']}, unfolded: {line}" for line in visitor.check_page()]


def test_public_pages(visitor):
    wrong: list[str] = []
    stranger = visitor()
    for path in PUBLIC:
        look_at(stranger, path, f"public{path.replace('/', '-')}", wrong)
    assert not wrong, "\n".join(wrong)


def test_every_page_of_every_role(visitor):
    """Each page once, by the first role that reaches it; those that differ by role by each."""
    wrong: list[str] = []
    seen: set[str] = set()
    for role in [*VILLAGE_AND_REGION, *NATION]:
        somebody = visitor(role, LAPTOP)
        own = reach(somebody)
        for name in [name for name in own if name not in seen or name in BY_ROLE]:
            look_at(somebody, own[name], f"{role}-{name.replace(':', '-')}", wrong)
        seen |= own.keys()
        somebody.context.close()
    assert not wrong, "\n".join(wrong)
    drawn = {page.name for page in pages() if page.name and "get" in getattr(page.view, "http_method_names", ())}
    unseen = drawn - seen - {route(path) for path in PUBLIC}
    named = FRAGMENTS | FILES | REFUSALS | MANY_ROWS | LOOKED_AT_IN_ANOTHER_FLOW | NOT_IN_THE_EXAMPLE
    assert sorted(unseen - named) == [], "no link leads to these pages"
