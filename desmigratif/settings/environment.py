"""The environment, read once.

DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL   external servers; unset: the embedded ones of `desmigratif.local`
DATA_DIR                                      where one machine keeps everything (.data in the checkout)
PORT                                          of the web server
DESMIGRATIF_SECRET_KEY                        text
DESMIGRATIF_NIK_KEYS                          1:<base64 of 32 bytes>[,2:<...>]; the highest number encrypts
DESMIGRATIF_NIK_HMAC_KEY                      base64 of 32 bytes
ALLOWED_HOSTS, SITE_URL                       of the service, in production
TRUSTED_PROXIES                               how many proxies of ours stand in front
SIMKOPDES_URL                                 where village cooperatives keep their books
EMAIL_HOST, EMAIL_PORT, EMAIL_USER,           carries invitations; without it codes are handed over
EMAIL_PASSWORD, EMAIL_FROM
BACKUP_DIR                                    where backups are written (DATA_DIR/backups)
BACKUP_PASSPHRASE_FILE                        seals backups; unset: they are readable for who can read the folder
"""

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path

from desmigratif.core.scope_names import APP_ROLE
from desmigratif.local.errors import LocalError, stop_with
from desmigratif.local.layout import CHECKOUT, Layout, layout_of
from desmigratif.local.postgres import OWNER

KEY_NAMES = ("DESMIGRATIF_SECRET_KEY", "DESMIGRATIF_NIK_KEYS", "DESMIGRATIF_NIK_HMAC_KEY")
KEY_BYTES = 32


@dataclass(frozen=True)
class Environment:
    """What the settings are made from."""

    database_url: str
    database_owner_url: str
    redis_url: str
    embedded: bool
    data_dir: Path
    secret_key: str
    nik_keys: dict[int, bytes]
    nik_hmac_key: bytes
    keys_from_environment: bool
    allowed_hosts: tuple[str, ...]
    site_url: str
    trusted_proxies: int
    simkopdes_url: str
    email: "Mail | None"
    backup_dir: Path
    backup_passphrase_file: Path | None


@dataclass(frozen=True)
class Mail:
    """The mail server; its connection is always encrypted."""

    host: str
    port: int
    user: str
    password: str
    sender: str


def resolve() -> Environment:
    """Read the environment; a mistake in it ends the program with one sentence."""
    try:
        return _resolve()
    except LocalError as error:
        stop_with(error)


def _resolve() -> Environment:
    given = os.environ.get
    data_dir = Path(given("DATA_DIR") or CHECKOUT / ".data")
    database_url, redis_url = given("DATABASE_URL", ""), given("REDIS_URL", "")
    own_keys = all(given(name) for name in KEY_NAMES)
    layout = None if database_url and redis_url and own_keys else layout_of(data_dir)
    secret_key, nik_keys, nik_hmac_key = _keys(layout)
    return Environment(
        database_url=database_url or _of(layout).database_url(APP_ROLE),
        database_owner_url=given("DATABASE_OWNER_URL", "") if database_url else _of(layout).database_url(OWNER),
        redis_url=redis_url or _of(layout).redis_url,
        embedded=not (database_url and redis_url),
        data_dir=data_dir.absolute(),
        secret_key=secret_key,
        nik_keys=nik_keys,
        nik_hmac_key=nik_hmac_key,
        keys_from_environment=own_keys,
        allowed_hosts=tuple(host.strip() for host in given("ALLOWED_HOSTS", "").split(",") if host.strip()),
        site_url=given("SITE_URL") or f"http://localhost:{given('PORT') or 8000}",
        trusted_proxies=_count("TRUSTED_PROXIES"),
        simkopdes_url=_address("SIMKOPDES_URL"),
        email=_mail(),
        backup_dir=Path(given("BACKUP_DIR") or data_dir / "backups").absolute(),
        backup_passphrase_file=Path(given("BACKUP_PASSPHRASE_FILE", "")) if given("BACKUP_PASSPHRASE_FILE") else None,
    )


def _count(name: str) -> int:
    text = os.environ.get(name) or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 3):
        raise LocalError(f"{name} must be a whole number such as 0 or 1, not {text!r}.")
    return int(text)


def _mail() -> Mail | None:
    host = os.environ.get("EMAIL_HOST", "").strip()
    if not host:
        return None
    sender = os.environ.get("EMAIL_FROM", "").strip()
    if "@" not in sender:
        raise LocalError("EMAIL_FROM must be the address that mails come from, such as desmigratif@example.go.id.")
    port = os.environ.get("EMAIL_PORT") or "587"
    if not (port.isascii() and port.isdigit() and len(port) < 6):
        raise LocalError(f"EMAIL_PORT must be a whole number such as 587, not {port!r}.")
    user, password = os.environ.get("EMAIL_USER", ""), os.environ.get("EMAIL_PASSWORD", "")
    return Mail(host, int(port), user, password, sender)


def _address(name: str) -> str:
    text = os.environ.get(name, "").strip()
    if text and not text.startswith("https://"):
        raise LocalError(f"{name} must be an address that begins with https://, not {text!r}.")
    return text


def _of(layout: Layout | None) -> Layout:
    assert layout is not None
    return layout


def _keys(layout: Layout | None) -> tuple[str, dict[int, bytes], bytes]:
    if layout is not None and not any(os.environ.get(name) for name in KEY_NAMES):
        return layout.keys.secret_key, layout.keys.nik_keys, layout.keys.nik_hmac_key
    missing = [name for name in KEY_NAMES if not os.environ.get(name)]
    if missing:
        raise LocalError(f"Set {' and '.join(missing)} too: the three keys are given together or not at all.")
    nik_keys = {}
    for part in os.environ["DESMIGRATIF_NIK_KEYS"].split(","):
        number, _, text = part.strip().partition(":")
        if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= 255:
            raise LocalError("DESMIGRATIF_NIK_KEYS must read 1:<base64>[,2:<base64>], numbers 1 to 255.")
        nik_keys[int(number)] = _key_bytes("DESMIGRATIF_NIK_KEYS", text)
    hmac_key = _key_bytes("DESMIGRATIF_NIK_HMAC_KEY", os.environ["DESMIGRATIF_NIK_HMAC_KEY"])
    if hmac_key in nik_keys.values():
        raise LocalError("DESMIGRATIF_NIK_HMAC_KEY must be another key than those in DESMIGRATIF_NIK_KEYS.")
    return os.environ["DESMIGRATIF_SECRET_KEY"], nik_keys, hmac_key


def _key_bytes(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise LocalError(f"{name} is not base64. Make a key: openssl rand -base64 32") from error
    if len(key) != KEY_BYTES:
        raise LocalError(f"{name} needs {KEY_BYTES} bytes in base64. Make a key: openssl rand -base64 32")
    return key
