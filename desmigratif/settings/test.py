"""Tests: real servers, the app role, and a database whose name no other environment ever uses."""

import os

os.environ["DESMIGRATIF_TESTING"] = "1"

from desmigratif.settings.base import *  # noqa: F403
from desmigratif.settings.base import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES, TEMPLATES

DEMO = True
DEMO_WITHOUT_SECOND_FACTOR = True  # tests of the second factor turn it on
CAN_SEND_MAIL = True
EMAIL_FILE_PATH = DATA_DIR / "mail"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # collected files are not needed, their folder is
WHITENOISE_USE_FINDERS = True
DATABASES["default"]["NAME"] = "test_desmigratif_" + "_".join(
    filter(None, [os.environ.get("DESMIGRATIF_TEST_NAME"), os.environ.get("PYTEST_XDIST_WORKER", "main")])
)
# A test asks more of one client in a minute than any user does; tests of the limits set their own.
PAGE_LIMITS = API_STRANGER_LIMITS = ((1_000_000, 60),)
API_LIMITS = ((1_000_000, 60), (1_000_000, 24 * 3600))
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
# Argon2 with the least work: the hasher's family is tested, its cost is not paid 500 times.
PASSWORD_HASHERS = ["tests.hashers.CheapArgon2"]
