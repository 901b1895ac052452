"""Whatever is typed, pasted or made up, no address answers 500 (P-32)."""

from collections.abc import Iterator
from itertools import count
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
from tests.architecture.grids import PAGES, READS, ROWS
from tests.architecture.odd import BODIES, ODD_SEGMENTS, ODD_VALUES, RAW_QUERIES, Findings, odd_forms, undone
from tests.architecture.test_access_matrix import address, key_for
from tests.architecture.world import World, make_world
from tests.core.admin_rows import make_rows

STRONGEST = (
    Role.DISNAKER, Role.PETUGAS, Role.PENATA, Role.WALIDATA, Role.PIMPINAN, Role.ANALIS, Role.AUDITOR, Role.ADMIN,
)  # fmt: skip


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
    row = (PAGES | ROWS)[name]
    return None if name == "login" else next(role for role in STRONGEST if row[role] != 403)


def targets(world: World, clients: dict) -> Iterator[tuple[Address, Client, str]]:
    """Every page of the project with a client that may use it and the path of a row it may see."""
    for found in pages():
        role = strongest(found.name)
        path = address(found.name, key_for(world, found.name, role)) if found.parameters else found.path
        yield found, clients[role], path


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
        for label, data in odd_forms(given, next(turns)):
            broken.look(undone(client, path + query, data), found.name, label)
            posted += 1
    assert broken == []
    assert posted > 350


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
            broken.look(undone(client, path, body, kind), found.name, label)
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
                for label, data in odd_forms(given, next(turns)):
                    broken.look(undone(client, path, data), path, label)
                    posted += 1
    assert broken == []
    assert posted > 150
