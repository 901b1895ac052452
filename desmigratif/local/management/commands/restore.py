"""`manage.py restore <folder>`: read a backup into an empty installation and compare."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from desmigratif.local.backup import inventory
from desmigratif.local.backup.restoring import restore
from desmigratif.local.backup.sealing import read_passphrase
from desmigratif.local.errors import LocalError, stop_with
from desmigratif.local.servers import servers_at_hand

SHOWN = 10  # names listed of each part that differs


class Command(BaseCommand):
    """Ends with 1 when anything differs from the manifest."""

    help = "Restore a backup into an EMPTY database; refuses otherwise"
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the backup's own folder")
        parser.add_argument("--passphrase-file", type=Path, default=settings.BACKUP_PASSPHRASE_FILE)

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            given = options["passphrase_file"]
            passphrase = read_passphrase(given) if given else None
            with servers_at_hand(settings.DATA_DIR):
                manifest, here = restore(folder=options["folder"], files=settings.FILES_DIR, passphrase=passphrase)
        except LocalError as error:
            stop_with(error)
        different = inventory.differences(manifest.inventory, here)
        self.stdout.write(f"{'':<14}{'in the backup':>15}{'here':>12}")
        for part, names in different.items():
            before, now = inventory.size(manifest.inventory, part), inventory.size(here, part)
            self.stdout.write(f"{part:<14}{before:>15}{now:>12}  {'DIFFERENT' if names else 'equal'}")
            for name in names[:SHOWN]:
                self.stdout.write(f"  {name}: {manifest.inventory[part].get(name)!r} / {here[part].get(name)!r}")
        self.stdout.write(f"{'files':<14}{manifest.files.entries:>15}")
        self.stdout.write(f"made {manifest.made_at}, restored in {time.monotonic() - began:.1f} s")
        if any(different.values()):
            self.stderr.write("The restored database is NOT what was backed up. Do not use it.")
            raise SystemExit(1)
        self.stdout.write("equal. Next: manage.py migrate, manage.py recount; then start the system and log in.")
