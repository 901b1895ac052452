"""`manage.py backup`: the database and the files, in one folder, with a list of what is in it."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from desmigratif.local.backup.making import make, thin_out
from desmigratif.local.backup.manifest import read
from desmigratif.local.backup.sealing import read_passphrase
from desmigratif.local.errors import LocalError, stop_with
from desmigratif.local.servers import servers_at_hand


class Command(BaseCommand):
    """Works while the system runs, and while it does not."""

    help = "Write a backup below BACKUP_DIR; the keys are not in it"
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--passphrase-file", type=Path, default=settings.BACKUP_PASSPHRASE_FILE, help="seal the backup with it"
        )
        parser.add_argument("--keep", type=int, default=0, help="delete older backups beyond this many (0: none)")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            given = options["passphrase_file"]
            passphrase = read_passphrase(given) if given else None
            with servers_at_hand(settings.DATA_DIR):
                made = make(folder=settings.BACKUP_DIR, files=settings.FILES_DIR, passphrase=passphrase)
            old = thin_out(settings.BACKUP_DIR, options["keep"]) if options["keep"] > 0 else []
        except LocalError as error:
            stop_with(error)
        manifest = read(made)
        rows = sum(manifest.inventory["rows"].values())
        size = (manifest.database.bytes + manifest.files.bytes) / 1024**2
        self.stdout.write(f"backup: {made}")
        self.stdout.write(
            f"{len(manifest.inventory['rows'])} tables, {rows} rows, {manifest.files.entries} files, {size:.1f} MB,"
            f" {time.monotonic() - began:.1f} s, {'sealed' if manifest.sealed else 'NOT sealed'}"
        )
        for path in old:
            self.stdout.write(f"deleted: {path}")
        self.stdout.write("The keys are NOT in it. Keep them apart from the backups: without them no NIK can be read.")
