"""WSGI entry point: `gunicorn desmigratif.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desmigratif.settings.dev")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402  the settings are there from here on

from desmigratif.core.waiting import limit_waits  # noqa: E402

limit_waits(settings.DATABASE_SILENCE_SECONDS)
