"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Catatan akses."""

    name = "desmigratif.audit"
    label = "audit"
    verbose_name = "Catatan akses"
