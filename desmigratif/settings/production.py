"""Production: every secret and address comes from the environment, nothing has a default."""

from django.core.exceptions import ImproperlyConfigured

from desmigratif.core.scope_names import APP_ROLE
from desmigratif.settings.base import *  # noqa: F403
from desmigratif.settings.base import DATABASES, ENVIRONMENT, LOGGING

DEMO = False
DEMO_WITHOUT_SECOND_FACTOR = False
if ENVIRONMENT.embedded:
    raise ImproperlyConfigured(
        "Production needs DATABASE_URL and REDIS_URL; the embedded servers are for one machine."
    )
if not ENVIRONMENT.keys_from_environment:
    raise ImproperlyConfigured("Set DESMIGRATIF_SECRET_KEY, DESMIGRATIF_NIK_KEYS and DESMIGRATIF_NIK_HMAC_KEY.")
if not ENVIRONMENT.allowed_hosts:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names of the service, separated by commas.")
if DATABASES["default"]["USER"] != APP_ROLE:
    # SET ROLE by `assume_role` is session state: behind a transaction pooler it would be lost, and rows with it.
    raise ImproperlyConfigured(f"DATABASE_URL must be the log-in {APP_ROLE}; the owner's is DATABASE_OWNER_URL.")

ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LOGGING["loggers"]["desmigratif.request"]["level"] = "INFO"
