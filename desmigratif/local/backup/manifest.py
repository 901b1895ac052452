"""The list that goes with a dump, and the checks that need no database."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from desmigratif.local.backup.errors import BackupError
from desmigratif.local.backup.inventory import Inventory

FORMAT = 1
NAME = "manifest.json"
CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Part:
    """One file of a backup as it lies on the disk; `entries` counts the files in a tar."""

    file: str
    bytes: int
    sha256: str
    entries: int = 0


@dataclass(frozen=True)
class Manifest:
    """Everything that is known about a backup without opening it."""

    made_at: str
    sealed: bool
    server: str
    program: str
    migrations: list[str]
    extensions: dict[str, str]
    keys: dict[str, str]
    inventory: Inventory
    database: Part
    files: Part
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Write it beside the parts."""
        path = folder / NAME
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True), encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup; raises BackupError when it is none, or of a later version."""
    try:
        stored = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise BackupError(f"The backup {folder} was made by a later version. Restore it with that version.")
        return Manifest(**{**stored, "database": Part(**stored["database"]), "files": Part(**stored["files"])})
    except OSError as error:
        raise BackupError(f"{folder} is no backup: {NAME} can't be read there. FROM=... names its folder.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder / NAME} is damaged. Take another backup.") from error


def check_whole(folder: Path, part: Part) -> None:
    """Compare a part with its checksum; raises BackupError."""
    digest = hashlib.sha256()
    try:
        with (folder / part.file).open("rb") as source:
            while chunk := source.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise BackupError(f"{folder / part.file} can't be read: {error.strerror}. Nothing was restored.") from error
    if digest.hexdigest() != part.sha256:
        raise BackupError(f"{folder / part.file} is not what was written. Nothing was restored; take another backup.")


def key_marks() -> dict[str, str]:
    """Marks that tell keys apart and from which no key can be found: the keys are 256 random bits."""
    keys = {f"NIK key {number}": key for number, key in settings.NIK_KEYS.items()}
    keys["NIK HMAC key"] = settings.NIK_HMAC_KEY
    return {name: hmac.new(key, b"desmigratif backup", hashlib.sha256).hexdigest()[:32] for name, key in keys.items()}


def check_keys(manifest: Manifest) -> None:
    """Without the same keys the restored NIKs can't be opened; raises BackupError."""
    here = key_marks()
    missing = [name for name, mark in manifest.keys.items() if here.get(name) != mark]
    if missing:
        raise BackupError(
            f"The keys here are not those of the backup ({', '.join(missing)}), so no restored NIK could be opened."
            " Put the keys of that installation in place first: keys.json into DATA_DIR, or the three variables."
            " Nothing was restored."
        )
