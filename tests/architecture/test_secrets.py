"""Canary NIKs go in through the screens and are looked for everywhere else (P-07, P-33).

The only places a full NIK may come back to are the form of the one who typed it, refused, with everything typed kept,
and the answer to a reveal with its reason (P-09).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from desmigratif.accounts.models import Session
from desmigratif.accounts.roles import Role
from desmigratif.core.ids import uuid7
from desmigratif.core.nik import mask_nik
from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.exchange.catalogue import UNDER_AGREEMENT
from desmigratif.exchange.enums import AgreementStatus
from desmigratif.exchange.models import Agreement
from desmigratif.exchange.services import check_datasets, make_client
from desmigratif.local.layout import layout_of
from desmigratif.notifications import outbox
from desmigratif.notifications.models import OutboxEntry
from desmigratif.reference.models import Institution
from desmigratif.reporting.models import Export
from desmigratif.reporting.models.export import export_folder
from desmigratif.reporting.services import make_export
from tests.architecture.canaries import (
    Evidence,
    Watched,
    broker,
    dump_of_the_database,
    everything_queued,
    files_below,
    shapes,
    told,
    traces,
)
from tests.architecture.world import NIKS, World, make_world
from tests.conftest import BETAK, TUNGGANGRI
from tests.core.admin_forms import change_url, send
from tests.notifications.test_outbox import celery_at
from tests.workers.web_people import posted_values, typed
from workers.models import Person

WOMAN, MAN, NEIGHBOUR, CORRECTED, MISTYPED = (
    "3504146301910931",
    "3504141106860932",
    "3504145502790933",
    "3504140707890934",
    "3504146301910995",
)
CANARIES = [WOMAN, MAN, NEIGHBOUR, CORRECTED, MISTYPED, *NIKS.values()]
LOGGERS = ("django", "django.request", "django.db.backends", "axes", "desmigratif", "celery", "kombu", "oauthlib")
BACKEND = "desmigratif.accounts.backends.UsernameOrPhoneBackend"


def browsers(world: World) -> dict[Any, Watched]:
    """A watched browser for each role, one for the officer of Betak, one for a stranger."""
    seen: list[tuple[str, str, set[str]]] = []
    betak = world.places[BETAK].person.created_by
    found: dict[Any, Watched] = {}
    for key, user in {**world.users, BETAK: betak, None: None}.items():
        client = Watched(raise_request_exception=False)
        client.seen, client.numbers = seen, CANARIES
        if user is not None:
            client.force_login(user, backend=BACKEND)
        found[key] = client
    return found


def person_of(nik_masked: str) -> Person:
    with acting_as(SYSTEM):
        return Person.objects.get(nik_masked=nik_masked, village_code=TUNGGANGRI)


def enter(clients: dict[Any, Watched]) -> None:
    """Registering: well, refused, twice, in two villages, and with the number where it doesn't belong."""
    officer, neighbour = clients[Role.PETUGAS], clients[BETAK]
    assert officer.post("/orang/daftar-purna/", typed(nik=WOMAN, hamlet="Krajan")).status_code == 302
    spaced = f"{MAN[:4]} {MAN[4:8]}.{MAN[8:12]}-{MAN[12:]}"
    man = typed(nik=spaced, full_name="Joko Susilo", hamlet="Krajan")
    assert officer.post("/orang/daftar-purna/", man).status_code == 302
    for number, code in ((NEIGHBOUR, 302), (WOMAN, 302)):
        given = typed(nik=number, full_name="Tri Wahyuni", hamlet="Krajan")
        assert neighbour.post("/orang/daftar-purna/", given).status_code == code
    again = typed(nik=WOMAN, full_name="Siti Lain", hamlet="Krajan")
    assert "sudah tercatat di desa ini" in officer.post("/orang/daftar-purna/", again).content.decode()
    for broken in ({"full_name": ""}, {"nik": f"{MISTYPED}1"}, {"nik": MISTYPED, "country": "ZZ"}):
        given = typed(**{"nik": WOMAN, "hamlet": "Krajan", **broken})
        assert officer.post("/orang/daftar-purna/", given).status_code == 422
    wrong_places = typed(nik="", no_nik_reason="LUPA", full_name=WOMAN, phone=WOMAN, sex="2", birth_date=MAN)
    assert officer.post("/orang/daftar-purna/", wrong_places).status_code == 422


