"""One machine, for trying the system and for development: `make run`."""

from desmigratif.settings.base import *  # noqa: F403
from desmigratif.settings.base import ENVIRONMENT

DEMO = True  # demo accounts may exist; production settings have no such switch
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ENVIRONMENT.allowed_hosts]
DEMO_WITHOUT_SECOND_FACTOR = True  # demo accounts log in with their password alone; enrolled ones are asked
if ENVIRONMENT.email is None:  # mails of the demo are files, to be read at /kotak-surat-contoh/
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = ENVIRONMENT.data_dir / "mail"
    DEFAULT_FROM_EMAIL = "desmigratif@contoh.example"
    CAN_SEND_MAIL = True
OAUTH2_INSECURE_TRANSPORT = True
