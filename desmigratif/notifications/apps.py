"""App configuration."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Pemberitahuan dan kotak keluar."""

    name = "desmigratif.notifications"
    label = "notifications"
    verbose_name = "Pemberitahuan dan kotak keluar"
