"""Run a command with the servers up: `manage.py with_servers pytest -x`."""

import os
import subprocess
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from desmigratif.local.errors import LocalError, stop_with
from desmigratif.local.servers import servers


class Command(BaseCommand):
    """Ends with the exit code of the command."""

    help = "Start the embedded servers, run a command, stop the servers"
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--throw-away", action="store_true", help="faster, and nothing survives a crash: for tests"
        )
        parser.add_argument("command", nargs=REMAINDER)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with servers(settings.DATA_DIR, throw_away=options["throw_away"]):
                code = subprocess.run(options["command"], env=os.environ, check=False).returncode
        except LocalError as error:
            stop_with(error)
        except KeyboardInterrupt:
            code = 130
        raise SystemExit(code)
