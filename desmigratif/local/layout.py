"""Where things lie on one machine, and the keys made for it.

    DATA_DIR/            0700 (0711 for root, so that the servers' account can pass)
      keys.json          0600: the keys of this installation; without them the stored NIKs can't be read
      home               the folder of the servers, when it is not DATA_DIR/servers
      servers/           0700: postgres/, run/ (sockets), logs
      static/ files/     what the web application collects and makes

Root's DATA_DIR may lie under a folder that no other account can enter. Then the servers get a folder of their own
below /var/lib/desmigratif, and DATA_DIR/home names it.
"""

import base64
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from desmigratif.local.accounts import Account, server_account
from desmigratif.local.errors import LocalError, plain_os_errors

CHECKOUT = Path(__file__).resolve().parent.parent.parent
SHARED_HOME = Path("/var/lib/desmigratif")
SOCKET_PATH_LIMIT = 90  # a socket's path has at most 107 bytes; the longest name we put below is ".s.PGSQL.5432.lock"
DATABASE = "desmigratif"


@dataclass(frozen=True)
class Keys:
    """The keys of one installation."""

    identity: str
    secret_key: str
    nik_keys: dict[int, bytes]
    nik_hmac_key: bytes


@dataclass(frozen=True)
class Layout:
    """The places of one installation."""

    data_dir: Path
    home: Path
    run: Path
    account: Account | None
    keys: Keys

    @property
    def postgres(self) -> Path:
        """The database's own folder."""
        return self.home / "postgres"

    @property
    def valkey_socket(self) -> Path:
        """Where Valkey listens."""
        return self.run / "valkey.sock"

    @property
    def redis_url(self) -> str:
        """For Celery."""
        return f"redis+socket://{self.valkey_socket}?virtual_host=0"

    def database_url(self, role: str, database: str = DATABASE) -> str:
        """The address of the embedded server for a role, through its socket."""
        return f"postgresql://{role}@{quote(str(self.run), safe='')}/{database}"


def layout_of(data_dir: Path) -> Layout:
    """Read the layout, making folders and keys on first use; raises LocalError."""
    data_dir = data_dir.absolute()
    account = server_account(CHECKOUT)
    with plain_os_errors(f"The data folder {data_dir}"):
        if not data_dir.exists():
            data_dir.mkdir(parents=True)
            data_dir.chmod(0o700 if account is None else 0o711)
        keys = _keys(data_dir)
        home = _home(data_dir, account, keys.identity)
    run = home / "run"
    if len(os.fsencode(run)) > SOCKET_PATH_LIMIT:
        run = Path(tempfile.gettempdir()) / f"desmigratif-{keys.identity}"
    return Layout(data_dir=data_dir, home=home, run=run, account=account, keys=keys)


def _home(data_dir: Path, account: Account | None, identity: str) -> Path:
    noted = data_dir / "home"
    if noted.exists():
        return Path(noted.read_text(encoding="utf-8").strip())
    inside = data_dir / "servers"
    if account is None or account.can_enter(data_dir):
        return inside
    away = SHARED_HOME / identity
    noted.write_text(f"{away}\n", encoding="utf-8")
    return away


def _keys(data_dir: Path) -> Keys:
    path = data_dir / "keys.json"
    if not path.exists():
        if (data_dir / "servers" / "postgres").exists() or (data_dir / "home").exists():
            raise LocalError(
                f"The keys of this installation are gone ({path}), so the stored NIKs can't be read. Put keys.json"
                " back from your copy, or start anew with `make reset`."
            )
        _make_keys(path)
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Keys(
            identity=stored["identity"],
            secret_key=stored["secret_key"],
            nik_keys={int(key): base64.b64decode(value) for key, value in stored["nik_keys"].items()},
            nik_hmac_key=base64.b64decode(stored["nik_hmac_key"]),
        )
    except (ValueError, KeyError) as error:
        raise LocalError(f"{path} is damaged. Put it back from your copy, or start anew with `make reset`.") from error


def _make_keys(path: Path) -> None:
    def random_key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    made = {
        "identity": secrets.token_hex(6),
        "secret_key": secrets.token_urlsafe(64),
        "nik_keys": {"1": random_key()},
        "nik_hmac_key": random_key(),
    }
    making = path.with_name(f"keys.json.{os.getpid()}")
    making.touch(mode=0o600)
    making.write_text(json.dumps(made, indent=1), encoding="utf-8")
    try:
        os.link(making, path)  # the first of several processes wins, none overwrites
    except FileExistsError:
        pass
    finally:
        making.unlink()
