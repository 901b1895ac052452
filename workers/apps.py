"""App configuration."""

from django.apps import AppConfig


class WorkersConfig(AppConfig):
    """Pekerja migran."""

    name = "workers"
    label = "workers"
    verbose_name = "Pekerja migran"
