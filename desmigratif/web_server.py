"""How gunicorn runs: `gunicorn --config python:desmigratif.web_server desmigratif.wsgi`; options on its line win."""

from desmigratif.settings.logs import LOGGING

threads = 4
timeout = 30
keepalive = 5
# SIGTERM: no new connections, and so long for the requests in hand. Whoever waits for us to end must wait longer.
graceful_timeout = 15
loglevel = "warning"
logconfig_dict = {
    **{name: LOGGING[name] for name in ("version", "disable_existing_loggers", "formatters", "handlers", "root")},
    "loggers": {"gunicorn.error": {"level": "WARNING", "propagate": True}},
}
