"""`migrate` as the owner role, with the roles made before and the rights applied after."""

from typing import Any

from django.core.management.commands.migrate import Command as MigrateCommand

from desmigratif.core import history_sql, security
from desmigratif.core.owner import as_owner, ensure_foundation


class Command(MigrateCommand):
    """Django's migrate, wrapped: foundation -> migrations -> grants and policies -> history."""

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[str, Any]:
        """No database checks before the roles exist; they run with every other command."""
        return {**super().get_check_kwargs(options), "databases": None}

    def handle(self, *args: Any, **options: Any) -> None:
        with as_owner() as connection:
            ensure_foundation(connection)
            super().handle(*args, **options)
            if not options.get("plan") and not options.get("check_unapplied"):
                security.sync(connection)
                history_sql.sync(connection)
