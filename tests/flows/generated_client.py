"""A ministry's program: made by openapi-python-client from the schema the system serves, reading every list it may.

Run by the flow tests as a process of its own, as a ministry would. Prints the rows of each dataset as JSON; a dataset
that the agreement does not open is left out.
"""

import importlib
import inspect
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
from http import HTTPStatus
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

PAGE = 1000


def generate(schema: bytes, folder: Path) -> None:
    """Make the package `ministry` in the folder."""
    described = folder / "openapi.yaml"
    described.write_bytes(schema)
    here = Path(sys.executable).parent
    subprocess.run(
        [
            here / "openapi-python-client",
            "generate",
            "--path",
            described,
            "--meta",
            "none",
            "--output-path",
            folder / "ministry",
        ],
        check=True,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"},
    )


def lists() -> dict[str, ModuleType]:
    """The generated functions that read a list in pages, by dataset."""
    package = importlib.import_module("ministry.api")
    found = {}
    for info in pkgutil.walk_packages(package.__path__, "ministry.api."):
        if info.name.endswith("_list"):
            module = importlib.import_module(info.name)
            if "limit" in inspect.signature(module.sync_detailed).parameters:
                found[info.name.rsplit(".", 1)[1].removesuffix("_list")] = module
    return found


def read(module: ModuleType, client: Any) -> list[dict[str, Any]] | None:
    """All pages of one dataset; None when the agreement does not open it."""
    rows: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = module.sync_detailed(client=client, limit=PAGE, **cursor)
        if answer.status_code == HTTPStatus.FORBIDDEN:
            return None
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{module.__name__}: {answer.status_code} {answer.content[:300]!r}")
        rows += [row.to_dict() for row in answer.parsed.results]
        if not answer.parsed.next_:
            return rows
        cursor = {"cursor": httpx.URL(answer.parsed.next_).params["cursor"]}


def main(url: str, wanted: list[str]) -> None:
    """Token, schema, generated package, all pages of the wanted datasets; of all of them when none is named."""
    credentials = (os.environ["DESMIGRATIF_CLIENT_ID"], os.environ["DESMIGRATIF_CLIENT_SECRET"])
    answer = httpx.post(f"{url}/oauth2/token/", auth=credentials, data={"grant_type": "client_credentials"})
    token = answer.raise_for_status().json()["access_token"]
    with tempfile.TemporaryDirectory() as folder:
        generate(httpx.get(f"{url}/api/v1/schema/").raise_for_status().content, Path(folder))
        sys.path.insert(0, folder)
        make_client = importlib.import_module("ministry").AuthenticatedClient
        with make_client(base_url=url, token=token) as client:
            modules = {name: module for name, module in lists().items() if not wanted or name in wanted}
            found = {name: read(module, client) for name, module in modules.items()}
    sys.stdout.write(json.dumps({name: rows for name, rows in found.items() if rows is not None}, default=str))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
