"""One settings file; the environment decides (see env.py and docs/running.md).

Without PRODUCTION=1 the house serves this machine alone, with secrets of its own making. With it, nothing is made up:
whatever is missing or careless refuses to start.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from onedoor.config import env
from onedoor.config.postgres import address

ROOT = address.ROOT
VAR = Path(env.envstr("VAR_DIR", str(ROOT / "var")))
PRODUCTION = env.envbool("PRODUCTION")
DEBUG = env.envbool("DEBUG")
THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.envlist("ALLOWED_HOSTS", "" if PRODUCTION else ",".join(THIS_MACHINE))

# Secrets: from the environment or a file it names; outside production made once and kept where git does not look.
_kept = None if PRODUCTION else VAR / "secrets"
SECRET_KEY = env.envsecret("SECRET_KEY", _kept, env.random_key)
FIELD_KEYS = env.read_keyring(env.envsecret("FIELD_KEYS", _kept, env.random_keyring))
INDEX_KEY = env.envsecret("INDEX_KEY", _kept, env.random_key)
PIN_KEY = env.envsecret("PIN_KEY", _kept, env.random_key)
env.refuse_careless(PRODUCTION, DEBUG, ALLOWED_HOSTS, THIS_MACHINE, [SECRET_KEY, INDEX_KEY, PIN_KEY])

ROOMS = (
    "places",
    "worktime",
    "posts",
    "audit",
    "persons",
    "notices",
    "cases",
    "venues",
    "tasks",
    "committees",
    "safety",
    "appointments",
    "matters",
    "whistles",
    "supervision",
    "joint",
    "hall",
    "reception",
    "guide",
    "counselling",
    "aid",
    "registers",
    "voices",
    "surveys",
    "mediation",
    "portal",
    "api",
    "field",
)
INSTALLED_APPS = [
    # config first: its templates and static files stand before any package's.
    "onedoor.config",
    *(f"onedoor.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_cotton",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "onedoor.config.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "onedoor.config.incoming.IncomingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "onedoor.config.urls"
WSGI_APPLICATION = "onedoor.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django_cotton.templatetags.cotton"],
            "libraries": {"onedoor_kit": "onedoor.kit.templatetags.onedoor_kit"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "onedoor.config.context.shell",
            ],
        },
    }
]

# The pool is for the server's threads (wsgi.py asks for it); a command has one connection and no use for one.
DATABASES = {"default": address.database(pool=env.envint("DB_POOL", 0))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Why a background job failed is kept for the people who see to it.
PROCRASTINATE_ON_APP_READY = "onedoor.config.errands.watch"

# ---------------------------------------------------------------- sign-in: sessions, passwords, throttling
INSTALLED_APPS += ["allauth", "allauth.account", "axes"]
MIDDLEWARE += [
    "allauth.account.middleware.AccountMiddleware",
    "onedoor.config.middleware.ActorMiddleware",
    "onedoor.config.middleware.ProblemMiddleware",
    "onedoor.config.middleware.DoorMiddleware",
    "onedoor.config.granting.GrantMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTH_USER_MODEL = "posts.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "onedoor.config.signin.Backend"]
PASSWORD_HASHERS = ["onedoor.posts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"onedoor.posts.passwords.{name}"} for name in ("Length", "NotCommon", "NotOfThisPlace")
]
# How long a session lives at most; posts.sessions ends it sooner: 30 idle minutes, 12 hours, three browsers.
SESSION_ENGINE = "onedoor.posts.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "onedoor.config.expired.csrf_failure"
LOGIN_URL, LOGIN_REDIRECT_URL = "/login/", "/home/"
ACCOUNT_ADAPTER = "onedoor.config.signin.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False
AXES_HANDLER = "onedoor.config.throttle.GrowingDelay"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCK_OUT_AT_FAILURE = False
AXES_COOLOFF_TIME = 24
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "onedoor.config.throttle.counted_as"
AXES_CLIENT_IP_CALLABLE = "onedoor.config.signin.address_of"
AXES_LOCKOUT_CALLABLE = "onedoor.config.signin.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
# ---------------------------------------------------------------- end of sign-in

# What residents read about the centre. Where nothing is set, an invented one that says so; in production, nothing.
DEMO = not PRODUCTION and env.envstr("DEMO", "1") not in ("0", "false", "no", "off")
COMMIT = env.envstr("COMMIT")
CENTRE = {
    "address": env.envstr("CENTRE_ADDRESS") or ("" if PRODUCTION else _("秦州区示范路1号（演示地址，虚构）")),
    "hours": env.envstr("CENTRE_HOURS")
    or ("" if PRODUCTION else _("周一至周五8:30—12:00，14:30—18:00（演示）")),
    "phone": env.envstr("CENTRE_PHONE", "" if PRODUCTION else "0938-0000000"),
}

# The ways out of the house: console, file or off for each; e-mail also smtp. In production nothing goes out unasked.
_way = "off" if PRODUCTION else "file"
CHANNELS = {
    "email": env.envchoice("EMAIL_VIA", _way, ("console", "file", "smtp", "off")),
    "sms": env.envchoice("SMS_VIA", _way, ("console", "file", "off")),
    "account": env.envchoice("ACCOUNT_VIA", _way, ("console", "file", "off")),
}
OUTBOX = VAR / "outbox"
PUBLIC_URL = env.envstr("PUBLIC_URL", "" if PRODUCTION else "http://localhost:8000").rstrip("/")
TRACK_URL = f"{PUBLIC_URL}/track/"
if CHANNELS["sms"] != "off" and not PUBLIC_URL:
    raise env.Misconfigured("接入短信时必须设置 PUBLIC_URL，居民凭它查询。(Set PUBLIC_URL when SMS is on.)")
EMAIL_HOST, EMAIL_PORT = env.envstr("EMAIL_HOST", "localhost"), env.envint("EMAIL_PORT", 25)
EMAIL_HOST_USER, EMAIL_USE_TLS = env.envstr("EMAIL_USER"), env.envbool("EMAIL_TLS")
EMAIL_HOST_PASSWORD = env.envsecret("EMAIL_PASSWORD", None, str) if EMAIL_HOST_USER else ""
DEFAULT_FROM_EMAIL = env.envstr("EMAIL_FROM", "onedoor@localhost")
EMAIL_TIMEOUT = 20

# What a browser may do with our pages: nothing that we did not ask for.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# Live pages (config/live): empty where a proxy has them at the same address; `start` tells the port it chose.
LIVE_URL = env.envstr("LIVE_URL").rstrip("/")
# A printer on this very machine is for trying out alone.
PRINTER_LOOPBACK = not PRODUCTION
LIVE_PORT = env.envint("LIVE_PORT", 0)
LIVE_MOST, LIVE_MOST_OF_ONE = env.envint("LIVE_MOST", 2000), env.envint("LIVE_MOST_OF_ONE", 200)
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if PRODUCTION else []
# What the proxy says of the caller counts only when there is one: else any stranger could say it.
BEHIND_PROXY = env.envbool("BEHIND_PROXY")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

USE_TZ, TIME_ZONE = True, "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [ROOT / "onedoor" / "config" / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "papers"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# The largest picture times the most pictures, and some words; forms say it more kindly before this does.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": env.envstr("LOG_LEVEL", "WARNING")},
    "loggers": {"django.request": {"level": "ERROR"}},
}
