"""Headers that every answer has, what is stored nowhere, and what browsers report."""

import json
import logging

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from desmigratif.core.web import reports

REPORT = {
    "csp-report": {
        "document-uri": "http://testserver/orang/?q=Siti+Aminah",
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://jahat.example/a.js?nik=3504141509900001",
        "script-sample": "Siti Aminah",
    }
}


def is_complete(answer):
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Request-ID"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/bantuan/", 200),
        ("/tidak-ada/", 404),
        ("/bantuan/?q=%00", 400),
        ("/static/brand.css", 200),
        ("/static/tidak-ada.css", 404),
        ("/hidup/", 200),
        ("/", 302),
        ("/api/v1/persons/", 401),
        ("/api/v1/tidak-ada/", 404),
        ("/oauth2/token/", 405),
        ("/kelola/", 302),
        ("/sw.js", 200),
    ],
)
def test_every_answer_has_all_security_headers(path, status):
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == status
    answer.close()
    is_complete(answer)
    if status >= 400:
        assert answer["Cache-Control"] == "no-store"


def test_an_answer_without_the_database_has_them_too(broken_database):
    for path in ("/masuk/", "/siap/", "/api/v1/persons/"):
        answer = Client(raise_request_exception=False).get(path, headers={"authorization": "Bearer x"})
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert answer["Cache-Control"] == "no-store"
        is_complete(answer)


@pytest.mark.django_db
def test_a_failure_of_ours_has_them_too(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("desmigratif.core.web.pages.PublicPage.get", fail)
    answer = Client(raise_request_exception=False).get("/bantuan/")
    assert answer.status_code == 500
    assert answer["Cache-Control"] == "no-store"
    is_complete(answer)


@pytest.mark.django_db
def test_a_wrong_host_gets_them_too():
    answer = Client(raise_request_exception=False).get("/bantuan/", headers={"host": "jahat.example"})
    assert answer.status_code == 400
    is_complete(answer)


@pytest.mark.django_db
def test_log_out_clears_the_cache_and_never_what_was_typed(as_user, petugas):
    answer = as_user(petugas).post(reverse("logout"))
    assert answer["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
def test_a_body_that_is_too_large_is_refused_by_its_length():
    with override_settings(REQUEST_MAX_BYTES=1000):
        answer = Client().post("/masuk/", {"username": "a" * 2000, "password": "b"})
        told = Client().post("/oauth2/token/", {"grant_type": "a" * 2000})
    assert answer.status_code == told.status_code == 413
    assert "Kiriman ini terlalu besar" in answer.content.decode()
    assert json.loads(told.content)["errors"][0]["code"] == "too_large"


@pytest.mark.django_db
def test_fields_that_are_too_large_are_refused_in_words():
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000):
        answer = Client().post("/masuk/", {"username": "a" * 2000, "password": "b"})
    assert answer.status_code == 413


@pytest.fixture
def told(caplog, monkeypatch):
    """What is logged of a report."""
    monkeypatch.setattr(reports, "_minute", reports._Minute())
    caplog.set_level(logging.WARNING, logger="desmigratif.core.web.reports")

    def send(body, kind="application/csp-report"):
        answer = Client(enforce_csrf_checks=True).post(reverse("policy-report"), body, content_type=kind)
        assert answer.status_code == 204
        return [record.fields for record in caplog.records if record.name == reports.__name__]

    return send


@pytest.mark.django_db
def test_a_report_of_a_browser_is_logged_without_address_query_or_sample(told):
    assert told(json.dumps(REPORT)) == [
        {"directive": "script-src-elem", "page": "person-list", "blocked": "https://jahat.example"}
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", '{"csp-report": 3}', '{"csp-report": {"effective-directive": "nama"}}', "[" * 5000,
     '{"csp-report": {"effective-directive": ["img-src"]}}', "\xff\x00", json.dumps({**REPORT, "x": "a" * 9000})],
)  # fmt: skip
def test_a_report_that_is_none_is_dropped(told, body):
    assert told(body) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["http://[", None, 3, {"a": 1}, "http://testserver/tidak-ada/", "data"])
def test_a_report_with_an_odd_address_does_no_harm(told, address):
    odd = {"document-uri": address, "blocked-uri": address, "effective-directive": "img-src"}
    assert len(told(json.dumps({"csp-report": odd}))) == 1


@pytest.mark.django_db
def test_a_browser_that_reports_without_end_does_not_fill_the_log(told):
    for _ in range(reports.MOST_A_MINUTE + 5):
        found = told(json.dumps(REPORT))
    assert len(found) == reports.MOST_A_MINUTE
