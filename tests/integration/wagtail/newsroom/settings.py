"""A Wagtail site with two languages, as small as one can be; the database is named by NEWSROOM_DATABASE."""

import os
import sys
from pathlib import Path

SECRET_KEY = "only for tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "newsroom.urls"
STATIC_URL = "/static/"
HOME = Path(os.environ["NEWSROOM_DATABASE"]).parent
MEDIA_ROOT = str(HOME / "media")
# Made when the site is built: a package in the tests would hide them from pytest's import mode.
MIGRATION_MODULES = {"newsroom": "newsroom_migrations"}
sys.path.insert(0, str(HOME))
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["NEWSROOM_DATABASE"]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/Paris"
LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", "French"), ("en", "English")]
USE_I18N = WAGTAIL_I18N_ENABLED = True
WAGTAIL_SITE_NAME = "Newsroom"
WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "NEWSROOM_TRANSLATOR" in os.environ:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": os.environ["NEWSROOM_TRANSLATOR"],
            "API_KEY": os.environ["NEWSROOM_KEY"],
            "TIMEOUT": 120,
        },
    }
INSTALLED_APPS = [
    "newsroom",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.locale.LocaleMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
