"""System checks: what must be true of the environment, the models and the database before anything runs."""

from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.models import GeneratedField

from desmigratif.core.scope import DbRole
from desmigratif.core.security import tables

MINIMUM_SERVER = 150000


@register()
def check_driver(app_configs: list[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Django silently prefers psycopg 3 to psycopg2 when it is installed; our COPY code is for psycopg2."""
    if find_spec("psycopg") is None:
        return []
    return [Error("psycopg (3) is installed beside psycopg2; remove it.", id="desmigratif.E001")]


@register()
def check_every_table_is_classified(app_configs: list[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A table nobody classified would be closed to the app at run time; say so now."""
    return [
        Error(f"{model._meta.label} declares no `access`.", obj=model, id="desmigratif.E002")
        for model, access in tables().items()
        if access is None
    ]


@register()
def check_generated_columns_are_stored(app_configs: list[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A virtual generated column cannot be indexed, and PostgreSQL 15 has none."""
    return [
        Error(f"{model._meta.label}.{field.name} must be stored.", obj=model, id="desmigratif.E003")
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, GeneratedField) and not field.db_persist
    ]


@register()
def check_nothing_of_the_demo_is_on(app_configs: list[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Outside the demo nobody may read others' mails, and no role may do without its second factor."""
    if getattr(settings, "DEMO", False):
        return []
    found: list[CheckMessage] = []
    if settings.EMAIL_BACKEND != "django.core.mail.backends.smtp.EmailBackend":
        found.append(Error("EMAIL_BACKEND must be the mail server's: DEMO is off.", id="desmigratif.E007"))
    if settings.DEMO_WITHOUT_SECOND_FACTOR:
        found.append(Error("DEMO_WITHOUT_SECOND_FACTOR must be off: DEMO is.", id="desmigratif.E008"))
    return found


@register(Tags.database)
def check_server(app_configs: list[AppConfig] | None, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The server's version, and that the app role inherits no national role (it would see every row)."""
    if not databases:
        return []
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        if connection.pg_version < MINIMUM_SERVER:
            found.append(Error("PostgreSQL 15 or newer is needed.", id="desmigratif.E004"))
        cursor.execute(
            "select r.rolname from pg_roles r join pg_roles a on a.rolname = %s"
            " where r.rolname = any(%s) and pg_has_role(a.oid, r.oid, 'usage')",
            [DbRole.APP, [DbRole.STAT, DbRole.PERSON, DbRole.SYSTEM]],
        )
        found += [
            Error(f"{DbRole.APP} inherits {row[0]}; make it NOINHERIT.", id="desmigratif.E005")
            for row in cursor.fetchall()
        ]
        cursor.execute(
            "select rolsuper or rolbypassrls from pg_roles where rolname = %s and (rolsuper or rolbypassrls)",
            [DbRole.APP],
        )
        if cursor.fetchone():
            found.append(Error(f"{DbRole.APP} must not bypass row security.", id="desmigratif.E006"))
    return found
