"""Reads the environment for settings.py, and collects in sentences what is wrong with it."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

LOCAL, PRODUCTION = "local", "production"
SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10


class Environment:
    """The environment's variables, read one by one; `complain()` raises all that was wrong with them at once."""

    def __init__(self, variables=os.environ):
        self.variables = variables
        self.problems: list[str] = []
        self.mode = self.get("SITE_MODE", LOCAL)
        if self.mode not in (LOCAL, PRODUCTION):
            self.problems.append(f"SITE_MODE is {self.mode!r}: it must be {LOCAL!r} or {PRODUCTION!r}.")

    @property
    def is_production(self) -> bool:
        """Whether real patients read this site."""
        return self.mode == PRODUCTION

    def get(self, name: str, default: str = "") -> str:
        """Returns a variable without the spaces around it; an empty one counts as missing."""
        return self.variables.get(name, "").strip() or default

    def debug(self) -> bool:
        """Returns DEBUG, which production refuses."""
        debug = self.get("DEBUG").lower() in ("1", "true", "yes", "on")
        if debug and self.is_production:
            self.problems.append("DEBUG is on: production never shows its insides. Remove DEBUG from the environment.")
        return debug

    def secret_key(self, local_file: Path) -> str:
        """Returns SECRET_KEY; locally, without one, a generated secret that is kept in a file."""
        secret = self.get("SECRET_KEY")
        if not secret and not self.is_production:
            return kept_secret(local_file)
        cure = "Make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"
        if not secret:
            self.problems.append(f"SECRET_KEY is missing. {cure}")
        elif self.is_production and is_weak(secret):
            self.problems.append(f"SECRET_KEY is a default or too short ({SHORTEST_SECRET} characters or more). {cure}")
        return secret

    def hosts(self) -> list[str]:
        """Returns ALLOWED_HOSTS as a list; locally this machine's own names."""
        hosts = [host.strip() for host in self.get("ALLOWED_HOSTS").split(",") if host.strip()]
        if not hosts and not self.is_production:
            return ["localhost", "127.0.0.1", "[::1]"]
        if not hosts:
            self.problems.append("ALLOWED_HOSTS is missing: name the site's host names, with commas between them.")
        if self.is_production and any("*" in host or host.startswith(".") for host in hosts):
            self.problems.append("ALLOWED_HOSTS has a '*' or begins with a '.': name each host name in full.")
        return hosts

    def site_url(self) -> str:
        """Returns SITE_URL without a slash at its end; locally the address of PORT on this machine."""
        url = self.get("SITE_URL").rstrip("/")
        if not url and not self.is_production:
            return f"http://localhost:{self.get('PORT', '8000')}"
        if not url:
            self.problems.append("SITE_URL is missing: the site's own address, such as https://www.example.org")
        elif not is_site_address(url):
            self.problems.append(f"SITE_URL is {url!r}: it must be a bare address such as https://www.example.org")
        elif self.is_production and not url.startswith("https://"):
            self.problems.append("SITE_URL must begin with https:// in production.")
        return url

    def database(self, local_url: str) -> dict:
        """Returns Django's description of the database in DATABASE_URL; locally, without one, of our own Postgres."""
        url = self.get("DATABASE_URL")
        if not url and self.is_production:
            self.problems.append("DATABASE_URL is missing: postgres://user:password@host:5432/name")
            return {}
        try:
            database = dj_database_url.parse(url or local_url, conn_max_age=60, conn_health_checks=True)
        except ValueError:
            database = {}
        if database.get("ENGINE") != "django.db.backends.postgresql" or not database.get("NAME"):
            self.problems.append(
                "DATABASE_URL must read postgres://user:password@host:5432/name (Postgres 15 or newer)."
            )
            return {}
        return database

    def time_zone(self) -> str:
        """Returns TIME_ZONE, the one time zone of the practice."""
        zone = self.get("TIME_ZONE", "America/New_York")
        if zone not in available_timezones():
            self.problems.append(f"TIME_ZONE is {zone!r}: it must be a name such as America/New_York")
        return zone

    def complain(self) -> None:
        """Raises ImproperlyConfigured with one line a problem, if there was one."""
        if self.problems:
            raise ImproperlyConfigured("\n".join(["The site cannot start:", *(f"- {line}" for line in self.problems)]))


def is_weak(secret: str) -> bool:
    """Whether a secret is too short, too plain, or one that Django writes into a new project."""
    return (
        len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS or secret.startswith("django-insecure-")
    )


def is_site_address(url: str) -> bool:
    """Whether a text is a scheme and a host and nothing more."""
    parts = urlsplit(url)
    return (
        parts.scheme in ("http", "https") and bool(parts.netloc) and not (parts.path or parts.query or parts.fragment)
    )


def kept_secret(file: Path) -> str:
    """Returns the secret kept in a file that only its owner reads; makes it the first time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text()
    with open(descriptor, "w") as new:
        new.write(secrets.token_urlsafe(64))
    return file.read_text()
