#!/usr/bin/env python3
"""Keep a copy of the persons an agreement opens: Python 3.9 or newer, nothing to install.

    export DESMIGRATIF_URL=... DESMIGRATIF_CLIENT_ID=... DESMIGRATIF_CLIENT_SECRET=...
    python3 pull_persons.py copy.json

The first run reads everything; later runs read what has changed since. The copy is one JSON file, rows by id.
"""

import base64
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

TIMEOUT = 30  # seconds


def call(request):
    """Send a request and read its JSON; an error of the API is told in its own words."""
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code} {error.reason}: {error.read().decode()}")


def ask_token(base, client_id, secret):
    """A token is good for fifteen minutes."""
    login = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return call(
        urllib.request.Request(
            f"{base}/oauth2/token/",
            data=b"grant_type=client_credentials",
            headers={"Authorization": f"Basic {login}"},
        )
    )["access_token"]


def pages(base, token, since):
    """All pages, following `next` as it is."""
    query = {"limit": 1000, **({"updated_since": since} if since else {})}
    url = f"{base}/api/v1/persons/?{urllib.parse.urlencode(query)}"
    while url:
        page = call(urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"}))
        yield page
        url = page["next"]


def pull(base, client_id, secret, copy):
    """Bring `copy`, a dict with `rows` and `sync_from`, up to date."""
    token = ask_token(base, client_id, secret)
    for page in pages(base, token, copy.get("sync_from")):
        for row in page["results"]:
            if row["withdrawn"]:
                copy["rows"].pop(row["id"], None)
            else:
                copy["rows"][row["id"]] = row
        sync_from = page["sync_from"]
    copy["sync_from"] = sync_from
    return copy


def main():
    """Read the copy, bring it up to date, and put it back in one step."""
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "persons.json")
    copy = json.loads(path.read_text()) if path.exists() else {"rows": {}, "sync_from": None}
    before = len(copy["rows"])
    base = os.environ.get("DESMIGRATIF_URL", "http://localhost:8000").rstrip("/")
    pull(base, os.environ["DESMIGRATIF_CLIENT_ID"], os.environ["DESMIGRATIF_CLIENT_SECRET"], copy)
    making = path.with_suffix(".part")
    making.write_text(json.dumps(copy, indent=1))
    making.replace(path)
    print(f"{path}: {before} persons before, {len(copy['rows'])} now")


if __name__ == "__main__":
    main()
