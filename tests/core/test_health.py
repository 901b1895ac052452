"""The addresses for probes."""

import pytest
from django.db import connections
from django.test import Client, override_settings


@pytest.mark.django_db
def test_a_probe_needs_no_log_in_no_host_and_no_tls():
    with override_settings(SECURE_SSL_REDIRECT=True):
        for path, words in (("/hidup/", b"hidup"), ("/siap/", b"siap")):
            answer = Client().get(path, headers={"host": "10.0.0.7"})
            assert (answer.status_code, answer.content) == (200, words)
            assert answer["Cache-Control"] == "no-store"


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


def test_without_the_database_the_process_is_alive_and_not_ready(broken_database):
    assert Client().get("/hidup/").status_code == 200
    assert Client().get("/siap/").status_code == 503


def test_without_the_database_a_page_says_when_to_try_again(broken_database):
    answer = Client(raise_request_exception=False).get("/masuk/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Kode 503" in answer.content.decode()
