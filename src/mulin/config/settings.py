"""Settings, all read from the environment; docs/operations.md lists the variables."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from mulin.config import env, keys
from mulin.config.login import *  # noqa: F403 - settings are one flat namespace
from mulin.config.postgres import APP, DATABASE, OWNER, Cluster

PACKAGE = Path(__file__).resolve().parents[1]
HOME = env.path("MULIN_HOME", PACKAGE.parents[1] / "var")
DEBUG = env.flag("MULIN_DEBUG", default=False)
EMBEDDED = not env.text("DATABASE_URL")
DEMO = env.flag("MULIN_DEMO", default=True) and EMBEDDED
PORT = env.integer("PORT", 8000, least=1, most=65535)

# Secrets: made at first start, kept in the installation's folder.
SECRET_KEY = env.text("MULIN_SECRET_KEY") or keys.kept(HOME / "keys", "secret", 48)
FIELD_KEYS = keys.field_keys(HOME / "keys")
QUEUE_KEYS = keys.queue_keys(HOME / "keys")
LOOKUP_KEY = keys.kept(HOME / "keys", "lookup")
CIPHER = env.choice("MULIN_CIPHER", ("aes", "sm4"))
METRICS_TOKEN = env.text("MULIN_METRICS_TOKEN") or keys.kept(HOME / "keys", "metrics")

ALLOWED_HOSTS = env.words("MULIN_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
HTTPS = env.flag("MULIN_HTTPS", default=False)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = env.integer("MULIN_HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_ENGINE = "mulin.ui.session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "mulin.ui.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *env.words("MULIN_TILES_HOSTS")],
        "connect-src": [SELF],
        "font-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Read by the pages.
MULIN_DEMO_TOWN = DEMO
MULIN_TILES_URL = env.text("MULIN_TILES_URL")
MULIN_TILES_CRS = env.choice("MULIN_TILES_CRS", ("gcj02", "wgs84", "bd09"))
MULIN_TILES_NAME = env.text("MULIN_TILES_NAME")
MULIN_SECOND_FACTOR_DUTIES = env.words("MULIN_SECOND_FACTOR_DUTIES")
RANKS = ("province", "city", "district", "street", "community", "grid", "micro_grid")
AREA_CODES = env.patterns("MULIN_AREA_CODES", RANKS)
MULIN_UPLOAD_LIMIT = env.integer("MULIN_UPLOAD_LIMIT", 40 * 1024 * 1024)
MULIN_BODY_LIMIT = env.integer("MULIN_BODY_LIMIT", 2 * 1024 * 1024)
MULIN_MQTT_HOST = env.text("MULIN_MQTT_HOST")
MULIN_MQTT_PORT = env.integer("MULIN_MQTT_PORT", 1883, least=1, most=65535)
MULIN_MQTT_USER = env.text("MULIN_MQTT_USER")
MULIN_MQTT_PASSWORD = env.text("MULIN_MQTT_PASSWORD")
MULIN_MQTT_TLS = env.flag("MULIN_MQTT_TLS", default=False)
MULIN_OPEN_PER_MINUTE = env.integer("MULIN_OPEN_PER_MINUTE", 120)
MULIN_REPORTS_PER_HOUR = env.integer("MULIN_REPORTS_PER_HOUR", 60)
MULIN_OWN_REPORTS_PER_HOUR = env.integer("MULIN_OWN_REPORTS_PER_HOUR", 240)

ROOMS = (
    *("trail", "files", "accounts", "devices", "calendars", "places", "people"),
    *("notices", "catalogue", "things", "cases", "rounds", "care", "insight"),
    *("campaigns", "diary", "tours"),
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "mulin.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "pgtrigger",
    "procrastinate.contrib.django",
    *(f"mulin.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "mulin.ui.middleware.Compressed",
    "csp.middleware.CSPMiddleware",
    "mulin.ui.middleware.RequestLimits",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mulin.ui.middleware.LanguageChoice",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mulin.ui.middleware.WithActor",
    "mulin.ui.middleware.SecondFactor",
    "mulin.ui.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "mulin.config.urls"
WSGI_APPLICATION = "mulin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates", *sorted((PACKAGE / "surfaces").glob("*/templates"))],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mulin.ui.context.page",
            ],
        },
    }
]

# The database: migrations run as its owner, everything else as a role that owns nothing.
AS_OWNER = env.flag("MULIN_AS_OWNER", default=False)
POOL = env.integer("MULIN_POOL", 0, most=200)


# Planning a page's statements costs more than running them: what serves pages lets the database keep the plans.
PREPARED = env.flag("MULIN_PREPARED", default=bool(POOL))


def _database() -> dict[str, Any]:
    options: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 5} if PREPARED else {}
    if EMBEDDED:
        found: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": env.text("MULIN_DATABASE", DATABASE),
            "USER": OWNER if AS_OWNER else APP,
            "HOST": str(Cluster(HOME).socket),
        }
    elif env.text("MULIN_APP_DATABASE_URL") and not AS_OWNER:
        found = env.database("MULIN_APP_DATABASE_URL")
    else:
        found = env.database("DATABASE_URL")
        if not AS_OWNER:
            options["options"] = f"-c role={APP} -c jit=off"
    if POOL:
        options["pool"] = {"min_size": 1, "max_size": POOL, "timeout": 10}
    return found | {"OPTIONS": found.get("OPTIONS", {}) | options}


# The jobs process holds this lock while it lives.
JOBS_LOCK = 0x6D756C69
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

AUTH_USER_MODEL = "accounts.User"

USE_TZ = True
TIME_ZONE = env.text("MULIN_TIME_ZONE", "Asia/Shanghai")
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [folder for folder in (PACKAGE / "ui" / "static",) if folder.is_dir()]
MEDIA_ROOT = HOME / "files"
# Off in tests and while writing pages: files are then served from where they lie.
HASHED_STATIC = env.flag("MULIN_HASHED_STATIC", default=not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not HASHED_STATIC
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A 404 is an answer, not an event.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "procrastinate.blueprints": {"level": "ERROR"},
    },
    "root": {"handlers": ["stderr"], "level": env.text("MULIN_LOG", "WARNING").upper()},
}

# Ways out of the house; without an address the null gateway keeps what it is asked.
MULIN_SMS_URL = env.text("MULIN_SMS_URL", "")
MULIN_SMS_TOKEN = env.text("MULIN_SMS_TOKEN", "")
EMAIL_HOST = env.text("MULIN_SMTP_HOST", "")
EMAIL_PORT = env.integer("MULIN_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("MULIN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("MULIN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = env.text("MULIN_MAIL_FROM", "mulin@localhost")
