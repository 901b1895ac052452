"""The admin as a whole: every model has its screens, only for the roles of the table, whatever is typed into them."""

import re
from urllib.parse import unquote

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from desmigratif.accounts.roles import Role, rule_of
from desmigratif.audit.models import AccessLog
from desmigratif.core.admin import ReadOnlyAdmin, ScopedAdmin
from desmigratif.core.admin_site import ADMIN_SITE_RIGHT
from desmigratif.core.scope import Level
from desmigratif.exchange.models import DeviceGrant, Grant, IDToken, RefreshToken
from desmigratif.history.models import HistoryEvent
from desmigratif.reference.models import InstitutionSuccession, RegionSuccession
from tests.conftest import KALIDAWIR, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.core.admin_rows import SECRET, TOKEN, make_rows, models_of_ours

NEVER_ISSUED = "only client credentials are served, so the table stays empty"
UNREGISTERED = {
    RefreshToken: NEVER_ISSUED,
    Grant: NEVER_ISSUED,
    IDToken: NEVER_ISSUED,
    DeviceGrant: NEVER_ISSUED,
    RegionSuccession: "shown on the page of its region",
    InstitutionSuccession: "shown on the page of its institution",
    AccessLog: "no role reads the table; the auditor's page asks a function",
    HistoryEvent: "no role reads the table; shown with its record, in the admin too",
}
PLACES = {Level.DESA: TUNGGANGRI, Level.KEC: KALIDAWIR, Level.KAB: TULUNGAGUNG, Level.PROV: "35"}
PRIVATE = ("nik_sealed", "nik_hash", "token_hash", "file_name", "client_secret", "token", "token_checksum", "password")
ODD_QUERIES = [
    ({"q": "\x00"}, {400}),
    ({"q": "a" * 10_000}, {400}),
    ({"q": "a" * 4000}, {200}),
    ({"q": "kata " * 700}, {200}),
    ({"q": "' or 1=1 -- \" ( \\ % _ \u202e\u200b 35.04.14 35 3504144411900011"}, {200}),
    ({"q": "٣٥.٠٤"}, {200}),
    ({"unknown": "1"}, {400}),
    ({"id__regex": "["}, {400}),
    ({"seq__gt": "x"}, {400}),
    ({"created_by__password__startswith": "a"}, {400}),
    ({"p": "abc"}, {200, 302}),
    ({"p": "99999999999999999999"}, {200, 302}),
    ({"o": "99.zz.-1.7"}, {200}),
    ({"_to_field": "nik_hash"}, {400}),
    ({"_facets": "True"}, {200}),
    ({"e": "1"}, {200}),
    ({"all": ""}, {200}),
]


