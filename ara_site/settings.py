"""All settings, from the environment. docs/running.md lists the variables; a wrong one stops the start, and says why."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy
from whitenoise.compress import Compressor

from ara_site.environment import Environment
from ara_site.local_postgres import database_url

environment = Environment()

# Where things are

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(environment.get("DATA_DIR", str(BASE_DIR / "var")))
SITE_URL = environment.site_url()
ALLOWED_HOSTS = environment.hosts()
SITE_MODE = environment.mode
DEBUG = environment.debug()
SECRET_KEY = environment.secret_key(DATA_DIR / "secret-key")

# What differs without TLS, as on one's own machine: this list and nothing else.

TLS = SITE_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS

# The apps

INSTALLED_APPS = [
    "publishing",
    "practice",
    "conditions",
    "faq",
    "contact",
    "ara_site",
    "ara_site.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "crispy_forms",
    "django_prose_editor",
    "admin_ordering",
    "js_asset",
    "csp",
]

MIDDLEWARE = [
    # The first two put their headers on the answers of all that follow: errors, redirects and static files too.
    "ara_site.security.SecurityHeadersMiddleware",
    "ara_site.security.ContentSecurityPolicyMiddleware",
    "ara_site.compression.PublicPageCompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "ara_site.security.HostileInputMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ara_site.errors.ErrorPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "ara_site.urls"
WSGI_APPLICATION = "ara_site.wsgi.application"
APPEND_SLASH = True

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
                "practice.surroundings.context",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "practice"

# The database

DATABASES = {"default": environment.database(database_url(DATA_DIR / "postgres"))}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files: everything that must survive is under DATA_DIR or in the database

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "ara_site.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Only scripts, styles and pictures of this site use the static files; no other origin needs to read them.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*Compressor.SKIP_COMPRESS_EXTENSIONS, "map"]

# One cache for all processes of a machine
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# Language and time

LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone()
LANGUAGES = [("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))]
# Telephone numbers typed without a country are numbers of this one (ISO 3166-1).
PHONE_REGION = environment.get("PHONE_REGION", "US")

# Staff accounts

LOGIN_URL = "admin:login"
CSRF_FAILURE_VIEW = "ara_site.errors.csrf_failure"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# Messages may name what was edited: they stay on the server.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Security headers (ara_site/security.py says which page gets which policy)

SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if environment.get("TRUST_PROXY"):
    # Only behind a front that sets this header itself on every request; deploy/nginx.conf does.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

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
    },
}
PREVIEW_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"frame-ancestors": [SELF]}
STAFF_CONTENT_SECURITY_POLICY = PREVIEW_CONTENT_SECURITY_POLICY | {
    # The nonce is for one script, the rich text editor's import map; it is sent only where that map is.
    "script-src": [SELF, NONCE],
    # The style that the rich text editor adds by itself; a test compares it with the installed release.
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:"],
    "frame-src": [SELF],
}

# Logs: readable lines on standard error, without query strings and without the values of rows

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_query_strings": {"()": "ara_site.logs.WithoutQueryStrings"}},
    "formatters": {
        "line": {"()": "ara_site.logs.WithoutRowValues", "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_query_strings"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Anyone can cause these by the thousand.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

environment.complain()
