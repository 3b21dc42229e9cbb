"""The one settings file. Everything that differs between machines comes from the environment.

`config.environment` reads the environment first and refuses a missing or unsafe value unless DEBUG is on;
docs/configuration.md lists the values.
"""

import logging
import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()
DEBUG = environment.is_on(os.environ.get("DEBUG", ""))

told = environment.laptop(os.environ, DATA_DIR) if DEBUG else dict(os.environ)
if not DEBUG:
    try:
        environment.refuse_if_unsafe(told)
    except environment.Unsafe as unsafe:
        sys.exit(str(unsafe))

# --- Who we are -----------------------------------------------------------------------------------------

SECRET_KEY = told["SECRET_KEY"]
ALLOWED_HOSTS = environment.hosts(told)
SITE_URL = environment.site(told)
DEMO = environment.is_on(told.get("DEMO", ""))
HTTPS = SITE_URL.startswith("https://")
HOST = urlsplit(SITE_URL).hostname or "localhost"
TRUSTED_PROXIES = int(told.get("TRUSTED_PROXIES", "").strip() or HTTPS)

# --- Applications ---------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config",
    "portfolios",
    "blogs",
    "pathways",
    "secondments",
    "people",
    "events",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.microsoft",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # allauth's list of sessions loads it
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.SignInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# An e-mail address is unique by a constraint that does not regard case, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
            "builtins": ["config.templatetags.look"],
        },
    }
]

CRISPY_TEMPLATE_PACK = "sk"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("sk",)

# --- Where things are kept ------------------------------------------------------------------------------

DATABASES = {"default": environ.Env.db_url_config(told["DATABASE_URL"])}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Taking the lock when a transaction begins, and readers that never wait for a writer, is what keeps
    # "database is locked" away when several processes write.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}

REDIS_URL = told["REDIS_URL"]
HAS_REDIS = not REDIS_URL.startswith("memory://")
# Rate limits live in the cache, so it has to be one that all processes share.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if HAS_REDIS
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
# A cache that is a table of the same database would only write every session twice.
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if HAS_REDIS else 'db'}"

MEDIA_ROOT = DATA_DIR / "media"  # private: only views that have asked for permission hand files out
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing asks for the others, and compressing them takes as long

# --- E-mail ---------------------------------------------------------------------------------------------

mail = urlsplit(told["EMAIL_URL"])
if mail.scheme == "filemail":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = mail.path
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = mail.hostname or ""
    EMAIL_PORT = mail.port or {"smtp+tls": 587, "smtp+ssl": 465}.get(mail.scheme, 25)
    EMAIL_HOST_USER = unquote(mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(mail.password or "")
    EMAIL_USE_TLS = mail.scheme == "smtp+tls"
    EMAIL_USE_SSL = mail.scheme == "smtp+ssl"
EMAIL_TIMEOUT = 20  # seconds
EMAIL_SUBJECT_PREFIX = ""
DEFAULT_FROM_EMAIL = told.get("DEFAULT_FROM_EMAIL") or f"Understudy <no-reply@{HOST}>"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Language and time ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True  # instants are stored in UTC; this zone is only the one they are shown in
TIME_ZONE = "Europe/London"

# --- Jobs -----------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL if HAS_REDIS else "memory://localhost//"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {"visibility_timeout": 3600} if HAS_REDIS else {}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# Every line of the timetable runs at least once a minute, so there is nothing to remember between starts.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 5


def every(seconds: int, task: str) -> dict[str, Any]:
    """One line of the timetable. A tick that nobody took before the next one is thrown away."""
    return {"task": task, "schedule": timedelta(seconds=seconds), "options": {"expires": seconds}}


CELERY_BEAT_SCHEDULE = {
    "the timetable is alive": every(5, "events.beat"),
    "make what was asked for": every(5, "events.run_jobs"),
    "post what is due": every(10, "events.post_due_notices"),
    "tell about windows": every(60, "secondments.tell_about_windows"),
    "tell about records": every(60, "pathways.tell_about_records"),
    "tell about questions": every(60, "blogs.tell_about_questions"),
    "tell about presentations": every(60, "portfolios.tell_about_presentations"),
}

# --- Signing in -----------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "people.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # without it the form for signing in asks for no password
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited; a code or a link that works is the proof
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # seconds; school mail can be slow
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Ten failures in five minutes for an account; an address may stand for a whole school.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key,100/5m/ip", "login": "60/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is the school's, not a stranger's: nobody registers themselves
MFA_TOTP_ISSUER = "Understudy"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

SOCIALACCOUNT_ADAPTER = "people.adapter.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "google": {"APPS": [], "SCOPE": ["profile", "email"], "OAUTH_PKCE_ENABLED": True},
    "microsoft": {"APPS": []},
}
FORM_TARGETS = [SELF]  # a form's redirect to an identity provider counts as the form's own target
if told.get("GOOGLE_CLIENT_ID"):
    SOCIALACCOUNT_PROVIDERS["google"]["APPS"] = [
        {"client_id": told["GOOGLE_CLIENT_ID"], "secret": told["GOOGLE_CLIENT_SECRET"], "key": ""}
    ]
    FORM_TARGETS.append("https://accounts.google.com")
if told.get("MICROSOFT_CLIENT_ID"):
    SOCIALACCOUNT_PROVIDERS["microsoft"]["APPS"] = [
        {
            "client_id": told["MICROSOFT_CLIENT_ID"],
            "secret": told["MICROSOFT_CLIENT_SECRET"],
            # The school's own directory vouches for its own addresses.
            "settings": {"tenant": told["MICROSOFT_TENANT"], "verified_email": True},
        }
    ]
    FORM_TARGETS.append("https://login.microsoftonline.com")

# --- What the browser is told ---------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": FORM_TARGETS,
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- What the operator is told --------------------------------------------------------------------------


def is_news(record: logging.LogRecord) -> bool:
    """Whoever asks every few seconds whether the site is ready has the answer; the log need not repeat it."""
    return getattr(getattr(record, "request", None), "path", "") != "/health/ready/"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"news": {"()": "django.utils.log.CallbackFilter", "callback": is_news}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["news"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "celery": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
