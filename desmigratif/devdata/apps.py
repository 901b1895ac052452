"""App configuration."""

from django.apps import AppConfig


class DevdataConfig(AppConfig):
    """Data contoh."""

    name = "desmigratif.devdata"
    label = "devdata"
    verbose_name = "Data contoh"
