"""App configuration."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """Koordinasi."""

    name = "coordination"
    label = "coordination"
    verbose_name = "Koordinasi"
