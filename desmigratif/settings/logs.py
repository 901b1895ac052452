"""Logs: one line each, English, to standard error; no personal data is ever passed to a logger."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "desmigratif": {"level": "INFO"},
        "axes": {"level": "ERROR"},
        "django.server": {"level": "WARNING"},
    },
}
