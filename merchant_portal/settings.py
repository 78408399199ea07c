"""The site's settings: one file for a laptop and for many hosts, told apart by the environment.
Knows no secret; the README lists the variables."""

from __future__ import annotations

import os
import tempfile
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from merchant_portal.environment import BASE_DIR, read, read_bool, read_list, secret_key, socket_path, state_folder

VAR_DIR = state_folder()

# --- Where it is reached --------------------------------------------------------------------------------------------
SITE_URL = read("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
DEBUG = read_bool("DEBUG")
SECRET_KEY = secret_key(VAR_DIR)
ALLOWED_HOSTS = [
    *dict.fromkeys([urlsplit(SITE_URL).hostname or "", "localhost", "127.0.0.1", "[::1]", *read_list("ALLOWED_HOSTS")])
]
CSRF_TRUSTED_ORIGINS = [SITE_URL, *read_list("CSRF_TRUSTED_ORIGINS")]
# How many proxies stand before the site: only their word on the client's address and scheme is taken.
ALLAUTH_TRUSTED_PROXY_COUNT = int(read("TRUSTED_PROXIES", "0"))
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Parts ----------------------------------------------------------------------------------------------------------
#: The apps, lower first: each imports only what stands before it.
PORTAL_APPS = [
    f"merchant_portal.{name}"
    for name in ("accounts", "catalog", "drafting", "review", "publishing", "insights", "home")
]
INSTALLED_APPS = [
    "merchant_portal.accounts.apps.StaffSiteConfig",  # django.contrib.admin, with the site that opens every shop
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *PORTAL_APPS,
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "merchant_portal.accounts.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "merchant_portal.accounts.middleware.LargeBodyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "merchant_portal.accounts.middleware.LanguageOfPersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "merchant_portal.accounts.middleware.HtmxMessagesMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]
ROOT_URLCONF = "merchant_portal.urls"
WSGI_APPLICATION = "merchant_portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "merchant_portal.accounts.context.frame",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database -------------------------------------------------------------------------------------------------------
_DATABASE_URL = read("DATABASE_URL")
if _DATABASE_URL and not _DATABASE_URL.startswith("sqlite"):
    DATABASES: dict[str, Any] = {"default": dj_database_url.parse(_DATABASE_URL, conn_max_age=60)}
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options", "-c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000"
    )
    # Runs beside each other on one server have a database each.
    DATABASES["default"]["TEST"] = {"NAME": f"test_countersign_{os.getpid()}"}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": _DATABASE_URL.partition("sqlite:///")[2] or VAR_DIR / "countersign.sqlite3",
            "OPTIONS": {
                # DEFERRED failed 122 of 240 concurrent read-then-write transactions at once, IMMEDIATE none.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;",
            },
            # A file, not memory: threads and worker processes of a test have connections of their own.
            "TEST": {"NAME": os.path.join(tempfile.gettempdir(), f"countersign-test-{os.getpid()}.sqlite3")},
        }
    }
ATOMIC_REQUESTS = False  # IMMEDIATE would take the write lock for every page that is only read

# --- Broker, workers ------------------------------------------------------------------------------------------------
BROKER_SOCKET = socket_path(VAR_DIR)
CELERY_BROKER_URL = read("BROKER_URL") or f"redis+socket://{BROKER_SOCKET}?virtual_host=0"
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"drafting.write": {"queue": "writing"}}  # what the model worker reads
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_RETRY_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 240, 300
VISIBILITY_TIMEOUT = 900  # more than the hard limit; a wake-up that would run longer hands over before it
if CELERY_BROKER_URL.startswith(("redis", "rediss")):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 30,
        "socket_connect_timeout": 5,
        "socket_keepalive": not CELERY_BROKER_URL.startswith("redis+socket"),
        "health_check_interval": 25,
        "global_keyprefix": "cs:",
    }
elif CELERY_BROKER_URL.startswith("amqp"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {"confirm_publish": True}
    CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 25
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# A page waits for the broker no longer than this; the sweeper sends what could not be sent.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 3, "interval_start": 0.1, "interval_step": 0.3, "interval_max": 1}
CELERY_WORKER_ETA_TASK_LIMIT = 1000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"

# --- Engines --------------------------------------------------------------------------------------------------------
COPYWRITER_ENGINE = read("COPYWRITER_ENGINE", "house")
#: Engine addresses a merchant may pick from; the default is always among them.
COPYWRITER_ENGINES = [*dict.fromkeys([COPYWRITER_ENGINE, *read_list("COPYWRITER_ENGINES")])]

# --- Cache: shared by the web processes, for rate limits. Files need no server ----------------------------------------
_CACHE_URL = read("CACHE_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _CACHE_URL}
    if _CACHE_URL
    else {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR_DIR / "cache"}
}

# --- People ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
HAS_MAIL = bool(read("EMAIL_HOST"))
EMAIL_HOST = read("EMAIL_HOST")
EMAIL_PORT = int(read("EMAIL_PORT", "587"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = read("EMAIL_HOST_USER"), read("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = read_bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = read("DEFAULT_FROM_EMAIL", "countersign@localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if HAS_MAIL else 'dummy'}.EmailBackend"
ACCOUNT_ADAPTER = "merchant_portal.accounts.adapter.InvitedOnly"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proved by the invitation that was sent to it
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # other sessions are signed out by hand, on the page that lists them
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Countersign: "
ACCOUNT_EMAIL_NOTIFICATIONS = HAS_MAIL
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
    "manage_email": "10/m/user",
}
MFA_ADAPTER = "merchant_portal.accounts.adapter.SecondSteps"
MFA_FORMS = {
    "add_webauthn": "merchant_portal.accounts.adapter.NewKeyForm",
    "edit_webauthn": "merchant_portal.accounts.adapter.KeyNameForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever made the account vouches for its address
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Countersign"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # localhost counts as secure for a browser
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True  # the token travels in forms and in hx-headers
CSRF_FAILURE_VIEW = "merchant_portal.web.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS

# --- Headers --------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "https:"],  # product images stay where the shop keeps them
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of a form; files are counted by the import that takes them
MAX_BODY = 16 * 1024 * 1024  # the largest file (15 MB) and its form; a proxy before the site should say the same
FILE_UPLOAD_PERMISSIONS = 0o600

# --- Languages, time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = read("TIME_ZONE", "UTC")
SITE_NAME = _("Countersign")

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "merchant_portal.files.SignedLinkStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "merchant_portal.files.HashedStatic"
    },
}
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True

# --- Logs -----------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": read("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "httpx": {"level": "WARNING"},
    },
}
