"""Logs: one JSON object per line, English, to standard error; no personal data is ever passed to a logger."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "desmigratif.core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "CRITICAL"},  # repeats what a stranger sent; the answer's line says 400
        "desmigratif": {"level": "INFO"},
        "desmigratif.request": {"level": "WARNING"},  # production logs every answer, others those that failed
        "axes": {"level": "ERROR"},
        "django.server": {"level": "WARNING"},
    },
}
