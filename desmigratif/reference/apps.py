"""App configuration."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Regions, countries and institutions."""

    name = "desmigratif.reference"
    label = "reference"
    verbose_name = "Rujukan"
