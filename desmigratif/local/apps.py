"""App configuration."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    """Commands for one machine: `up` and `with_servers`."""

    name = "desmigratif.local"
    label = "local"
    verbose_name = "Satu mesin"
