"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Akun dan penugasan."""

    name = "desmigratif.accounts"
    label = "accounts"
    verbose_name = "Akun dan penugasan"
