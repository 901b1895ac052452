"""A database that one test has for itself and where rows are committed: for what other processes or a dump must see.

It is thrown away afterwards. Flushing the common one instead would empty its regions too.
"""

import os
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.conftest import _drop, _fingerprint, _server

TAG = "_".join(filter(None, [os.environ.get("DESMIGRATIF_TEST_NAME"), os.environ.get("PYTEST_XDIST_WORKER"), "own"]))
NAME = f"test_desmigratif_{TAG}_main"


@pytest.fixture
def own_database(django_db_setup, django_db_blocker) -> Iterator[str]:
    """Points the connection at it; yields the DESMIGRATIF_TEST_NAME under which another process finds it."""
    shared = connection.settings_dict["NAME"]
    server = _server()
    with server.cursor() as cursor, django_db_blocker.unblock():
        _drop(NAME, cursor.execute)
        cursor.execute(f'create database "{NAME}" template "test_tpl_{_fingerprint()}"')
        connection.close()
        connection.settings_dict["NAME"] = NAME
        try:
            yield TAG
        finally:
            connection.close()
            connection.settings_dict["NAME"] = shared
            _drop(NAME, cursor.execute)
    server.close()
