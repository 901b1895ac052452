"""A ministry's program: made by openapi-python-client from the schema the system serves, reading every person.

Run by the flow test as a process of its own, as a ministry would. Prints the rows as JSON.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import httpx


def main(url: str) -> None:
    """Token, schema, generated package, all pages."""
    credentials = (os.environ["DESMIGRATIF_CLIENT_ID"], os.environ["DESMIGRATIF_CLIENT_SECRET"])
    answer = httpx.post(f"{url}/oauth2/token/", auth=credentials, data={"grant_type": "client_credentials"})
    token = answer.raise_for_status().json()["access_token"]
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder) / "openapi.yaml"
        schema.write_bytes(httpx.get(f"{url}/api/v1/schema/").raise_for_status().content)
        here = Path(sys.executable).parent
        subprocess.run(
            [
                here / "openapi-python-client",
                "generate",
                "--path",
                schema,
                "--meta",
                "none",
                "--output-path",
                Path(folder) / "ministry",
            ],
            check=True,
            capture_output=True,
            cwd=folder,
            env={**os.environ, "PATH": f"{here}{os.pathsep}{os.environ['PATH']}"},
        )
        sys.path.insert(0, folder)
        make_client = importlib.import_module("ministry").AuthenticatedClient
        persons = importlib.import_module("ministry.api.persons.persons_list")
        rows, cursor = [], {}
        with make_client(base_url=url, token=token) as client:
            while True:
                page = persons.sync(client=client, limit=1000, **cursor)
                rows += [row.to_dict() for row in page.results]
                if not page.next_:
                    break
                cursor = {"cursor": httpx.URL(page.next_).params["cursor"]}
    sys.stdout.write(json.dumps(rows, default=str))


if __name__ == "__main__":
    main(sys.argv[1])
