"""The Celery app: `celery -A desmigratif worker`. Tasks stand in `tasks.py` of each app, each with its own name."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desmigratif.settings.dev")

app = Celery("desmigratif")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
