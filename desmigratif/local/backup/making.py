"""Make a backup while the system runs: the dump and the counts are of the same moment."""

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.db import transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from desmigratif.core.health import BACKUP_NAME
from desmigratif.core.owner import as_owner
from desmigratif.local.backup import inventory
from desmigratif.local.backup.errors import BackupError
from desmigratif.local.backup.manifest import CHUNK, Manifest, Part, key_marks
from desmigratif.local.backup.programs import environment, program
from desmigratif.local.backup.sealing import Sealer
from desmigratif.local.errors import plain_os_errors

NOT_PACKED = {"scratch"}  # half-made files of running jobs
README = """Backup of Desmigratif, made {made_at} (UTC).

In it: the whole database, and the files that users and jobs made.
NOT in it: the keys (keys.json, or the three variables DESMIGRATIF_...). Without them no NIK in it can be read.
Keep the keys in another place than the backups: who has both, has everything.
{sealing}
Restore into an empty installation that has the same keys: make restore FROM=<this folder>
"""
SEALED = "\nThe two large files are sealed with a passphrase. Without it they can't be opened by anybody.\n"
OPEN = "\nThe two large files are NOT sealed: who can read this folder reads names and addresses.\n"


class _Written:
    """A new file, its length and its checksum, as they go."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target, self.digest, self.bytes = target, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._target.write(data)
        self.digest.update(data)
        self.bytes += len(data)
        return len(data)


def _write(path: Path, passphrase: bytes | None, fill: Callable[[IO[bytes]], int]) -> Part:
    """Let `fill` write the part's plain bytes; it returns how many entries they hold."""
    if passphrase is not None:
        path = path.with_name(f"{path.name}.sealed")
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as target:
        written = _Written(target)
        if passphrase is None:
            entries = fill(written)  # type: ignore[arg-type]
        else:
            sealer = Sealer(written, passphrase)  # type: ignore[arg-type]
            entries = fill(sealer)  # type: ignore[arg-type]
            sealer.close()
        target.flush()
        os.fsync(target.fileno())
    return Part(path.name, written.bytes, written.digest.hexdigest(), entries)


def make(*, folder: Path, files: Path, passphrase: bytes | None) -> Path:
    """Write one backup below `folder` and return its own folder; raises BackupError, LocalError.

    It gets its name when it is whole: what lies there under a time is never half a backup.
    """
    made_at = datetime.now(UTC)
    final = folder / made_at.strftime(BACKUP_NAME)
    making = final.with_name(f"{final.name}.making")
    with plain_os_errors(str(folder)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        making.mkdir(mode=0o700)
        try:
            _fill(making, made_at, files, passphrase)
            making.rename(final)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    return final


def _fill(making: Path, made_at: datetime, files: Path, passphrase: bytes | None) -> None:
    with as_owner() as connection, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("set local idle_in_transaction_session_timeout = 0")
        cursor.execute("select pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        found = inventory.take(cursor)
        cursor.execute("select app || '.' || name from django_migrations order by id")
        migrations = [name for (name,) in cursor.fetchall()]
        cursor.execute("select extname, extversion from pg_extension order by 1")
        extensions = dict(cursor.fetchall())
        cursor.execute("show server_version")
        server = cursor.fetchone()[0]
        database = _write(making / "database.dump", passphrase, lambda out: _dump(connection, snapshot, out))
    packed = _write(making / "files.tar", passphrase, lambda out: _pack(files, out))
    manifest = Manifest(
        made_at=made_at.isoformat(timespec="seconds"),
        sealed=passphrase is not None,
        server=server,
        program=f"Django {version('django')}",
        migrations=migrations,
        extensions=extensions,
        keys=key_marks(),
        inventory=found,
        database=database,
        files=packed,
    )
    manifest.write(making)
    text = README.format(made_at=manifest.made_at, sealing=SEALED if manifest.sealed else OPEN)
    (making / "README.txt").write_text(text, encoding="utf-8")


def _dump(connection: DatabaseWrapper, snapshot: str, out: IO[bytes]) -> int:
    command = [program("pg_dump", connection), "--format=custom", f"--snapshot={snapshot}", "--no-password"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, env=environment(connection), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said
        )
        try:
            assert process.stdout is not None
            shutil.copyfileobj(process.stdout, out, CHUNK)
        finally:
            if process.stdout is not None:
                process.stdout.close()
            code = process.wait()
        if code:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise BackupError(f"pg_dump failed, so there is no backup. It said:\n{words}")
    return 1


def _pack(files: Path, out: IO[bytes]) -> int:
    """Pack the files; one that a job deletes meanwhile is left out."""
    count = 0
    with tarfile.open(fileobj=out, mode="w|") as tar:
        for path in sorted(files.rglob("*")) if files.exists() else []:
            inside = path.relative_to(files)
            if inside.parts[0] in NOT_PACKED or not path.is_file() or path.is_symlink():
                continue
            try:
                source = path.open("rb")
            except FileNotFoundError:
                continue
            with source:
                tar.addfile(tar.gettarinfo(arcname=str(inside), fileobj=source), source)
            count += 1
    return count


def thin_out(folder: Path, keep: int) -> list[Path]:
    """Delete whole backups beyond the newest `keep`; returns what was deleted. Other things in the folder stay."""
    whole = []
    for path in sorted(folder.iterdir()):
        try:
            datetime.strptime(path.name, BACKUP_NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        whole.append(path)
    old = whole[:-keep] if keep else []
    for path in old:
        shutil.rmtree(path)
    return old
