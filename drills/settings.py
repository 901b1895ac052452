"""The settings of one machine, with a broker that notices a lost worker after seconds, not after minutes.

Limits are out of the way: scanners and officers in a drill ask more than anybody may.
"""

from desmigratif.settings.base import CELERY_BROKER_TRANSPORT_OPTIONS
from desmigratif.settings.dev import *  # noqa: F403

CELERY_BROKER_TRANSPORT_OPTIONS = {**CELERY_BROKER_TRANSPORT_OPTIONS, "visibility_timeout": 20}
PAGE_LIMITS = API_STRANGER_LIMITS = ((1_000_000, 60),)
API_LIMITS = ((1_000_000, 60), (1_000_000, 24 * 3600))
