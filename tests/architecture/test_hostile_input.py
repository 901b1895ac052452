"""Whatever is typed, pasted or made up, no address answers 500 (P-32)."""

import base64
from collections.abc import Iterator
from itertools import count, cycle, islice
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from desmigratif.accounts.roles import Role
from desmigratif.core.admin import ScopedAdmin
from tests.architecture.addresses import Address, endpoints, pages
from tests.architecture.odd import ODD_SEGMENTS, ODD_VALUES, RAW_QUERIES
from tests.architecture.test_access_matrix import PAGES, ROWS, address, key_for, table
from tests.architecture.world import World, make_world
from tests.core.admin_rows import make_rows

# What a page reads from its address.
READS = {
    "person-list": [
        "q", "status", "record_status", "sex", "business_interest", "country", "return_year", "hamlet", "region",
        "village", "sebelum", "sesudah",
    ],
    "person-queue": ["desa", "sebelum", "sesudah"],
    "person-register": ["dari-pencarian"],
    "village-list": [
        "q", "programme", "status", "index_status", "province", "district", "subdistrict", "sesudah", "sebelum",
    ],
    "village-add": ["province", "district", "subdistrict"],
    "dashboard": ["wilayah", "data"],
    "dashboard-region": ["wilayah", "data"],
    "dashboard-figure": ["wilayah", "menurut", "nilai"],
    "export-create": ["q", "status", "region", "return_year", "country", "hamlet", "village", "sebelum"],
    "region-search": ["q"],
    "login": ["next"],
}  # fmt: skip
STRONGEST = (Role.DISNAKER, Role.PETUGAS, Role.PENATA, Role.WALIDATA, Role.PIMPINAN, Role.ANALIS)
BROKEN = 500


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def clients(world, as_user) -> dict[Role | None, Client]:
    """One log-in for each role, and a stranger; errors become answers, as for a visitor."""
    found = {role: as_user(user) for role, user in world.users.items()}
    for client in found.values():
        client.raise_request_exception = False
    return {**found, None: Client(raise_request_exception=False)}


def strongest(name: str) -> Role | None:
    """A role that the page lets in; None for the log-in page, which is for strangers."""
    row = (table(PAGES) | table(ROWS))[name]
    return None if name == "login" else next(role for role in STRONGEST if row[role] != 403)


def targets(world: World, clients: dict) -> Iterator[tuple[Address, Client, str]]:
    """Every page of the project with a client that may use it and the path of a row it may see."""
    for found in pages():
        role = strongest(found.name)
        path = address(found.name, key_for(world, found.name, role)) if found.parameters else found.path
        yield found, clients[role], path


class Findings(list):
    """Requests that broke; the report names the exception."""

    def look(self, answer: Any, *what: Any) -> None:
        if answer.status_code >= BROKEN:
            error = getattr(answer, "exc_info", None)
            self.append((*what, repr(error[1])[:300] if error else answer.status_code))


def test_every_page_answers_every_odd_query(world, clients):
    broken = Findings()
    for found, client, path in targets(world, clients):
        wanted = RAW_QUERIES if found.name in READS else ("bad utf-8", "nul", "list", "too long")
        for label in wanted:
            answer = client.get(f"{path}?{RAW_QUERIES[label]}")
            broken.look(answer, found.name, label)
            if label in {"nul", "nul in a name", "too long"}:
                assert answer.status_code == 400, (found.name, label)
    assert broken == []


def test_every_parameter_a_page_reads_takes_every_odd_value(world, clients):
    broken = Findings()
    for found, client, path in targets(world, clients):
        for name in READS.get(found.name, []):
            for label, value in ODD_VALUES.items():
                broken.look(client.get(path, {name: value}), found.name, name, label)
                if label in {"10 kB", "nul"}:
                    continue
                broken.look(client.get(path, {name: value}, headers={"HX-Request": "true"}), found.name, name, "htmx")
                break
    assert broken == []


def test_every_address_takes_every_odd_segment(world, clients):
    broken = Findings()
    for found in pages() + endpoints():
        if not found.parameters:
            continue
        client = clients[None] if found.is_api else clients[strongest(found.name)]
        for segment in ODD_SEGMENTS:
            answer = client.get(found.filled(segment))
            broken.look(answer, found.path, segment)
            assert answer.status_code != 200 or segment in {"0", "35"}, (found.path, segment)
    assert broken == []


def _typed(form: forms.BaseForm) -> dict[str, Any]:
    """What the form would send as it stands, hidden inputs too."""
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    if hasattr(form, "baseline"):
        data |= {f"awal-{name}": form.baseline(name) for name in form.tracked}
    return {name: value for name, value in data.items() if value is not None}


