"""One machine, for trying the system and for development: `make run`."""

from desmigratif.settings.base import *  # noqa: F403
from desmigratif.settings.base import ENVIRONMENT

DEMO = True  # demo accounts may exist; production settings have no such switch
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENVIRONMENT.allowed_hosts]
OAUTH2_INSECURE_TRANSPORT = True
