"""App configuration."""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """Riwayat perubahan."""

    name = "desmigratif.history"
    label = "history"
    verbose_name = "Riwayat perubahan"
