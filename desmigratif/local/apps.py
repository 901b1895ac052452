"""App configuration."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    """Commands for one machine: `up`, `with_servers`, `reset`."""

    name = "desmigratif.local"
    label = "local"
    verbose_name = "Satu mesin"
