"""App configuration."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Berkas."""

    name = "desmigratif.documents"
    label = "documents"
    verbose_name = "Berkas"
