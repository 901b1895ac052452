"""Fixtures of these tests."""

import pytest
from django.db import connections

from tests.own_database import own_database

__all__ = ["broken_database", "own_database"]


@pytest.fixture
def broken_database(django_db_blocker):
    """The server is away: the connection's settings name a socket that nobody listens on."""
    connection = connections["default"]
    with django_db_blocker.unblock():
        connection.close()
        saved = connection.settings_dict
        connection.settings_dict = {**saved, "HOST": "/nowhere"}
        yield
        connection.close()
        connection.settings_dict = saved
