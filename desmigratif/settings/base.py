"""Settings shared by every environment. The environment is read once, in `environment.resolve`."""

from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from desmigratif.core.scope_names import APP_ROLE
from desmigratif.settings.environment import resolve

BASE_DIR = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = resolve()

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS: list[str] = ["localhost", "127.0.0.1", "[::1]"]
DATA_DIR = ENVIRONMENT.data_dir
SITE_URL = ENVIRONMENT.site_url
SIMKOPDES_URL = ENVIRONMENT.simkopdes_url
TRUSTED_PROXIES = ENVIRONMENT.trusted_proxies
FILES_DIR = ENVIRONMENT.data_dir / "files"
BACKUP_DIR = ENVIRONMENT.backup_dir
BACKUP_PASSPHRASE_FILE = ENVIRONMENT.backup_passphrase_file

# Keys of the NIK: outside the database. key id -> 32 bytes; the highest id encrypts, all decrypt.
NIK_KEYS = ENVIRONMENT.nik_keys
NIK_HMAC_KEY = ENVIRONMENT.nik_hmac_key

INSTALLED_APPS = [
    "desmigratif.core",  # first: its migrate and flush replace Django's
    "desmigratif.core.admin_apps.DesmigratifAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "template_partials",
    "django_htmx",
    "django_filters",
    "phonenumber_field",
    "rest_framework",
    "oauth2_provider",
    "drf_spectacular",
    "drf_standardized_errors",
    "axes",
    "desmigratif.audit",
    "desmigratif.reference",
    "desmigratif.accounts",
    "desmigratif.limits",
    "desmigratif.history",
    "desmigratif.notifications",
    "desmigratif.imports",
    "desmigratif.documents",
    "villages",
    "workers",
    "pillars",
    "coordination",
    "desmigratif.rights",
    "desmigratif.reporting",
    "desmigratif.exchange",
    "desmigratif.devdata",
    "desmigratif.local",
]

# The first five make every answer complete, whoever gives it: a probe, a file, an error of any layer further in.
# Context comes after authentication: it needs the user. Axes is last: it turns a lock-out into an answer.
MIDDLEWARE = [
    "desmigratif.core.request_id.RequestIdMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "desmigratif.core.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "desmigratif.core.health.HealthMiddleware",
    "desmigratif.core.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # a phone's signal is the bottleneck; it pads answers at random (BREACH)
    "desmigratif.core.middleware.InputGuardMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "desmigratif.exchange.limiting.ClientLimitMiddleware",
    "desmigratif.limits.web.UserLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "desmigratif.accounts.middleware.ContextMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "desmigratif.urls"
WSGI_APPLICATION = "desmigratif.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["desmigratif.core.templatetags.dm", "template_partials.templatetags.partials"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desmigratif.accounts.web.context.frame",
                "desmigratif.notifications.web.context.bell",
            ],
        },
    }
]
FORM_RENDERER = "desmigratif.core.web.forms_rendering.DesmigratifRenderer"

# A page waits so long for PostgreSQL and no longer, whatever the server does: 503 in less than 5 seconds (P-26).
DATABASE_SILENCE_SECONDS = 3.5
# One alias, always the app role. The owner's log-in is no alias: only `core.owner.as_owner` uses it.
_DATABASE_OPTIONS = {
    "connect_timeout": 3,
    "application_name": "desmigratif",
    "options": "-c statement_timeout=15000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=60000"
    " -c client_connection_check_interval=2000",  # ends the statement of a page that gave up
}


def _database(url: str) -> dict:
    parsed = dj_database_url.parse(url)
    return {
        "NAME": "",
        "USER": "",
        "PASSWORD": "",
        "HOST": "",
        "PORT": "",
        **parsed,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "ATOMIC_REQUESTS": True,  # beside the context middleware: a raised 4xx rolls the view back
        "OPTIONS": {**parsed.get("OPTIONS", {}), **_DATABASE_OPTIONS},
    }


DATABASES = {"default": _database(ENVIRONMENT.database_url)}
DATABASE_OWNER = _database(ENVIRONMENT.database_owner_url or ENVIRONMENT.database_url)
DATABASE_OWNER["OPTIONS"]["options"] = "-c lock_timeout=10000"  # migrations may take long, but not wait long
if DATABASES["default"]["USER"] != APP_ROLE:  # an owner's log-in: to try the system; production refuses
    DATABASES["default"]["OPTIONS"]["assume_role"] = APP_ROLE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "desmigratif.accounts.backends.UsernameOrPhoneBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Who writes down what of persons was shown; without it no page about persons is answered.
