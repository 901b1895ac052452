"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every app stands on. It has no tables."""

    name = "desmigratif.core"
    label = "core"
    verbose_name = "Inti"

    def ready(self) -> None:
        """Register the checks; they read the models, so not before now."""
        import_module("desmigratif.core.checks")
