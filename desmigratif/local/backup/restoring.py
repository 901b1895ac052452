"""Read a backup into an empty database, and compare what is there with what was written down."""

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.db.backends.postgresql.base import DatabaseWrapper

from desmigratif.core.owner import as_owner, ensure_roles
from desmigratif.local.backup import inventory
from desmigratif.local.backup.errors import BackupError
from desmigratif.local.backup.manifest import CHUNK, Manifest, Part, check_keys, check_whole, read
from desmigratif.local.backup.programs import environment, program
from desmigratif.local.backup.sealing import opened
from desmigratif.local.errors import plain_os_errors


class _Joined:
    """The parts of an iterator, read as a file is: for tarfile."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts, self._held = parts, b""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        while len(self._held) < size and (part := next(self._parts, b"")):
            self._held += part
        given, self._held = self._held[:size], self._held[size:]
        return given


def restore(*, folder: Path, files: Path, passphrase: bytes | None) -> tuple[Manifest, inventory.Inventory]:
    """Restore and return the manifest and what the database now holds; raises BackupError before anything is changed.

    The database is filled in one transaction: when it fails, it is as empty as before.
    """
    manifest = read(folder)
    if manifest.sealed and passphrase is None:
        raise BackupError("The backup is sealed. Name the file with its passphrase: BACKUP_PASSPHRASE_FILE=...")
    for part in (manifest.database, manifest.files):
        check_whole(folder, part)
    check_keys(manifest)
    if files.exists() and any(path.is_file() for path in files.rglob("*")):
        raise BackupError(f"{files} is not empty. Nothing was restored: choose an empty DATA_DIR.")
    key = passphrase if manifest.sealed else None
    with as_owner() as connection:
        with connection.cursor() as cursor:
            if not inventory.is_empty(cursor):
                raise BackupError(
                    f"The database {connection.settings_dict['NAME']} is not empty. Nothing was restored: a backup is"
                    " read into an empty database only, never over data. Make a new one, or choose an empty DATA_DIR."
                )
        ensure_roles(connection)
        _load(connection, _plain(folder, manifest.database, key))
        with connection.cursor() as cursor:
            cursor.execute("analyze")
            found = inventory.take(cursor)
    with plain_os_errors(str(files)):
        _unpack(_plain(folder, manifest.files, key), files)
    return manifest, found


def _plain(folder: Path, part: Part, passphrase: bytes | None) -> Iterator[bytes]:
    with (folder / part.file).open("rb") as source:
        if passphrase is not None:
            yield from opened(source, passphrase)
            return
        while chunk := source.read(CHUNK):
            yield chunk


def _load(connection: DatabaseWrapper, parts: Iterator[bytes]) -> None:
    command = [program("pg_restore", connection), "--no-owner", "--single-transaction", "--exit-on-error"]
    command += ["--no-password", f"--dbname={connection.settings_dict['NAME']}"]
    first = next(parts)  # a wrong passphrase shows before the program starts
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, env=environment(connection), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said
        )
        assert process.stdin is not None
        try:
            _feed(process.stdin, first, parts)
        except BaseException:
            process.kill()  # a stream that was cut must not be committed as if it were whole
            process.wait()
            raise
        if process.wait():
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise BackupError(f"pg_restore failed; the database is as empty as before. It said:\n{words}")


def _feed(target: IO[bytes], first: bytes, parts: Iterator[bytes]) -> None:
    try:
        target.write(first)
        for part in parts:
            target.write(part)
        target.close()
    except BrokenPipeError:
        return  # the program ended early; its exit code and words say why


def _unpack(parts: Iterator[bytes], files: Path) -> None:
    """Plain files only, and none outside `files`."""
    with tarfile.open(fileobj=_Joined(parts), mode="r|") as tar:  # type: ignore[call-overload]
        for entry in tar:
            inside = PurePosixPath(entry.name)
            if not entry.isfile() or inside.is_absolute() or ".." in inside.parts:
                continue
            target = files / inside
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            source = tar.extractfile(entry)
            assert source is not None
            with source, target.open("xb") as out:
                shutil.copyfileobj(source, out, CHUNK)
            target.chmod(entry.mode & 0o700)
