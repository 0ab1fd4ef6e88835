"""All settings, from the environment. docs/running.md lists the variables; a wrong one stops the start, and says why."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy
from django_prose_editor.config import html_tags
from js_asset import static_lazy
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
SECRET_KEY_FALLBACKS = environment.secret_key_fallbacks()
SEALING_KEYS = environment.sealing_keys(DATA_DIR / "sealing-keys")

# What differs without TLS, as on one's own machine: this list and nothing else.

TLS = SITE_URL.startswith("https://")
SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
# Of the staff site alone, so that no public page meets it; "__Host-" would send it everywhere.
DEVICE_COOKIE_NAME = "__Secure-device" if TLS else "device"
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS

# The apps

INSTALLED_APPS = [
    "sealing",
    "deliveries",
    "publishing",
    "practice",
    "conditions",
    "faq",
    "contact",
    "search",
    "staff",
    "ara_site",
    "ara_site.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "django_prose_editor",
    "js_asset",
    "csp",
]

MIDDLEWARE = [
    # The first two put their headers on the answers of all that follow: errors, redirects and static files too.
    "ara_site.security.SecurityHeadersMiddleware",
    "ara_site.security.ContentSecurityPolicyMiddleware",
    "ara_site.compression.PublicPageCompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # Before those that refuse without a word, so that it can give them a page.
    "ara_site.errors.ErrorPagesMiddleware",
    "ara_site.security.HostileInputMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "staff.sessions.StaffSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "staff.kept_saves.KeptSaveMiddleware",
    "staff.second_factor.SecondFactorMiddleware",
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
                "staff.context.frame",
            ],
        },
    },
]
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/abbreviation.js")],
        "extensions": {"Abbreviation": html_tags(["abbr"], {"abbr": ["title"]})},
    },
    {"js": [static_lazy("js/word_paste.js")], "extensions": {"WordPaste": html_tags([])}},
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "forms"

# The database

DATABASES = {"default": environment.database(database_url(DATA_DIR / "postgres"))}
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# For many short queries on a database that fits into memory: starting helpers, or compiling, takes longer than they do, and an index
# is as near as a table. `options` in DATABASE_URL takes the place of these.
DATABASES["default"]["OPTIONS"].setdefault(
    "options", "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
)
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
        "BACKEND": "ara_site.file_cache.LenientFileCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# Published pages are kept finished (ara_site/page_cache); while developing, each is made anew.
PAGE_CACHE = not DEBUG

# Language and time

LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone()
LANGUAGES = [("en", gettext_lazy("English")), ("es", gettext_lazy("Spanish"))]
# Telephone numbers typed without a country are numbers of this one (ISO 3166-1).
PHONE_REGION = environment.get("PHONE_REGION", "US")

# Messages to staff (deliveries/ sends them)

EMAIL = environment.email(DATA_DIR / "mail")
EMAIL_BACKEND = EMAIL.backend
EMAIL_HOST, EMAIL_PORT = EMAIL.host, EMAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL.user, EMAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.starttls, EMAIL.tls
EMAIL_FILE_PATH = EMAIL.folder
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.email_from()

# Staff accounts (staff/ has what these settings name)

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
CSRF_FAILURE_VIEW = "ara_site.errors.csrf_failure"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "staff.passwords.ContextValidator"},
    {"NAME": "staff.passwords.StrengthValidator"},
]
# Words of every practice's trade; the practice's own name is added while it runs.
PASSWORD_CONTEXT_WORDS = (
    "practice clinic hospital medical medicine health patient doctor nurse radiology radiologist imaging spine vertebra "
    "vertebral fracture back procedure kyphoplasty vertebroplasty coordinator clinician administrator staff password"
).split()
ACCOUNT_ADAPTER = "staff.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "staff.forms.SignInForm", "change_password": "staff.forms.ChangePasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# Ours stand in the database, for all machines and exact (staff/limits.py); these would stand in the cache.
ACCOUNT_RATE_LIMITS = dict.fromkeys(["login", "login_failed", "reauthenticate", "change_password"], "")
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
MFA_ADAPTER = "staff.adapters.FactorAdapter"
MFA_FORMS = {
    "authenticate": "staff.forms.CodeForm",
    "reauthenticate": "staff.forms.CodeAgainForm",
    "activate_totp": "staff.forms.FirstCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# A code of 30 seconds is also taken half a minute early or late, for clocks that differ; each is taken once.
MFA_TOTP_TOLERANCE = 1
REQUIRE_SECOND_FACTOR = environment.second_factor()

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_LONGEST_SECONDS = 12 * 60 * 60
# A minute more: within a minute, work on the staff site is noted once (staff/sessions.py).
SESSION_COOKIE_AGE = SESSION_IDLE_SECONDS + 60
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
TRUST_PROXY = environment.switch("TRUST_PROXY")
if TRUST_PROXY:
    # Only behind a front that sets this header itself on every request; deploy/nginx.conf does.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Where the worker asks for pages that have changed, so that the front holds them (page_cache/passing_on.py).
FRONT_ADDRESS = environment.front_address(SITE_URL, has_front=TRUST_PROXY)

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