ACCESS_LOG_WRITER = "desmigratif.audit.services.write_reads"
# The words of "no filter" in every filter.
FILTERS_EMPTY_CHOICE_LABEL = "Semua"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

# Lock-out by user name and address together: many officers share one address behind their mobile operator.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "desmigratif.accounts.web.views.locked_out"
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_CLIENT_IP_CALLABLE = "desmigratif.core.client_address.client_address"
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_HTTP_RESPONSE_CODE = 429
AXES_DISABLE_ACCESS_LOG = True

SESSION_ENGINE = "desmigratif.accounts.sessions"
# Mail carries one-time links. Without a server codes are handed over instead.
CAN_SEND_MAIL = ENVIRONMENT.email is not None
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 10
if ENVIRONMENT.email is not None:
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.email.host, ENVIRONMENT.email.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.email.user, ENVIRONMENT.email.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = EMAIL_PORT == 465, EMAIL_PORT != 465
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email.sender
DEMO_WITHOUT_SECOND_FACTOR = False  # roles that need a code after the password are always asked for it

SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "desmigratif.core.web.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_DIR},
    },
    "documents": {  # sealed files; any storage Django knows, and no address of its own (docs/operations.md)
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": ENVIRONMENT.data_dir / "files" / "documents",
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The body of any request, files and all; larger ones are refused by their length, before a byte is read.
REQUEST_MAX_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 3
DOCUMENTS_PER_RECORD = 10
DOCUMENTS_BYTES_PER_VILLAGE = 1024**3
DOCUMENTS_BYTES_PER_INSTITUTION = 5 * 1024**3
FILE_UPLOAD_HANDLERS = ["desmigratif.core.uploads.MemoryOnlyUploadHandler"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "report-uri": "/laporan-peramban/",
    }
}
PERMISSIONS_POLICY = {name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # set by our own HeadersMiddleware; named here for `check --deploy`

# Limits, as (units, seconds); counted in PostgreSQL. Of people only pages that cost much are counted: a list is 1, a
# file of it 5. Programs are counted by client, strangers (no token, a bad one, asking for one) by address.
PAGE_LIMITS = ((120, 60),)
API_LIMITS = ((300, 60), (100_000, 24 * 3600))
API_STRANGER_LIMITS = ((60, 60),)

PHONENUMBER_DEFAULT_REGION = "ID"
PHONENUMBER_DB_FORMAT = "E164"

CELERY_BROKER_URL = ENVIRONMENT.redis_url
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 600
CELERY_TASK_TIME_LIMIT = 660
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_BEAT_SCHEDULE = {
    "send-links": {"task": "accounts.send_waiting_links", "schedule": 5.0, "options": {"expires": 5}},
    "clear-sessions": {"task": "accounts.clear_expired_sessions", "schedule": 3600.0},
    "sweep-outbox": {"task": "notifications.sweep_outbox", "schedule": 2.0, "options": {"expires": 2}},
    "fold-person-counts": {"task": "reporting.fold_person_counts", "schedule": 60.0, "options": {"expires": 60}},
    "delete-expired-exports": {"task": "reporting.delete_expired_exports", "schedule": 3600.0},
    "make-history-partitions": {"task": "history.make_partitions", "schedule": 86_400.0},
    "forget-old-limits": {"task": "limits.forget_old", "schedule": 3600.0},
    "clear-old-notifications": {"task": "notifications.clear_old", "schedule": crontab(hour=2, minute=10)},
    "mail-digests": {"task": "notifications.queue_digests", "schedule": crontab(hour=6, minute=30)},
    "tell-late-actions": {"task": "coordination.tell_late_actions", "schedule": crontab(hour=5, minute=30)},
    "clear-old-imports": {"task": "imports.clear_old_batches", "schedule": 3600.0},
    "clear-documents": {"task": "documents.clear_documents", "schedule": 24 * 3600.0},
}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

from desmigratif.settings.api import *  # noqa: E402,F403  the API's settings, kept apart for length
from desmigratif.settings.logs import LOGGING  # noqa: E402,F401
