"""App configuration."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """Batas pemakaian."""

    name = "desmigratif.limits"
    label = "limits"
    verbose_name = "Batas pemakaian"
