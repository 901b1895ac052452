"""App configuration."""

from django.apps import AppConfig


class PillarsConfig(AppConfig):
    """Empat pilar."""

    name = "pillars"
    label = "pillars"
    verbose_name = "Empat pilar"
