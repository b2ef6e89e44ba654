"""Settings, read from the environment."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SECRET_KEY = "development"
DEBUG = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "mulin.trail",
    "mulin.files",
    "mulin.accounts",
    "mulin.calendars",
    "mulin.places",
    "mulin.people",
    "mulin.notices",
    "mulin.catalogue",
    "mulin.cases",
]
AUTH_USER_MODEL = "accounts.User"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "mulin"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
