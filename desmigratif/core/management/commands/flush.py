"""`flush` as the owner role: the app role may not truncate."""

from typing import Any

from django.core.management.commands.flush import Command as FlushCommand

from desmigratif.core.owner import as_owner


class Command(FlushCommand):
    """Django's flush on the owner's connection."""

    def handle(self, **options: Any) -> None:
        with as_owner():
            super().handle(**options)
