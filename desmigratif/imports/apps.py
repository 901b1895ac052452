"""App configuration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Impor."""

    name = "desmigratif.imports"
    label = "imports"
    verbose_name = "Impor"
