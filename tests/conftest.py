"""Fixtures for everybody: a database of our own, cloned from a template, and users of every role.

Tests run as the app role with row security on. The template holds the reference data of all Indonesia and is made
once per state of the migrations and models.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client

from desmigratif.accounts.models import Assignment, User
from desmigratif.accounts.roles import Role
from desmigratif.accounts.sessions import BEGAN, SEEN
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as
from desmigratif.reference.models import Institution, Region

ROOT = Path(__file__).resolve().parent.parent
TUNGGANGRI, BETAK, PAGERSARI = "35.04.14.2011", "35.04.14.2016", "35.04.14.2017"
TULUNGAGUNG, KALIDAWIR, JAWA_TIMUR = "35.04", "35.04.14", "35"
OUTSIDE = "33.01.01.2001"  # a village of another province
PASSWORD = "kopi-panas-di-balai-desa"


def _fingerprint() -> str:
    """Changes with anything that shapes the template database."""
    digest = hashlib.sha256()
    patterns = (
        "**/migrations/*.py",
        "**/models.py",
        "**/models/*.py",
        "desmigratif/core/*.py",
        "**/reference/data/*",
        "**/reporting/data/*",
    )
    for path in sorted({found for pattern in patterns for found in ROOT.glob(pattern)}):
        relative = path.relative_to(ROOT)
        if path.is_file() and relative.parts[0] not in {".venv", ".data"}:
            digest.update(str(relative).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _server() -> psycopg2.extensions.connection:
    """The owner's own connection to the test server."""
    owner = settings.DATABASE_OWNER
    keys = {"user": owner["USER"], "password": owner["PASSWORD"], "host": owner["HOST"], "port": owner["PORT"]}
    server = psycopg2.connect(dbname="postgres", **{key: value for key, value in keys.items() if value})
    server.autocommit = True
    return server


def _drop(name: str, run: Callable[[str], None]) -> None:
    """Left-over sessions are ended; a vacuum of the server's own may not be, but a plain drop ends it by itself."""
    try:
        run(f'drop database if exists "{name}" with (force)')
    except psycopg2.errors.InsufficientPrivilege:
        run(f'drop database if exists "{name}"')


def _make_template(name: str, run: Callable[[str], None]) -> None:
    """Migrate and load once into a database that is renamed when it is whole."""
    making = f"{name}_making"
    _drop(making, run)
    run(f'create database "{making}"')
    before = settings.DATABASES["default"]["NAME"]
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = making
    try:
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        call_command("load_programmes", verbosity=0)
        call_command("load_periods", verbosity=0)
        call_command("load_indicators", verbosity=0)
    finally:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = before
    run(f'alter database "{making}" rename to "{name}"')


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what tests measured (`record_property("measured", ...)`), whichever worker ran them."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(f"measured: {value}")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """Our own database per worker, cloned from the template. Replaces pytest-django's."""
    name = settings.DATABASES["default"]["NAME"]
    assert name.startswith("test_"), "tests never touch another database"
    template = f"test_tpl_{_fingerprint()}"
    server = _server()
    with server.cursor() as cursor, django_db_blocker.unblock():
        cursor.execute("select pg_advisory_lock(771204)")
        cursor.execute("select 1 from pg_database where datname = %s", [template])
        if cursor.fetchone() is None:
            cursor.execute("select datname from pg_database where datname like 'test_tpl_%'")
            for (old,) in cursor.fetchall():
                _drop(old, cursor.execute)
            _make_template(template, cursor.execute)
        _drop(name, cursor.execute)
        cursor.execute(f'create database "{name}" template "{template}"')
        cursor.execute("select pg_advisory_unlock(771204)")
        yield
        connections["default"].close()
        _drop(name, cursor.execute)
    server.close()


@pytest.fixture
def system(db) -> Iterator[Actor]:
    """Everything inside runs as the system: rows of every village can be made and seen."""
    with acting_as(SYSTEM) as actor:
        yield actor