def _odd_forms(given: dict[str, Any], turn: int) -> Iterator[tuple[str, Any]]:
    """Everything odd at once, then one field after the other, with lists where one value belongs.

    Each form gets some of the odd values, and the next one (`turn`) the ones after: together they get all, often.
    """
    values = islice(cycle(ODD_VALUES.items()), 5 * turn, None)
    for label, value in islice(values, 6):
        yield label, dict.fromkeys(given, value)
    for name in given:
        for label, value in islice(values, 1):
            yield f"{name}: {label}", {**given, name: value}
    yield "lists", {name: ["a", "b", "\u202e"] for name in given}
    yield "names", {**{f"{name}[]": "1" for name in given}, "__proto__": "1", "id": "1", "pk": "1"}


def _undone(client: Client, path: str, data: Any, kind: str | None = None) -> Any:
    """Post, and take back whatever it changed: the next form finds its row as it was."""
    with transaction.atomic():
        answer = client.post(path, data) if kind is None else client.generic("POST", path, data, content_type=kind)
        transaction.set_rollback(True)
    return answer


def test_every_form_takes_every_odd_field(world, clients):
    broken, posted, turns = Findings(), 0, count()
    for found, client, path in targets(world, clients):
        query = "?subdistrict=35.04.14" if found.name == "village-add" else ""
        page = client.get(path + query)
        form = (page.context or {}).get("form") if page.status_code == 200 else None
        takes_posts = "post" in found.view.http_method_names and hasattr(found.view, "post")
        if not takes_posts or found.name in {"logout"}:
            continue
        given = _typed(form) if form is not None and not found.name.endswith("-list") else {}
        given = given or dict.fromkeys(("assignment", "token", "version", "reason", "x"), "1")
        for label, data in _odd_forms(given, next(turns)):
            broken.look(_undone(client, path + query, data), found.name, label)
            posted += 1
    assert broken == []
    assert posted > 350


PARTS = "multipart/form-data; boundary=x"
BODIES = [
    ("form", b"q=%ff%fe&nik=%c3%28&full_name=%00", "application/x-www-form-urlencoded"),
    ("form in another charset", b"q=a", "application/x-www-form-urlencoded; charset=utf-16"),
    ("no charset", b"q=a", "application/x-www-form-urlencoded; charset=zzz"),
    ("raw bytes", b"\xff\xfe\x00\x01" * 50, "application/octet-stream"),
    ("no json", b"{", "application/json"),
    ("json list", b'[{"nik": ["a", {"$gt": ""}]}]', "application/json"),
    ("json nul", b'{"q": "\\u0000"}', "application/json"),
    ("no boundary", b"--x\r\n", "multipart/form-data"),
    ("broken parts", b"--x\r\nContent-Disposition: form-data; name=nik\r\n\r\n1\r\n--y", PARTS),
    (
        "a file for a text",
        b'--x\r\nContent-Disposition: form-data; name="nik"; filename="\xff\x00.exe"\r\n\r\n\x00\xff\r\n--x--\r\n',
        PARTS,
    ),
    ("many fields", b"&".join(b"a%d=1" % number for number in range(600)), "application/x-www-form-urlencoded"),
    ("too big", b"a=" + b"x" * (1024 * 1024 + 10), "application/x-www-form-urlencoded"),
    ("no type", b"q=a", ""),
]  # fmt: skip


def test_every_form_takes_every_odd_body(world, clients):
    broken = Findings()
    forms_of_all_kinds = {
        "login",
        "person-register",
        "person-edit",
        "person-find-nik",
        "village-edit",
        "village-officer-add",
        "export-create",
        "export-download",
        "agreement-draft",
        "assignment-switch",
    }
    for found, client, path in targets(world, clients):
        if found.name not in forms_of_all_kinds:
            continue
        for label, body, kind in BODIES:
            broken.look(_undone(client, path, body, kind), found.name, label)
    for found in endpoints():
        for label, body, kind in BODIES:
            broken.look(_undone(clients[None], found.filled("x"), body, kind), found.name, label)
    assert broken == []


def test_other_methods_are_answered(world, clients):
    broken = Findings()
    for found, client, path in targets(world, clients):
        for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "ZZZ"):
            with transaction.atomic():
                answer = client.generic(method, path)
                transaction.set_rollback(True)
            broken.look(answer, found.name, method)
    assert broken == []


HEADERS = {
    "HTTP_ACCEPT_LANGUAGE": "\u00ff\u00fe;q=zzz,*",
    "HTTP_REFERER": "http://[::1",
    "HTTP_X_FORWARDED_FOR": ", ,%00,::zz",
    "HTTP_HX_CURRENT_URL": "http://[\u00ff",
    "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "zzz",
    "HTTP_HX_TRIGGERING_EVENT": "{",
    "HTTP_HX_REQUEST": "zzz",
    "HTTP_IF_MODIFIED_SINCE": "zzz",
    "HTTP_IF_NONE_MATCH": '"\u00ff',
    "HTTP_HOST": "contoh.example:port",
    "HTTP_RANGE": "bytes=9-1",
    "HTTP_COOKIE": 'sessionid="abcdefgh\\000ijkl"; csrftoken="\\000"; messages=\u00ff; =; ;;',
}