def changelist(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def change_page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def screens():
    return [(model, admin.site._registry[model]) for model in models_of_ours() if model in admin.site._registry]


@pytest.fixture
def rows(petugas, petugas_betak, walidata, pimpinan, actor_of):
    return make_rows(actor_of(petugas), actor_of(petugas_betak), walidata, pimpinan)


def users_of_all_roles():
    made = {}
    for role in Role:
        level = sorted(rule_of(role).levels)[0]
        made[role] = make_user(role, level, PLACES.get(level, ""))
    return made


def test_every_model_of_ours_has_a_screen_or_a_reason():
    registered = set(admin.site._registry)
    missing = [model.__name__ for model in models_of_ours() if model not in registered | UNREGISTERED.keys()]
    assert missing == []
    assert not registered & UNREGISTERED.keys()


def test_screens_of_packages_are_left_out():
    assert Group not in admin.site._registry
    assert set(admin.site._registry) <= set(models_of_ours())
    assert all(isinstance(screen, ReadOnlyAdmin) and screen.view_right for screen in admin.site._registry.values())


def test_every_screen_opens_for_its_roles_and_for_no_other(rows, as_user):
    for role, user in users_of_all_roles().items():
        client, perms = as_user(user), rule_of(role).perms
        for model, screen in screens():
            allowed = ADMIN_SITE_RIGHT in perms and screen.view_right in perms
            row = rows[model]
            for path in (changelist(model), change_page(row), change_page(row).replace("/change/", "/history/")):
                found = client.get(path).status_code
                wanted = {200, 302} if path.endswith("/history/") else {200}
                assert found in (wanted if allowed else {403}), (role, path, found)


def test_every_screen_belongs_to_some_role():
    held = [rule_of(role).perms for role in Role if ADMIN_SITE_RIGHT in rule_of(role).perms]
    for model, screen in screens():
        assert any(screen.view_right in perms for perms in held), model


@pytest.mark.parametrize("path", ["", "workers/person/", "accounts/user/add/", "zzz/", "jsi18n/", "password_change/"])
def test_a_village_officer_gets_403_and_a_stranger_the_log_in_page(path, petugas, as_user):
    assert as_user(petugas).get(f"/kelola/{path}").status_code == 403
    answer = Client().get(f"/kelola/{path}", follow=True)
    assert unquote(answer.redirect_chain[-1][0]) == f"/masuk/?next=/kelola/{path}"
    assert answer.status_code == 200


def test_the_system_administrator_sees_no_person(rows, admin_user, as_user):
    page = as_user(admin_user).get("/kelola/").content.decode()
    assert "/kelola/accounts/user/" in page
    assert "/kelola/workers/" not in page
    assert "/kelola/villages/" not in page
    assert as_user(admin_user).get("/kelola/workers/").status_code == 404


def test_nobody_may_delete_and_only_some_may_add(rows, penata, admin_user, as_user):
    addable = set()
    for user in (penata, admin_user):
        client = as_user(user)
        for model, _ in screens():
            row = rows[model]
            assert client.get(change_page(row).replace("/change/", "/delete/")).status_code == 403
            assert client.post(change_page(row).replace("/change/", "/delete/"), {"post": "yes"}).status_code == 403
            if client.get(f"{changelist(model)}add/").status_code == 200:
                addable.add(model.__name__)
    assert addable == {"User", "Assignment", "Programme", "ReportingPeriod", "Indicator", "ConsentText"}


def test_screens_to_look_at_take_no_post(rows, penata, admin_user, as_user):
    for user in (penata, admin_user):
        client = as_user(user)
        for model, screen in screens():
            if not isinstance(screen, ScopedAdmin):
                assert client.post(change_page(rows[model]), {"reason": "Karena ingin saja"}).status_code == 403


def test_no_secret_column_is_shown(rows, penata, admin_user, as_user):
    for model, screen in screens():
        shown = {*screen.list_display, *(screen.fields or ()), *screen.readonly_fields, *screen.search_fields}
        assert not shown & set(PRIVATE), model
    for user in (penata, admin_user):
        client = as_user(user)
        for model, screen in screens():
            if screen.view_right in rule_of(user.assignments.get().role).perms:
                for path in (changelist(model), change_page(rows[model])):
                    page = client.get(path).content.decode()
                    secrets = (SECRET, TOKEN, "tidak-boleh-tampil", "argon2", "pbkdf2", "3504144411900011")
                    assert not [text for text in secrets if text in page], path


@pytest.mark.parametrize(("query", "wanted"), ODD_QUERIES, ids=[next(iter(query)) for query, _ in ODD_QUERIES])
def test_odd_queries_are_answered(query, wanted, rows, penata, admin_user, as_user):
    clients = {user.assignments.get().role: as_user(user) for user in (penata, admin_user)}
    for model, screen in screens():
        client = next(client for role, client in clients.items() if screen.view_right in rule_of(role).perms)
        answer = client.get(changelist(model), query)
        assert answer.status_code in wanted, (model, query, answer.status_code)


def test_odd_values_of_the_filters_are_answered(rows, penata, admin_user, as_user):
    clients = {user.assignments.get().role: as_user(user) for user in (penata, admin_user)}
    for model, screen in screens():
        client = next(client for role, client in clients.items() if screen.view_right in rule_of(role).perms)
        names = [item[0] if isinstance(item, tuple) else item for item in screen.list_filter]
        for name in (*names, *screen.linked_by):
            for lookup in (name, f"{name}__exact", f"{name}__id__exact", f"{name}__in", f"{name}__isnull"):
                for value in ("zzz", "1" * 400, "-1", "é\u202e"):
                    status = client.get(changelist(model), {lookup: value}).status_code
                    assert status in {200, 302, 400}, (model, lookup, value, status)


@pytest.mark.parametrize("key", ["zzz", "1", "9" * 40, "00000000-0000-4000-8000-000000000000", "_00", "é"])
def test_unknown_and_malformed_ids_are_404(key, rows, penata, admin_user, as_user):
    clients = {user.assignments.get().role: as_user(user) for user in (penata, admin_user)}
    for model, screen in screens():
        client = next(client for role, client in clients.items() if screen.view_right in rule_of(role).perms)
        if key != str(rows[model].pk):
            for view in ("change", "history"):
                status = client.get(f"{changelist(model)}{key}/{view}/").status_code
                assert status == 404, (model, key, view, status)


def test_unused_addresses_are_gone(penata, as_user):
    client = as_user(penata)
    assert client.get("/kelola/autocomplete/").status_code == 404
    assert client.get("/kelola/r/1/zzz/").status_code == 404
    assert client.get("/kelola/password_change/").headers["Location"] == reverse("account")
    answer = client.post("/kelola/logout/")
    assert (answer.status_code, answer.headers["Location"]) == (307, reverse("logout"))
    assert client.get("/kelola/login/").headers["Location"] == reverse("home")


def test_pages_hold_no_inline_script_or_style(rows, penata, admin_user, as_user):
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    for user in (penata, admin_user):
        client = as_user(user)
        for model, screen in screens():
            if screen.view_right in rule_of(user.assignments.get().role).perms:
                for path in ("/kelola/", changelist(model), change_page(rows[model]), f"{changelist(model)}add/"):
                    answer = client.get(path)
                    assert inline.search(answer.content.decode()) is None, path


def test_no_page_of_a_record_links_to_a_closed_door(rows, penata, admin_user, as_user):
    for user in (penata, admin_user):
        client = as_user(user)
        for model, screen in screens():
            if screen.view_right in rule_of(user.assignments.get().role).perms:
                page = client.get(change_page(rows[model])).content.decode()
                assert " object (" not in page, model
                links = set(re.findall(r'href="(/[^"?#]*)', page)) - {"/keluar/"}
                links = {link for link in links if not link.startswith("/static/")}
                statuses = {link: client.get(link).status_code for link in links}
                assert {link: status for link, status in statuses.items() if status >= 400} == {}, model


def test_looking_leaves_no_trace_in_the_log(rows, penata, as_user):
    as_user(penata).get(change_page(rows[next(iter(rows))]))
    assert not LogEntry.objects.exists()
