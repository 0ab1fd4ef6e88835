"""Reads the environment for settings.py, and collects in sentences what is wrong with it."""

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from sealing.ring import KeyRing, new_keys

LOCAL, PRODUCTION = "local", "production"
SHORTEST_SECRET = 50
FEWEST_CHARACTERS = 10
PLAIN_SMTP = "smtp+plain"
EMAIL_PORTS = {"smtp": 587, "smtps": 465, PLAIN_SMTP: 25}
EMAIL_URL_CURE = (
    "It must read smtp://user:password@host:587 (TLS by STARTTLS), smtps://user:password@host:465, or, for a relay on "
    f"this machine, {PLAIN_SMTP}://localhost:25"
)


@dataclass(frozen=True)
class Email:
    """How messages leave: over SMTP, or into a folder."""

    backend: str = "django.core.mail.backends.filebased.EmailBackend"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False
    tls: bool = False
    folder: str | None = None


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

    def switch(self, name: str) -> bool:
        """Returns whether a variable is turned on."""
        return self.get(name).lower() in ("1", "true", "yes", "on")

    def debug(self) -> bool:
        """Returns DEBUG, which production refuses."""
        debug = self.switch("DEBUG")
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

    def secret_key_fallbacks(self) -> list[str]:
        """Returns SECRET_KEY_FALLBACKS, the secrets that came before, with spaces between them; what they signed stays good."""
        return self.get("SECRET_KEY_FALLBACKS").split()

    def sealing_keys(self, local_file: Path) -> str:
        """Returns SEALING_KEYS, the keys of what is sealed in the database; locally, without them, one kept in a file."""
        keys = self.get("SEALING_KEYS")
        if not keys and not self.is_production:
            return kept_secret(local_file, new_keys)
        cure = (
            "Make one with: python3 -c 'import base64, os; print(\"1:\" + base64.b64encode(os.urandom(32)).decode())'"
        )
        if not keys:
            self.problems.append(f"SEALING_KEYS is missing. {cure}")
            return ""
        try:
            KeyRing.read(keys)
        except ValueError as problem:
            self.problems.append(f"SEALING_KEYS cannot be used: {problem} {cure}")
        return keys

    def second_factor(self) -> bool:
        """Returns whether nobody works on the staff site without a second factor: always in production, else as told."""
        return self.is_production or self.switch("REQUIRE_SECOND_FACTOR")

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

    def front_address(self, site_url: str, *, has_front: bool) -> tuple[str, int] | None:
        """Returns FRONT_ADDRESS, host:port, where the worker reaches the front; without it, where SITE_URL leads; None without a front."""
        address = self.get("FRONT_ADDRESS")
        if not has_front:
            return None
        try:
            parts = urlsplit(f"//{address}" if address else site_url)
            host, port = parts.hostname, parts.port or (443 if site_url.startswith("https://") else 80)
        except ValueError:
            host, port = "", 0
        if not host and address:
            self.problems.append(f"FRONT_ADDRESS is {address!r}: it must be a host and a port such as 127.0.0.1:443")
        return (host, port) if host else None

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

    def email(self, local_folder: Path) -> Email:
        """Returns the mail server in EMAIL_URL; locally, without one, a folder that messages are written to."""
        url = self.get("EMAIL_URL")
        if not url and not self.is_production:
            return Email(folder=str(local_folder))
        try:
            parts, port = urlsplit(url), urlsplit(url).port
        except ValueError:
            parts, port = urlsplit(""), None
        problem = email_problem(url, parts)
        if problem:
            self.problems.append(problem)
            return Email()
        return Email(
            backend="django.core.mail.backends.smtp.EmailBackend",
            host=parts.hostname,
            port=port or EMAIL_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            starttls=parts.scheme == "smtp",
            tls=parts.scheme == "smtps",
        )

    def email_from(self) -> str:
        """Returns EMAIL_FROM, the address that messages come from; locally one that nobody has."""
        address = self.get("EMAIL_FROM")
        if not address and not self.is_production:
            return "site@localhost"
        if not address:
            self.problems.append("EMAIL_FROM is missing: the address that messages come from, site@example.org")
        elif "@" not in parseaddr(address)[1] or "\n" in address:
            self.problems.append(
                "EMAIL_FROM must be an address such as site@example.org or The Site <site@example.org>"
            )
        return address

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


def email_problem(url: str, parts: SplitResult) -> str:
    """What is wrong with EMAIL_URL, or nothing."""
    if not url:
        return f"EMAIL_URL is missing. {EMAIL_URL_CURE}"
    if parts.scheme not in EMAIL_PORTS or not parts.hostname or parts.path not in ("", "/"):
        return f"EMAIL_URL cannot be read. {EMAIL_URL_CURE}"
    if parts.scheme == PLAIN_SMTP and parts.password:
        return f"EMAIL_URL would send its password in clear: use smtp:// or smtps://, not {PLAIN_SMTP}://."
    return ""


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


def new_secret() -> str:
    """Returns a secret that nobody guesses."""
    return secrets.token_urlsafe(64)


def kept_secret(file: Path, make: Callable[[], str] = new_secret) -> str:
    """Returns the secret kept in a file that only its owner reads; makes it the first time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return file.read_text()
    with open(descriptor, "w") as new:
        new.write(make())
    return file.read_text()
