"""WSGI entry point: `gunicorn desmigratif.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desmigratif.settings.dev")

application = get_wsgi_application()