def make_user(
    role: Role, level: Level = Level.NONE, code: str = "", *, username: str = "", institution: str = ""
) -> User:
    """A user with one assignment."""
    username = username or f"{role}-{code or level}".lower().replace("_", "-")
    existing = User.objects.filter(username=username).first()
    if existing:
        return existing
    user = User.objects.create_user(username, f"Uji {Role(role).label}", PASSWORD)
    Assignment.objects.create(
        user=user,
        role=role,
        level=level,
        region=Region.objects.get(pk=code) if code else None,
        institution=Institution.objects.get(code=institution) if institution else None,
        starts_on=date(2023, 1, 1),
    )
    return user


@pytest.fixture
def petugas(db) -> User:
    """The officer of Tunggangri."""
    return make_user(Role.PETUGAS, Level.DESA, TUNGGANGRI)


@pytest.fixture
def petugas_betak(db) -> User:
    """The officer of Betak."""
    return make_user(Role.PETUGAS, Level.DESA, BETAK)


@pytest.fixture
def kades(db) -> User:
    """The head of Tunggangri."""
    return make_user(Role.KADES, Level.DESA, TUNGGANGRI)


@pytest.fixture
def camat(db) -> User:
    """The head of Kalidawir."""
    return make_user(Role.KECAMATAN, Level.KEC, KALIDAWIR)


@pytest.fixture
def disnaker(db) -> User:
    """The coordinator of Tulungagung."""
    return make_user(Role.DISNAKER, Level.KAB, TULUNGAGUNG)


@pytest.fixture
def disnaker_lain(db) -> User:
    """A second coordinator of Tulungagung."""
    return make_user(Role.DISNAKER, Level.KAB, TULUNGAGUNG, username="disnaker-kedua")


@pytest.fixture
def disnaker_luar(db) -> User:
    """The coordinator of another kabupaten."""
    return make_user(Role.DISNAKER, Level.KAB, "33.01")


@pytest.fixture
def disnaker_prov(db) -> User:
    """The labour office of East Java."""
    return make_user(Role.DISNAKER_PROV, Level.PROV, JAWA_TIMUR)


@pytest.fixture
def kl(db) -> User:
    """The officer of a ministry."""
    return make_user(Role.KL, Level.NATION, institution="KEMNAKER")


@pytest.fixture
def opd(db) -> User:
    """The officer of an agency of Tulungagung."""
    return make_user(Role.OPD, Level.KAB, TULUNGAGUNG, institution="DISTAN_TULUNGAGUNG")


@pytest.fixture
def analis(db) -> User:
    """The analyst of Kemenko PMK."""
    return make_user(Role.ANALIS, Level.NATION)


@pytest.fixture
def pimpinan(db) -> User:
    """The assistant deputy of Kemenko PMK."""
    return make_user(Role.PIMPINAN, Level.NATION)


@pytest.fixture
def penata(db) -> User:
    """The national data steward."""
    return make_user(Role.PENATA, Level.NATION)


@pytest.fixture
def walidata(db) -> User:
    """The data custodian."""
    return make_user(Role.WALIDATA, Level.NATION)


@pytest.fixture
def auditor(db) -> User:
    """The auditor."""
    return make_user(Role.AUDITOR, Level.NATION)


@pytest.fixture
def admin_user(db) -> User:
    """The system administrator."""
    return make_user(Role.ADMIN)


@pytest.fixture
def actor_of() -> Callable[[User], Actor]:
    """The actor a user is in the first assignment."""

    def find(user: User) -> Actor:
        return user.assignments.select_related("user", "region", "institution").first().as_actor()

    return find


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser-like client in which the user is logged in."""

    def log_in(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="desmigratif.accounts.backends.UsernameOrPhoneBackend")
        session = client.session
        session[BEGAN] = session[SEEN] = int(time.time())  # as a log-in does: no request after it writes the session
        session.save()
        return client

    return log_in


@pytest.fixture
def raw() -> Callable[..., list[tuple]]:
    """Rows of a raw statement on the app's connection."""

    def run(sql: str, *params: object) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    return run