def look_around(world: World, clients: dict[Any, Watched]) -> None:
    """Lists, searches, profiles, queues, dashboards; what each role may open, and what it may not."""
    woman, man = person_of(mask_nik(WOMAN)), person_of(mask_nik(MAN))
    for client in clients.values():
        for path in ("/", "/orang/", "/periksa/", "/ikhtisar/", "/ikhtisar/35.04/", "/desa/", "/unduhan/", "/akun/"):
            client.get(path)
        for person in (woman, man):
            for verb in ("", "ubah/", "tarik/", "verifikasi/", "kembalikan/", "penempatan/"):
                client.get(f"{person.get_absolute_url()}{verb}")
        for number in (WOMAN, MISTYPED):
            client.post("/orang/cari-nik/", {"nik": number})
    officer = clients[Role.PETUGAS]
    assert mask_nik(WOMAN) in officer.get(woman.get_absolute_url()).content.decode()
    assert officer.post("/orang/cari-nik/", {"nik": WOMAN}).headers["Location"] == woman.get_absolute_url()


def change(world: World, clients: dict[Any, Watched]) -> None:
    """Corrections with a NIK: by the officer, refused; by the district, in a conflict; by the steward."""
    woman, man = person_of(mask_nik(WOMAN)), person_of(mask_nik(MAN))
    page = f"{man.get_absolute_url()}ubah/"
    for client in (clients[Role.PETUGAS], clients[Role.DISNAKER]):
        given = posted_values(client.get(page))
        client.post(page, {**given, "nik": CORRECTED, "reason": f"NIK lama {MAN}"})
        client.post(page, {**given, "nik": MISTYPED, "full_name": "", "reason": ""})
    steward = clients[Role.PENATA]
    url = change_url(woman)
    assert send(steward, url, nik=MISTYPED, full_name="").status_code == 422
    assert send(steward, url, reason=f"Salah ketik {WOMAN}", nickname="Siti").status_code == 422
    assert send(steward, url, nickname="Siti").status_code == 302
    for path in ("/kelola/workers/person/", "/kelola/workers/personlog/", "/kelola/workers/nikreview/", url):
        assert steward.get(path).status_code == 200
    steward.get("/kelola/workers/person/", {"q": "siti"})
    review = clients[Role.DISNAKER].get("/periksa/").context["reviews"][0]
    clients[Role.DISNAKER].get(f"/periksa/nik/{review.pk}/")


def break_things(clients: dict[Any, Watched], monkeypatch: Any) -> None:
    """Error pages with a NIK in what was sent: 400, 403, 404, 405, 413 and 500."""
    officer, stranger = clients[Role.PETUGAS], clients[None]
    given = typed(nik=WOMAN, hamlet="Krajan")
    officer.post("/orang/daftar-purna/", {**given, "full_name": "a\x00"})
    officer.post("/orang/daftar-purna/", {**given, **{f"x{number}": "1" for number in range(600)}})
    officer.post("/orang/", given)
    officer.post("/orang/zzz/", given)
    officer.post("/periksa/", given)
    stranger.post("/orang/daftar-purna/", given)
    checking = Watched(enforce_csrf_checks=True)
    checking.seen, checking.numbers = officer.seen, CANARIES
    checking.cookies = officer.cookies
    assert checking.post("/orang/daftar-purna/", given).status_code == 403

    def broken(*, nik: str, **rest: Any) -> None:
        raise RuntimeError("a fault in the program")

    monkeypatch.setattr("workers.services.register_returnee", broken)
    assert officer.post("/orang/daftar-purna/", given).status_code == 500


def take_out(world: World, clients: dict[Any, Watched]) -> None:
    """Downloads by three roles, through the outbox and the queue."""
    for role in (Role.PETUGAS, Role.DISNAKER, Role.PENATA):
        for file_format in ("CSV", "XLSX"):
            given = {"record_id": str(uuid7()), "format": file_format, "purpose": f"Rapat tentang {role}"}
            answer = clients[role].post("/unduhan/baru/", given)
            assert answer.status_code == 302, answer.content.decode()
            with acting_as(SYSTEM):
                export = Export.objects.get(pk=given["record_id"])
            outbox.sweep()
            make_export(export_id=export.pk, assignment_id=export.assignment_id)
            page = clients[role].get(answer.headers["Location"])
            token = page.context["token"]
            done = clients[role].post(f"{answer.headers['Location']}ambil/", {"token": token})
            assert done.status_code == 200
            if file_format == "CSV":
                assert mask_nik(WOMAN) in done.content.decode()
    left = {"record_id": str(uuid7()), "format": "CSV", "purpose": "Tidak jadi diambil"}
    clients[Role.PETUGAS].post("/unduhan/baru/", left)
    with acting_as(SYSTEM):
        export = Export.objects.get(pk=left["record_id"])
    make_export(export_id=export.pk, assignment_id=export.assignment_id)


