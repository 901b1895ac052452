"""Nobody is shown who is not in the access log: every page, endpoint, screen and file is walked (P-10).

What an answer shows is found in its bytes: the ids of rows of tables about persons, and the names of persons. Both
must be in the rows that this request wrote to the log.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import count
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from desmigratif.accounts.roles import Role
from desmigratif.core.access import ABOUT_PERSONS
from desmigratif.core.models import BaseModel
from desmigratif.core.rest.pseudonym import real_id
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.core.security import tables
from desmigratif.exchange.catalogue import UNDER_AGREEMENT
from desmigratif.imports.models import ImportRow
from tests.architecture.grids import PAGES, ROWS
from tests.architecture.test_access_matrix import address, key_for
from tests.architecture.world import World, make_world
from tests.audit.logged import Since
from tests.conftest import TULUNGAGUNG
from tests.core.admin_rows import make_rows
from tests.exchange.conftest import ask_token, caller, make_agreement, make_api_client
from workers.models import Person

__all__ = ["ask_token", "caller", "make_agreement", "make_api_client"]

UUID_TEXT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SEE_PERSONS = (Role.PETUGAS, Role.KADES, Role.DISNAKER, Role.PENATA)

Subjects = set[tuple[str, str]]


class Everybody:
    """Every row about persons, by id, with the records it tells about; and every name."""

    def __init__(self) -> None:
        self.by_id: dict[str, Subjects] = {}
        with acting_as(SYSTEM):
            for model in models_about_persons():
                for row in model._default_manager.all():
                    self.by_id[str(row.pk)] = {(what, str(pk)) for what, pk in row.subjects()}
            self.by_name: dict[str, Subjects] = {}
            for person in Person.objects.all():
                self.by_name.setdefault(person.full_name, set()).add((Person._meta.label, str(person.pk)))
            # A file's own row may name somebody of the same name: then the look is one at the row.
            for row in ImportRow.objects.all():
                content = repr(row.open())
                for name in [name for name in self.by_name if name in content]:
                    self.by_name[name].add((ImportRow._meta.label, str(row.pk)))

    def unlogged(self, content: str, seen: Subjects) -> list[str]:
        """What stands in the content and not in the log."""
        ids = [found for found in set(UUID_TEXT.findall(content)) if not self.by_id.get(found, set()) <= seen]
        names = [name for name, whose in self.by_name.items() if name in content and not whose & seen]
        return sorted([*ids, *names])


def text_of(answer: HttpResponse) -> str:
    """What an answer shows; a workbook is unpacked."""
    if not answer.content.startswith(b"PK"):
        return answer.content.decode()
    with ZipFile(BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def models_about_persons() -> list[type[BaseModel]]:
    return [model for model, access in tables().items() if access is not None and access.family in ABOUT_PERSONS]


@pytest.fixture
def world(db) -> World:
    return make_world()


def test_every_row_about_a_person_notes_itself():
    assert len(models_about_persons()) >= 15
    for model in models_about_persons():
        assert issubclass(model, BaseModel), model
        assert model.from_db.__func__ is BaseModel.from_db.__func__, model


def _requests(world: World) -> Iterator[tuple[str, Role, str]]:
    for name, row in (PAGES | ROWS).items():
        for role in SEE_PERSONS:
            if row[role] == 200:
                yield name, role, reverse(name) if name in PAGES else address(name, key_for(world, name, role))


def test_every_page_logs_everybody_it_shows_to_every_role(world, as_user):
    everybody, since = Everybody(), Since()
    clients = {role: as_user(world.users[role]) for role in SEE_PERSONS}
    wrong, shown, asked = {}, set(), 0
    for name, role, url in _requests(world):
        answer = clients[role].get(url)
        assert answer.status_code == 200, (name, role)
        seen = since.seen()
        unlogged = everybody.unlogged(text_of(answer), seen)
        if unlogged:
            wrong[name, str(role)] = unlogged
        asked += 1
        shown |= {name} if seen else set()
    assert wrong == {}
    assert asked > 250
    assert shown >= {"person-list", "person-detail", "child-list", "child-detail", "family-detail", "letter-detail"}
    assert shown >= {"person-readers", "family-readers", "child-readers"}


def test_every_dataset_logs_everybody_whose_row_leaves(world, make_agreement, caller):
    everybody, since = Everybody(), Since()
    wide = {name: [field.name for field in dataset.allowed_in("T3")] for name, dataset in UNDER_AGREEMENT.items()}
    agreement = make_agreement(datasets=wide, tier="T3", region=TULUNGAGUNG)
    client = caller(agreement)
    about = [dataset for dataset in UNDER_AGREEMENT.values() if any(field.pseudonym for field in dataset.fields)]
    assert len(about) >= 8
    for dataset in about:
        rows = client.rows(f"{dataset.path}/")
        assert rows, dataset.name
        for answer in (client.get(f"{dataset.path}/"), client.get(f"{dataset.path}/{rows[0][dataset.key]}/")):
            since.rows()
            answer = client.get(answer.request["PATH_INFO"])
            written = since.rows()
            ids = {
                str(real_id(found, agreement_id=agreement.pk)) for found in UUID_TEXT.findall(answer.content.decode())
            }
            known = {found for found in ids if found in everybody.by_id}
            assert known, dataset.name
            assert known <= {str(row.record_id) for row in written}, dataset.name
            assert {(row.how, row.user_id, row.role) for row in written} == {("API", None, "api")}, dataset.name
            assert all(row.client.startswith("uji-") and row.village_code for row in written), dataset.name


def test_every_screen_of_the_admin_logs_everybody_it_shows(
    petugas, petugas_betak, walidata, pimpinan, penata, actor_of, as_user
):
    rows = make_rows(actor_of(petugas), actor_of(petugas_betak), walidata, pimpinan)
    everybody, since, client = Everybody(), Since(), as_user(penata)
    wrong, opened = {}, 0
    for model in models_about_persons():
        if model not in admin.site._registry:
            continue
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for url in (reverse(f"{place}_changelist"), reverse(f"{place}_change", args=[rows[model].pk])):
            answer = client.get(url)
            assert answer.status_code == 200, url
            written = since.rows()
            unlogged = everybody.unlogged(answer.content.decode(), {(row.what, str(row.record_id)) for row in written})
            if unlogged:
                wrong[url] = unlogged
            assert {row.how for row in written} <= {"ADMIN"}, url
            opened += bool(written)
    assert wrong == {}
    assert opened > 20


def test_pages_that_only_count_write_nothing(world, as_user):
    since = Since()
    for role, names in {
        Role.PETUGAS: ("dashboard-region", "village-pillars", "village-people-summary", "village-summary"),
        Role.ANALIS: ("home", "dashboard", "dashboard-region"),
        Role.KECAMATAN: ("home", "dashboard-region"),
    }.items():
        client = as_user(world.users[role])
        for name in names:
            url = reverse(name) if name in PAGES else address(name, key_for(world, name, role))
            assert client.get(url).status_code == 200, name
            assert since.rows() == [], (name, role)


def planted(request: HttpRequest) -> HttpResponse:
    """Shows a person past every way that notes itself, as a careless page would."""
    return HttpResponse(str(Person.objects.values_list("pk", "full_name")[0]))


urlpatterns = [path("tanam/", planted), path("", include("desmigratif.urls"))]


def test_a_page_that_shows_a_person_without_logging_is_found(world, as_user, settings):
    """The walk above would be blind otherwise."""
    settings.ROOT_URLCONF = __name__
    everybody, since = Everybody(), Since()
    answer = as_user(world.users[Role.PETUGAS]).get("/tanam/")
    assert answer.status_code == 200
    unlogged = everybody.unlogged(answer.content.decode(), since.seen())
    assert unlogged == sorted(next((pk, name) for pk, name in _persons() if name in answer.content.decode()))


def _persons() -> list[tuple[str, str]]:
    with acting_as(SYSTEM):
        return [(str(pk), name) for pk, name in Person.objects.values_list("pk", "full_name")]


@pytest.fixture
def break_log(monkeypatch) -> Callable[[], None]:
    """From then on the insert fails."""
    return lambda: monkeypatch.setattr("desmigratif.audit.services.INSERT", "insert into nowhere values (%s)")


def test_without_the_log_no_page_shows_anybody(world, as_user, break_log):
    names = Everybody().by_name
    break_log()
    clients = {role: as_user(world.users[role]) for role in SEE_PERSONS}
    refused = count()
    for name, role, url in _requests(world):
        answer = clients[role].get(url)
        text = text_of(answer)
        assert [person for person in names if person in text] == [], (name, role)
        if answer.status_code != 200:
            assert answer.status_code == 503, (name, role)
            assert "Layanan sedang berhenti sebentar" in text, (name, role)
            assert answer.headers["Retry-After"] == "10"
            next(refused)
    assert next(refused) > 100


def test_without_the_log_no_dataset_gives_a_row(world, make_agreement, caller, break_log):
    wide = {name: [field.name for field in dataset.allowed_in("T3")] for name, dataset in UNDER_AGREEMENT.items()}
    client = caller(make_agreement(datasets=wide, tier="T3", region=TULUNGAGUNG))
    break_log()
    for dataset in UNDER_AGREEMENT.values():
        answer = client.get(f"{dataset.path}/")
        if any(field.pseudonym for field in dataset.fields):
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (503, "unavailable"), dataset.name
        else:
            assert answer.status_code == 200, dataset.name


def test_without_the_log_nothing_is_saved_either(world, as_user, break_log):
    """The form that saves has read the record: a 503 that says "not saved" must be true."""
    place = world.places["35.04.14.2011"]
    client: Client = as_user(world.users[Role.DISNAKER])
    break_log()
    answer = client.post(reverse("person-verify", args=[place.person.pk]), {"version": place.person.version})
    assert answer.status_code == 503
    with acting_as(SYSTEM):
        assert Person.objects.get(pk=place.person.pk).record_status == place.person.record_status
