"""pg_dump and pg_restore for the server at hand, and how they reach it."""

import os
import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db.backends.postgresql.base import DatabaseWrapper

from desmigratif.local.backup.errors import BackupError
from desmigratif.local.binaries import postgres_bin
from desmigratif.local.errors import LocalError

# What a password or a certificate needs must not stand in the list of processes, so it travels in the environment.
VARIABLES = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def _places() -> list[Path]:
    on_path = shutil.which("pg_dump")
    places = [Path(on_path).parent] if on_path else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    with suppress(LocalError):  # a platform without the embedded server: only installed programs remain
        places.append(postgres_bin(None))
    return places


def _major(folder: Path) -> int:
    try:
        said = subprocess.run(
            [str(folder / "pg_dump"), "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def program(name: str, connection: DatabaseWrapper) -> str:
    """The program of the server's own version. A newer one writes settings that an older server does not know, and an
    older one refuses to dump; raises BackupError."""
    major = connection.pg_version // 10000
    for folder in _places():
        if _major(folder) == major and (folder / name).exists():
            return str(folder / name)
    raise BackupError(
        f"The database server is PostgreSQL {major}, and there is no {name} of that version here."
        f" Debian, Ubuntu: apt install postgresql-client-{major}"
    )


def environment(connection: DatabaseWrapper) -> dict[str, str]:
    """The variables with which libpq's programs reach the owner's database."""
    owner = settings.DATABASE_OWNER
    given = {
        "PGHOST": owner["HOST"],
        "PGPORT": str(owner["PORT"]),
        "PGUSER": owner["USER"],
        "PGPASSWORD": owner["PASSWORD"],
        "PGDATABASE": connection.settings_dict["NAME"],
        "PGAPPNAME": "desmigratif-backup",
        "PGCONNECT_TIMEOUT": "10",
        **{VARIABLES[key]: str(value) for key, value in owner["OPTIONS"].items() if key in VARIABLES},
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, **{name: value for name, value in given.items() if value}}
