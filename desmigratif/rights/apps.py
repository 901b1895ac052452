"""App configuration."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Hak subjek data."""

    name = "desmigratif.rights"
    label = "rights"
    verbose_name = "Hak subjek data"
