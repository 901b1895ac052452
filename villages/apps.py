"""App configuration."""

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    """Desa."""

    name = "villages"
    label = "villages"
    verbose_name = "Desa"
