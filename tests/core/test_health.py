"""The addresses for probes, and pages without a database."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client, override_settings

from desmigratif.core import health
from desmigratif.core.health import ALIVE, BACKUP_NAME, READY


def asked(path: str) -> tuple[int, dict]:
    answer = Client().get(path, headers={"host": "10.0.0.7"})
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    return answer.status_code, json.loads(answer.content)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [ALIVE, READY, ALIVE.rstrip("/"), READY.rstrip("/")])
def test_a_probe_needs_no_log_in_no_host_and_no_tls(path):
    with override_settings(SECURE_SSL_REDIRECT=True):
        status, found = asked(path)
    assert status == 200
    assert found["status"] in {"ok", "degraded"}


@pytest.mark.django_db
def test_a_ready_service_says_so_and_shows_no_secret(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    (tmp_path / datetime.now(UTC).strftime(BACKUP_NAME)).mkdir()
    status, found = asked(READY)
    assert status == 200
    assert set(found["checks"]) == {"database", "broker", "disk", "backup"}
    assert {found["checks"][name]["status"] for name in ("database", "broker", "backup")} == {"ok"}
    told = json.dumps(found)
    for secret in ("desm_", str(settings.DATA_DIR), str(tmp_path), "test_", "postgres", "/"):
        assert secret not in told


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "status"), [(1, "ok"), (25, "ok"), (27, "degraded")])
def test_the_age_of_the_newest_whole_backup_is_told(settings, tmp_path, hours, status):
    settings.BACKUP_DIR = tmp_path
    newest = datetime.now(UTC) - timedelta(hours=hours)
    for made in (newest, newest - timedelta(days=9)):
        (tmp_path / made.strftime(BACKUP_NAME)).mkdir()
    (tmp_path / f"{datetime.now(UTC).strftime(BACKUP_NAME)}.making").mkdir()
    found = asked(READY)[1]["checks"]["backup"]
    assert found["status"] == status
    assert found["age_hours"] == pytest.approx(hours, abs=0.1)


@pytest.mark.django_db
def test_without_a_backup_or_a_broker_the_service_is_degraded_and_still_ready(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "none"
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/nobody.sock?virtual_host=0"
    status, found = asked(READY)
    assert status == 200
    assert found["status"] == "degraded"
    assert found["checks"]["backup"]["why"] == "none"
    assert found["checks"]["broker"]["status"] == "degraded"
    assert found["checks"]["database"]["status"] == "ok"


@pytest.mark.django_db
def test_a_full_disk_is_degraded(monkeypatch):
    usage = health.shutil._ntuple_diskusage(100, 86, 14)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: usage)
    found = asked(READY)[1]["checks"]["disk"]
    assert (found["status"], found["used_percent"]) == ("degraded", 86)


@pytest.mark.django_db
def test_a_version_whose_migrations_are_not_applied_gets_no_requests(monkeypatch):
    expected = health.migrations() | {"workers.9999_later"}
    monkeypatch.setattr(health, "migrations", lambda: expected)
    status, found = asked(READY)
    assert status == 503
    assert found["checks"]["database"]["pending"] == 1


def test_without_the_database_the_process_is_alive_and_not_ready(broken_database):
    assert Client().get("/hidup/").status_code == 200
    answer = Client().get("/siap/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert json.loads(answer.content)["checks"]["database"] == {"status": "down", "why": "unreachable"}


def test_without_the_database_a_page_says_when_to_try_again(broken_database):
    answer = Client(raise_request_exception=False).get("/masuk/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert "Kode 503" in answer.content.decode()


def test_without_the_database_the_api_answers_in_its_own_shape(broken_database):
    answer = Client(raise_request_exception=False).get("/api/v1/persons/", headers={"authorization": "Bearer x"})
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert json.loads(answer.content)["errors"][0]["code"] == "unavailable"
