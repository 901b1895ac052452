"""App configuration."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Ikhtisar dan unduhan."""

    name = "desmigratif.reporting"
    label = "reporting"
    verbose_name = "Ikhtisar dan unduhan"
