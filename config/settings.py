"""All settings, in one file; values come from the environment (``.env.example`` lists them).

With an empty environment this is a trial: SQLite, DEBUG off, this machine only, a key made on the
first start and kept in ``var/``. ``PRODUCTION=1`` asks for everything a real installation needs and
refuses to start without it.
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from . import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")
(VAR_DIR / "static").mkdir(parents=True, exist_ok=True)

PRODUCTION = environment.flag("PRODUCTION")
DEBUG = environment.flag("DEBUG")
SECRET_KEY = os.environ.get("SECRET_KEY") or ("" if PRODUCTION else environment.kept_secret(VAR_DIR / "secret_key"))
# Outside the database, so that whoever can write there cannot forge the audit unnoticed. Lost, it cannot be verified.
AUDIT_KEY = os.environ.get("AUDIT_KEY") or environment.kept_secret(VAR_DIR / "audit_key")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

if PRODUCTION:
    if DEBUG:
        raise ImproperlyConfigured("PRODUCTION=1 and DEBUG=1: a real installation never shows its insides.")
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure"):
        raise ImproperlyConfigured("PRODUCTION=1 needs a SECRET_KEY of at least 50 characters drawn at random.")
    if len(AUDIT_KEY) < 50 or len(set(AUDIT_KEY)) < 10:
        raise ImproperlyConfigured("PRODUCTION=1 needs an AUDIT_KEY of at least 50 characters drawn at random.")
    if not ALLOWED_HOSTS or any(host.startswith("*") for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("PRODUCTION=1 needs ALLOWED_HOSTS: the names of this site, without '*'.")
    if not os.environ.get("DATABASE_URL"):
        raise ImproperlyConfigured("PRODUCTION=1 needs DATABASE_URL.")

INSTALLED_APPS = [
    "config",
    "branches",
    "recruitment",
    "reports",
    "crispy_forms",
    "crispy_bootstrap5",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    # Pages travel over thin lines; Django pads them at random, so that their length gives no secret away.
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.never_stored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.settings_read_once",
    "branches.middleware.rights_read_once",
    "branches.middleware.acts_bear_their_origin",
    "branches.middleware.Gate",
    "config.middleware.language_of_the_user",
    "branches.middleware.refused_writes_are_recorded",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

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
                "config.context.clock",
                "branches.context.rights",
                "branches.context.session",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sessions

AUTH_USER_MODEL = "branches.User"
# Axes refuses whoever has guessed too often before the password is looked at.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "branches.accounts.PeopleOnly"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "branches.login.passwords.LocalWordsValidator"},
]
LOGIN_URL = "branches:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "branches:login"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# How long the database keeps a session that nobody uses; screens are locked long before (branches.sessions).
SESSION_COOKIE_AGE = 12 * 3600

# How many proxies of ours stand in front and append to X-Forwarded-For (config.origin)
TRUSTED_PROXIES = environment.whole_number("TRUSTED_PROXIES", 0)

# What counts as one caller, and for how long, is decided in branches.login.throttling.
AXES_HANDLER = "branches.login.throttling.CountsFirst"
AXES_LOCKOUT_CALLABLE = "branches.login.throttling.locked_response"
AXES_CLIENT_IP_CALLABLE = "config.origin.client_address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

# Whether every account needs a second factor: off on a closed network, on where the site is reachable from outside
SECOND_FACTOR = environment.flag("SECOND_FACTOR")
OTP_TOTP_ISSUER = "Phát triển đảng viên"
OTP_TOTP_SYNC = False
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# --- Language, days and numbers

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- Static files: with finders there is no collect step in the trial

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- What forms and files may bring: grids and imports have many fields, a pasted block many cells

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["config.upload_limit.NoMoreThanIsRead"]

# --- What a browser may do with our pages

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = environment.whole_number("HSTS_SECONDS", 31536000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