def test_odd_headers_are_answered(world, clients):
    broken = Findings()
    for header, value in HEADERS.items():
        for path in ("/", "/masuk/", "/orang/", "/bantuan/", "/api/v1/regions/", "/luring/", "/zzz/", "/static/zzz"):
            for client in (clients[Role.PETUGAS], clients[None]):
                broken.look(client.get(path, **{header: value}), header, path)
    assert broken == []


@pytest.fixture
def token(world) -> str:
    data = {
        "grant_type": "client_credentials",
        "client_id": world.client.client_id,
        "client_secret": "rahasia-uji",
    }
    return Client().post("/oauth2/token/", data).json()["access_token"]


def test_the_api_answers_every_odd_request(world, clients, token):
    broken, client, values = Findings(), clients[None], cycle(ODD_VALUES.items())
    known = {"Authorization": f"Bearer {token}"}
    for found in endpoints():
        if not found.path.startswith("/api/v1/"):
            continue
        path = found.filled("35.04" if "region" in found.name else "x")
        names = (
            [found_field.name for found_field in getattr(found.view.dataset, "fields", ())]
            if hasattr(found.view, "dataset")
            else []
        )
        for name in ("limit", "cursor", "updated_since", "\u202e", *names):
            for label, value in islice(values, 4):
                broken.look(client.get(path, {name: value}, headers=known), found.name, name, label)
        for label, query in RAW_QUERIES.items():
            answer = client.get(f"{path}?{query}", headers=known)
            broken.look(answer, found.name, label)
            assert answer.headers["Content-Type"].startswith(("application/", "text/yaml")), (found.name, label)
        for segment in ODD_SEGMENTS if found.parameters else []:
            broken.look(client.get(found.filled(segment), headers=known), found.name, segment)
    assert broken == []


ODD_CREDENTIALS = [
    "Bearer",
    "Bearer  ",
    "Bearer " + "a" * 10_000,
    "Bearer \u00ff\u00fe",
    "Bearer a b",
    "Basic",
    "Basic zzz",
    "Basic " + base64.b64encode(b"\x00:\x00").decode(),
    "Basic " + base64.b64encode(b"\xff\xfe:\xff").decode(),
    "Basic " + base64.b64encode(b"%00:%00").decode(),
    "Basic " + base64.b64encode(b"%ff%fe:%ff").decode(),
    "Basic " + base64.b64encode(b"no colon").decode(),
    "Basic " + base64.b64encode(b"a" * 5000 + b":b").decode(),
    "Digest zzz",
    "\u00ff",
]


def test_odd_credentials_are_refused(world, clients):
    broken, client = Findings(), clients[None]
    for given in ODD_CREDENTIALS:
        known = {"Authorization": given}
        for path in ("/oauth2/token/", "/oauth2/revoke_token/", "/oauth2/introspect/"):
            for data in ({"grant_type": "client_credentials", "token": "x"}, {"grant_type": "x"}, {}):
                with transaction.atomic():
                    answer = client.post(path, data, headers=known)
                broken.look(answer, path, given[:40])
                assert answer.status_code >= 400, (path, given[:40])
        answer = client.get("/api/v1/regions/", headers=known)
        broken.look(answer, given[:40])
        assert answer.status_code >= 401, given[:40]
    assert broken == []


def test_the_token_endpoint_takes_every_odd_field(world, clients):
    broken = Findings()
    good = {
        "grant_type": "client_credentials",
        "client_id": world.client.client_id,
        "client_secret": "rahasia-uji",
        "scope": "villages:read",
        "token": "x",
    }
    for path in ("/oauth2/token/", "/oauth2/revoke_token/", "/oauth2/introspect/"):
        for turn in range(3):
            for label, data in _odd_forms(good, turn):
                broken.look(_undone(clients[None], path, data), path, label)
    assert broken == []


def test_every_form_of_the_admin_takes_every_odd_field(petugas, petugas_betak, walidata, pimpinan, penata, admin_user,
                                                       actor_of, as_user):  # fmt: skip
    rows = make_rows(actor_of(petugas), actor_of(petugas_betak), walidata, pimpinan)
    broken, posted, turns = Findings(), 0, count()
    for user in (penata, admin_user):
        client = as_user(user)
        client.raise_request_exception = False
        perms = user.assignments.get().as_actor().perms
        for model, screen in admin.site._registry.items():
            if not isinstance(screen, ScopedAdmin) or screen.change_right not in perms:
                continue
            name = f"{model._meta.app_label}_{model._meta.model_name}"
            paths = [reverse(f"admin:{name}_change", args=[rows[model].pk])]
            paths += [reverse(f"admin:{name}_add")] if screen.addable else []
            for path in paths:
                form = client.get(path).context["adminform"].form
                given = _typed(form) | {"reason": "Karena surat dari desa"}
                for label, data in _odd_forms(given, next(turns)):
                    broken.look(_undone(client, path, data), path, label)
                    posted += 1
    assert broken == []
    assert posted > 150
