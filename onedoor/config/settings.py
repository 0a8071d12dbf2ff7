"""One settings file; the environment decides (see env.py)."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = os.getenv("SECRET_KEY", "development-only")
DEBUG = os.getenv("DEBUG", "1") == "1"
ALLOWED_HOSTS = ["*"]
USE_TZ, TIME_ZONE, LANGUAGE_CODE = True, "Asia/Shanghai", "zh-hans"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "django.contrib.staticfiles", "django.contrib.postgres", "pgtrigger", "procrastinate.contrib.django", "django_htmx", "django_cotton",
    "onedoor.config",
    *(f"onedoor.{app}" for app in ("places", "worktime", "posts", "audit", "persons", "notices", "cases", "matters", "portal", "api")),
]
AUTH_USER_MODEL = "posts.Staff"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_u = urlsplit(os.environ["DATABASE_URL"])
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": _u.path[1:], "USER": _u.username or "", "PASSWORD": unquote(_u.password or ""),
    "HOST": dict(parse_qsl(_u.query)).get("host", _u.hostname or ""), "PORT": _u.port or ""}}
ROOT_URLCONF = "onedoor.config.urls"
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware", "django_htmx.middleware.HtmxMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": [
    "django.template.context_processors.request", "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"], "builtins": ["django_cotton.templatetags.cotton"]}}]
STATIC_URL = "/static/"
