"""App configuration."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Pertukaran data."""

    name = "desmigratif.exchange"
    label = "exchange"
    verbose_name = "Pertukaran data"
