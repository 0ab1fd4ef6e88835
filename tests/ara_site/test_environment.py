"""Production refuses to start with what only a developer's machine may have, and says what to do."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from ara_site.environment import Environment, kept_secret

SECRET = "a-secret-that-is-long-enough-0123456789-abcdefghijklmnop"
PRODUCTION = {
    "SITE_MODE": "production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://site:word@db.example.org:5432/site",
}


def problems(**changes) -> list[str]:
    """Returns what the environment complains of, with production's variables changed."""
    variables = {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    environment = Environment(variables)
    environment.debug()
    environment.secret_key(None)
    environment.hosts()
    environment.site_url()
    environment.database("")
    environment.time_zone()
    return environment.problems


def test_production_starts_when_nothing_is_missing():
    assert problems() == []


@pytest.mark.parametrize(
    ("changes", "start"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is missing."),
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY is a default or too short"),
        ({"SECRET_KEY": "x" * 60}, "SECRET_KEY is a default or too short"),
        ({"SECRET_KEY": "django-insecure-" + SECRET}, "SECRET_KEY is a default or too short"),
        ({"DEBUG": "1"}, "DEBUG is on"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is missing"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is missing"),
        ({"ALLOWED_HOSTS": "www.example.org,*"}, "ALLOWED_HOSTS has a '*'"),
        ({"ALLOWED_HOSTS": ".example.org"}, "ALLOWED_HOSTS has a '*' or begins with a '.'"),
        ({"DATABASE_URL": None}, "DATABASE_URL is missing"),
        ({"DATABASE_URL": "sqlite:///site.db"}, "DATABASE_URL must read postgres://"),
        ({"DATABASE_URL": "postgres://site:word@db.example.org:port/site"}, "DATABASE_URL must read postgres://"),
        ({"DATABASE_URL": "postgres://site:word@db.example.org"}, "DATABASE_URL must read postgres://"),
        ({"SITE_URL": None}, "SITE_URL is missing"),
        ({"SITE_URL": "http://www.example.org"}, "SITE_URL must begin with https://"),
        ({"SITE_URL": "www.example.org"}, "SITE_URL is 'www.example.org'"),
        ({"SITE_URL": "https://www.example.org/site"}, "SITE_URL is 'https://www.example.org/site'"),
        ({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE is 'Mars/Olympus'"),
        ({"SITE_MODE": "prod"}, "SITE_MODE is 'prod'"),
    ],
)
def test_production_refuses(changes, start):
    (problem,) = problems(**changes)
    assert problem.startswith(start)


def test_all_problems_are_told_at_once():
    environment = Environment({"SITE_MODE": "production"})
    environment.hosts()
    environment.site_url()
    with pytest.raises(ImproperlyConfigured) as raised:
        environment.complain()
    assert len(str(raised.value).splitlines()) == 3


def test_manage_says_what_is_missing_without_a_traceback():
    environment = {"PATH": os.environ["PATH"], "SITE_MODE": "production"}
    result = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert [line.split()[1] for line in result.stderr.splitlines()[1:]] == [
        "SITE_URL",
        "ALLOWED_HOSTS",
        "SECRET_KEY",
        "DATABASE_URL",
    ]


def test_local_mode_needs_nothing(tmp_path):
    environment = Environment({"PORT": "8001"})
    assert environment.site_url() == "http://localhost:8001"
    assert environment.hosts() == ["localhost", "127.0.0.1", "[::1]"]
    assert environment.database("postgres://postgres@/site?host=/folder")["OPTIONS"] == {"host": "/folder"}
    assert len(environment.secret_key(tmp_path / "secret-key")) > 50
    assert environment.problems == []


def test_the_local_secret_is_kept_and_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "var" / "secret-key"
    assert kept_secret(file) == kept_secret(file)
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_two_installations_have_different_secrets(tmp_path):
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")
