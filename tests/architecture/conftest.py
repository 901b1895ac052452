"""What the tests of the whole system share."""

from collections.abc import Iterator

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from psycopg2 import extensions

from tests.own_database import own_database

__all__ = ["own_database", "owner"]


@pytest.fixture
def owner(db) -> Iterator[extensions.cursor]:
    """A cursor of the owner on the database of the tests; whatever it does is rolled back."""
    given = settings.DATABASE_OWNER
    keys = {"user": given["USER"], "password": given["PASSWORD"], "host": given["HOST"], "port": given["PORT"]}
    name = connection.settings_dict["NAME"]
    server = psycopg2.connect(dbname=name, **{key: value for key, value in keys.items() if value})
    with server.cursor() as cursor:
        yield cursor
    server.rollback()
    server.close()