def call_the_api(world: World, clients: dict[Any, Watched]) -> None:
    """A client under the widest agreement there can be."""
    with acting_as(SYSTEM):
        wide = {name: [field.name for field in found.allowed_in("T3")] for name, found in UNDER_AGREEMENT.items()}
        agreement = Agreement(
            number="PKS-KENARI-1",
            institution=Institution.objects.get(code="KP2MI"),
            purpose="Uji",
            legal_basis="Uji",
            tier="T3",
            level=Level.NATION,
            datasets=check_datasets(wide, "T3"),
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=1),
            drafted_by=world.users[Role.WALIDATA],
            status=AgreementStatus.SETUJU,
            approved_by=world.users[Role.PIMPINAN],
            approved_at=timezone.now(),
        ).save_new(by=SYSTEM)
        made = make_client(agreement=agreement, name="Uji", client_id="kenari", secret="rahasia-uji")
    stranger = clients[None]
    asked = {"grant_type": "client_credentials", "client_id": made.client_id, "client_secret": "rahasia-uji"}
    token = stranger.post("/oauth2/token/", asked).json()["access_token"]
    known = {"Authorization": f"Bearer {token}"}
    listed = stranger.get("/api/v1/persons/", headers=known).json()["results"]
    assert "Siti Nurjanah" in [row["full_name"] for row in listed]
    stranger.get(f"/api/v1/persons/{listed[0]['id']}/", headers=known)
    for query in ({"nik": "1"}, {"nik_masked": "1"}, {"village_code": TUNGGANGRI}):
        stranger.get("/api/v1/persons/", query, headers=known)


def test_a_nik_is_found_in_every_shape_it_could_leak_in():
    for shape in shapes(WOMAN):
        assert traces(b"x" + shape + b"y", [WOMAN, MAN]) == [WOMAN]
    assert traces(mask_nik(WOMAN), [WOMAN]) == []


def server_log() -> Path | None:
    """The log of the embedded server."""
    path = layout_of(settings.DATA_DIR).home / "postgres.log" if settings.ENVIRONMENT.embedded else None
    return path if path is not None and path.exists() else None


def look_at_answers_and_logs(evidence: Evidence, seen: list[tuple[str, str, set[str]]], caplog: Any) -> None:
    """What people got, what the program said, what it asked the database."""
    assert len(seen) > 400
    for where, content, typed_now in seen:
        evidence.look(f"answer: {where}", content, besides=typed_now)
    assert sum(record.name == "django.db.backends" for record in caplog.records) > 1000
    for record in caplog.records:
        evidence.look(f"log: {record.name}", told(record))
    for statement in connection.queries_log:
        evidence.look("statement", statement["sql"])


def look_at_what_is_kept(evidence: Evidence) -> None:
    """Outbox, queue, sessions, backup, files."""
    with acting_as(SYSTEM):
        entries = [f"{entry.topic} {entry.payload} {entry.last_error}" for entry in OutboxEntry.objects.all()]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    queued, files, dump = list(everything_queued()), list(files_below(export_folder())), dump_of_the_database()
    assert len(entries) >= 7
    assert len(sessions) >= len(Role)
    assert any(b"make_export" in part for part in queued)
    assert files, "one file was not fetched"
    assert b"Siti Nurjanah" in dump, "the backup holds the persons"
    assert mask_nik(WOMAN).encode() in dump
    kept = {"outbox": entries, "session": sessions, "queue": queued, "file": files, "pg_dump": [dump]}
    for where, contents in kept.items():
        for content in contents:
            evidence.look(where, content)


@contextmanager
def every_statement_logged() -> Iterator[None]:
    """Each statement goes into the log with its values, which no setting of ours does."""
    connection.force_debug_cursor = True
    try:
        yield
    finally:
        connection.force_debug_cursor = False


@pytest.fixture
def queue() -> Iterator[str]:
    """A queue of the test's own on the real broker."""
    name = f"test-{uuid7()}"
    with celery_at(settings.CELERY_BROKER_URL, name):
        yield name
    broker().delete(name, f"_kombu.binding.{name}")


def test_no_canary_is_found_anywhere(own_database, queue, caplog, monkeypatch):
    log = server_log()
    already = log.stat().st_size if log else 0
    for name in ("", *LOGGERS):
        caplog.set_level(logging.DEBUG, logger=name)
    connection.ensure_connection()
    with every_statement_logged():
        world = make_world()
        clients = browsers(world)
        enter(clients)
        look_around(world, clients)
        change(world, clients)
        take_out(world, clients)
        call_the_api(world, clients)
        break_things(clients, monkeypatch)
    for swapped in ({"username": WOMAN, "password": MAN}, {"username": f"+62{MAN}", "password": WOMAN}):
        assert clients[None].post("/masuk/", swapped).status_code == 422  # the name typed has to be looked up

    evidence = Evidence(CANARIES)
    look_at_answers_and_logs(evidence, clients[None].seen, caplog)
    look_at_what_is_kept(evidence)
    if log:
        with log.open("rb") as stream:
            stream.seek(already)
            evidence.look("log of the server", stream.read())
    assert evidence.found == []
