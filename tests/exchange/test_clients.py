"""Real clients: the example of the docs, and one generated from the schema."""

import importlib.util
import io
import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, TUNGGANGRI
from tests.exchange.conftest import SECRET, add_person
from workers.models import Person

ROOT = Path(settings.BASE_DIR)
BIN = Path(sys.executable).parent


class Answer(io.BytesIO):
    """What urlopen gives."""


@pytest.fixture
def pull_persons(monkeypatch):
    """The example program, with its network replaced by Django's test client."""
    spec = importlib.util.spec_from_file_location("pull_persons", ROOT / "docs/examples/pull_persons.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def urlopen(request: urllib.request.Request, timeout: int) -> Answer:
        path = request.full_url.split("://testserver", 1)[1]
        headers = dict(request.header_items())
        if request.data is None:
            answer = Client().get(path, headers=headers)
        else:
            answer = Client().post(
                path, request.data, content_type="application/x-www-form-urlencoded", headers=headers
            )
        assert answer.status_code == 200, answer.content
        return Answer(answer.content)

    monkeypatch.setattr(module.urllib.request, "urlopen", urlopen)
    return module


def test_the_example_keeps_a_copy_up_to_date(agreement, make_api_client, pull_persons):
    kept, gone = add_person(TUNGGANGRI), add_person(BETAK)
    client = make_api_client(agreement)
    copy = pull_persons.pull("http://testserver", client.client_id, SECRET, {"rows": {}, "sync_from": None})
    assert len(copy["rows"]) == 2

    with acting_as(SYSTEM):
        person = Person.objects.get(pk=gone)
        person.withdrawn_at, person.record_status = person.updated_at, "ARSIP"
        person.save()
        person = Person.objects.get(pk=kept)
        person.status = "AKTIF"
        person.save()
    add_person(TUNGGANGRI)
    copy = pull_persons.pull("http://testserver", client.client_id, SECRET, json.loads(json.dumps(copy)))

    assert sorted(row["status"] for row in copy["rows"].values()) == ["AKTIF", "PURNA"]


@pytest.fixture(scope="session")
def generated(tmp_path_factory) -> str:
    """A package made by openapi-python-client from the committed schema; returns its name."""
    folder = tmp_path_factory.mktemp("client")
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [BIN / "openapi-python-client", "generate", "--path", ROOT / "docs/openapi.yaml", "--meta", "none",
         "--output-path", folder / "desmigratif_client", "--fail-on-warning"],
        env=environment, cwd=folder, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    sys.path.insert(0, str(folder))
    yield "desmigratif_client"
    sys.path.remove(str(folder))


@contextmanager
def application() -> Iterator[httpx.WSGITransport]:
    """The whole application inside the test's transaction: its connection must stay open between requests."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    try:
        yield httpx.WSGITransport(app=WSGIHandler())
    finally:
        for signal in ends:
            signal.connect(close_old_connections)


def test_a_generated_client_reads_persons(agreement, caller, persons, generated):
    client_class = importlib.import_module(generated).AuthenticatedClient
    persons_list = importlib.import_module(f"{generated}.api.persons.persons_list")
    villages_list = importlib.import_module(f"{generated}.api.villages.villages_list")
    token = caller(agreement).token
    with (
        application() as transport,
        client_class(base_url="http://testserver", token=token, httpx_args={"transport": transport}) as client,
    ):
        page = persons_list.sync(client=client, limit=1)
        everything = persons_list.sync(client=client)
        refused = persons_list.sync_detailed(client=client, limit=5000)
        villages = villages_list.sync(client=client)

    assert len(page.results) == 1
    assert page.next_ is not None
    assert {row.village_code for row in everything.results} == {TUNGGANGRI, BETAK}
    assert refused.status_code == 400
    assert refused.parsed.errors[0].attr == "limit"
    assert villages.results == []
