"""Lines of the log: JSON, one each, nobody's data, and the name of the request they belong to."""

import json
import logging
import sys

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from desmigratif.core.logs import JsonFormatter, without_numbers
from desmigratif.core.request_id import HEADER


@pytest.fixture
def lines(caplog):
    """What the log holds so far, as written."""
    caplog.set_level(logging.INFO, logger="desmigratif")
    caplog.set_level(logging.INFO, logger="desmigratif.request")

    def written():
        return [JsonFormatter().format(record) for record in caplog.records]

    return written


def formatted(message, *args, exc_info=None, name="desmigratif.x", **more):
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, exc_info)
    for key, value in more.items():
        setattr(record, key, value)
    text = JsonFormatter().format(record)
    assert "\n" not in text
    assert "\r" not in text
    return json.loads(text)


def test_a_line_is_json_with_the_time_in_utc():
    line = formatted("export %s failed", "abc")
    assert line["message"] == "export abc failed"
    assert line["time"].endswith("+00:00")
    assert (line["level"], line["logger"]) == ("ERROR", "desmigratif.x")


def test_no_text_can_pretend_to_be_a_line_of_its_own():
    line = formatted("asked for %s", 'x\r\n{"level": "INFO"}\u2028y')
    assert line["message"].startswith("asked for x\r\n")


@pytest.mark.parametrize("number", ["3504141509900001", "081234567890", "+6281234567890", "6281234567890"])
def test_numbers_of_people_are_blacked_out(number):
    assert number not in json.dumps(formatted("person %s here", number))


def test_ids_stay_readable():
    for text in ("0190b2a4-7d1e-7c3a-8f00-081234567890", "a1b2c3d4e5f6", "2026-11-25T10:00:00", "took 123456 ms"):
        assert without_numbers(text) == text


@pytest.mark.django_db
def test_the_words_of_an_exception_are_left_out_because_they_repeat_the_row():
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 'Siti Aminah'::date")
    except DatabaseError:
        line = formatted("Internal Server Error: /orang/", exc_info=sys.exc_info())
    told = json.dumps(line)
    assert "Siti" not in told
    assert "DataError" in told
    assert any("test_logs.py" in place for error in line["error"] for place in error["at"])


def test_a_failed_task_does_not_tell_what_it_was_about():
    try:
        raise ValueError("Siti Aminah")
    except ValueError:
        line = formatted("Task raised: Siti Aminah", exc_info=sys.exc_info(), name="celery.app.trace")
    assert "Siti" not in json.dumps(line)
    assert line["error"][0]["class"] == "builtins.ValueError"


@pytest.mark.django_db
def test_every_answer_is_one_line_without_its_address(lines):
    answer = Client().get("/bantuan/?q=Siti+Aminah")
    line = json.loads(next(text for text in lines() if '"answered"' in text))
    assert (line["method"], line["route"], line["status"]) == ("GET", "/bantuan/", 200)
    assert line["ms"] >= 0
    assert "Siti" not in "".join(lines())
    assert len(answer[HEADER]) == 12


@pytest.mark.django_db
def test_each_request_has_a_name_of_its_own_and_a_strangers_name_is_not_believed():
    first, second = (Client().get("/bantuan/", headers={"X-Request-ID": "aaaaaaaaaaaa"})[HEADER] for _ in range(2))
    assert first != second
    assert "aaaaaaaaaaaa" not in {first, second}


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "kept"), [("a1b2c3d4-77", True), ("x\r\nSet-Cookie: a=b", False), ("<b>", False)])
def test_behind_a_proxy_of_ours_its_name_is_kept_if_it_is_one(settings, given, kept):
    settings.TRUSTED_PROXIES = 1
    assert (Client().get("/bantuan/", headers={"X-Request-ID": given})[HEADER] == given) is kept


def test_the_page_of_a_failure_names_the_request_that_the_log_names(broken_database, lines, caplog):
    answer = Client(raise_request_exception=False).get("/masuk/")
    assert answer.status_code == 503
    assert f"Kode kejadian: {answer[HEADER]}" in answer.content.decode()
