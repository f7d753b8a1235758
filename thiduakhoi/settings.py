"""Settings, all of them from the environment; the README has the table.

Without any variable the program runs in production manner on SQLite and local
files below ``DATA_DIR``; ``script/server`` makes the folder and the secret key.
"""

import contextlib
import os
import sys
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "var")))
with contextlib.suppress(OSError):  # what cannot be written to is told by the scripts, in one line
    DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = env.bool("DEBUG", default=False)
TESTING = "pytest" in sys.modules


def secret_key() -> str:
    """The key of this installation: ``SECRET_KEY``, or the file made on the first run."""
    if key := env("SECRET_KEY", default=""):
        return key
    kept = DATA_DIR / "secret-key"
    if kept.exists():
        return kept.read_text().strip()
    # Only commands that sign nothing (check, migrate, collectstatic) get here.
    return "khong-dung-de-ky-du-lieu-" + "0" * 40


SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address printed on papers (verification code, QR); no trailing slash.
SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "accounts",
    "blocs",
    "documents",
    "pledges",
    "ceremonies",
    "archive",
    "desk",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "auditlog",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_fsm",
    "django_tasks",
    "django_tasks_db",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.limited_sessions",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "thiduakhoi.middleware.private_pages",
    "thiduakhoi.middleware.steps_are_sent",
    "blocs.middleware.one_time_per_request",
    "blocs.middleware.second_factor_for_leaders",
    "blocs.middleware.conflicts_as_409",
]

ROOT_URLCONF = "thiduakhoi.urls"
WSGI_APPLICATION = "thiduakhoi.wsgi.application"

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
                "blocs.context_processors.chrome",
            ],
            "libraries": {"look": "thiduakhoi.look"},
        },
    },
]
# Widgets come from templates/django/forms first: no "required", whose bubbles the browser words by itself.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database ---------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'thiduakhoi.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a deferred transaction that turns to writing fails at once under load (docs/decisions).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
    }
# Sign-in limits and used codes, shared by all workers; the table comes with accounts' migration 0002.
# Culling must never forget a limit that still counts, hence the size.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    # Laid out papers and annexes (documents/preview.py), about 20 kB each: private as the files are, and may be lost.
    "annexes": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "annexes",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 4_000},
    },
    # What the projector shows (ceremonies/screen.py), for this process and a second: many screens ask for the same.
    "screens": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "screens", "TIMEOUT": 1},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Sign-in ----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.ContextWordsValidator"},
    {"NAME": "blocs.passwords.UnitNamesValidator"},
]

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # offices share computers: the cookie ends with the browser
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key,60/d/key",
    "invitation": "30/m/ip",
    "forgotten": "10/h/ip",
    "typed": "30/m/ip",
}
MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_TOTP_ISSUER = "Thi đua Khối"
MFA_TOTP_TOLERANCE = 1  # half a minute either way; accounts.forms.OneUseCode keeps each code single-use
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticateForm",
    "reauthenticate": "accounts.forms.ReauthenticateByCodeForm",
    "activate_totp": "accounts.forms.ActivateTOTPForm",
}
# How many proxies in front add to X-Forwarded-For; limits and the list of sessions need the real address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)

SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
# A long section of a registration is filled in without asking for a page.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Leaders' offices, organisers and administrators need a second factor; sample accounts are exempt.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=True)

# --- Language, time -----------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["thiduakhoi.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- Files --------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # half the files to compress on the first start
MEDIA_ROOT = DATA_DIR / "files"  # private: served only through views that ask the three questions
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG or TESTING:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    WHITENOISE_AUTOREFRESH = True  # nothing has been collected that could be listed at the start
# How many papers may be printed at once on this machine: fewer than gunicorn has workers, so that pages go on.
PRINTING_AT_ONCE = env.int("PRINTING_AT_ONCE", default=min(os.cpu_count() or 1, 2))
# Covenants with more cells than this, about a second's work, are printed beside the pages (pledges/printing.py).
CELLS_PRINTED_AT_ONCE = 1_000
# Certificates of those whose digital signatures are believed, and lists of revoked ones; none are shipped.
TRUST_DIR = Path(env("TRUST_DIR", default=str(DATA_DIR / "trust")))
# A certificate must be issued for one of these uses of its key (names of RFC 5280) to sign with.
SIGNING_KEY_USAGE = env.list("SIGNING_KEY_USAGE", default=["non_repudiation"])
# The antivirus daemon: path of its unix socket, or tcp://host:port; files are kept unscanned without it.
CLAMD = env("CLAMD", default="")
FILE_UPLOAD_HANDLERS = ["documents.streaming.LimitedUpload"]  # none but the first bytes of what is too large
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a registration of 200 named persons is 1 200 fields
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- E-mail -------------------------------------------------------------------------------

EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds; holds up the worker (`manage.py work`), which alone talks to the mail server
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Thi đua Khối <thi-dua-khoi@localhost>")

# A queue in the database, for `manage.py work` beside the server; tests empty it themselves.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Whom to ask, at the foot of every page: a telephone number, a name, an address.
HELP_CONTACT = env("HELP_CONTACT", default="")

# --- Security -----------------------------------------------------------------------------

# Behind HTTPS (HTTPS=on): secure cookies, HSTS. Plain http on 127.0.0.1 must work for a first try.
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "thiduakhoi.errors.csrf_failure"

# --- Parts --------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
AUDITLOG_INCLUDE_ALL_MODELS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"no_personal_links": {"()": "thiduakhoi.logs.NoPersonalLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_personal_links"]}},
    "root": {"handlers": ["console"], "level": "INFO" if not TESTING else "WARNING"},
    # WeasyPrint reports each CSS property it leaves out; only what changes the paper matters.
    "loggers": {
        "pikepdf": {"level": "WARNING"},
        # Each signature that is refused, with a trace; the user is told why.
        "pyhanko": {"level": "CRITICAL"},
        "pyhanko_certvalidator": {"level": "CRITICAL"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
