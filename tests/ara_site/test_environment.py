"""Production refuses to start with what only a developer's machine may have, and says what to do."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from ara_site.environment import Environment, kept_secret
from sealing import KeyRing

SECRET = "a-secret-that-is-long-enough-0123456789-abcdefghijklmnop"
PRODUCTION = {
    "SITE_MODE": "production",
    "SECRET_KEY": SECRET,
    "SEALING_KEYS": "2:" + "A" * 43 + "=,1:" + "B" * 43 + "=",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgres://site:word@db.example.org:5432/site",
    "EMAIL_URL": "smtp://site:word@mail.example.org:587",
    "EMAIL_FROM": "The Site <site@example.org>",
}


def problems(**changes) -> list[str]:
    """Returns what the environment complains of, with production's variables changed."""
    variables = {name: value for name, value in (PRODUCTION | changes).items() if value is not None}
    environment = Environment(variables)
    environment.debug()
    environment.secret_key(None)
    environment.sealing_keys(None)
    environment.hosts()
    environment.site_url()
    environment.database("")
    environment.time_zone()
    environment.email(None)
    environment.email_from()
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
        ({"SEALING_KEYS": None}, "SEALING_KEYS is missing."),
        ({"SEALING_KEYS": "1:c2hvcnQ="}, "SEALING_KEYS cannot be used: Key 1 has 5 bytes"),
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
        ({"EMAIL_URL": None}, "EMAIL_URL is missing."),
        ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL cannot be read."),
        ({"EMAIL_URL": "smtp://mail.example.org:port"}, "EMAIL_URL cannot be read."),
        ({"EMAIL_URL": "http://mail.example.org"}, "EMAIL_URL cannot be read."),
        ({"EMAIL_URL": "smtp+plain://site:word@mail.example.org"}, "EMAIL_URL would send its password in clear"),
        ({"EMAIL_FROM": None}, "EMAIL_FROM is missing"),
        ({"EMAIL_FROM": "The Site"}, "EMAIL_FROM must be an address"),
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
        "SEALING_KEYS",
        "DATABASE_URL",
        "EMAIL_URL",
        "EMAIL_FROM",
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


def test_the_local_sealing_key_is_kept_and_can_be_used(tmp_path):
    keys = Environment({}).sealing_keys(tmp_path / "sealing-keys")
    assert keys == Environment({}).sealing_keys(tmp_path / "sealing-keys")
    assert KeyRing.read(keys).current == 1
    assert oct((tmp_path / "sealing-keys").stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    ("variables", "required"),
    [({}, False), ({"REQUIRE_SECOND_FACTOR": "1"}, True), ({"REQUIRE_SECOND_FACTOR": "0"}, False), (PRODUCTION, True)],
)
def test_a_second_factor_is_required_in_production_and_where_it_is_asked_for(variables, required):
    assert Environment(variables).second_factor() == required


def test_two_installations_have_different_secrets(tmp_path):
    assert kept_secret(tmp_path / "one") != kept_secret(tmp_path / "two")


def test_a_mail_server_is_read_with_its_password_and_kept_out_of_what_is_printed():
    email = Environment(PRODUCTION | {"EMAIL_URL": "smtps://site%40example.org:a%2Fword@mail.example.org"}).email(None)
    assert (email.host, email.port, email.user, email.password) == (
        "mail.example.org",
        465,
        "site@example.org",
        "a/word",
    )
    assert (email.tls, email.starttls, "a/word" in repr(email)) == (True, False, False)


def test_local_messages_go_into_a_folder(tmp_path):
    email = Environment({}).email(tmp_path / "mail")
    assert (email.backend.rpartition(".")[0], email.folder) == (
        "django.core.mail.backends.filebased",
        str(tmp_path / "mail"),
    )


FRONTS = {
    "where the site's address leads": ("", "https://www.example.org", ("www.example.org", 443)),
    "on a port of its own": ("", "http://localhost:8080", ("localhost", 8080)),
    "somewhere else": ("127.0.0.1:8443", "https://www.example.org", ("127.0.0.1", 8443)),
    "without a port": ("front.internal", "https://www.example.org", ("front.internal", 443)),
    "by IPv6": ("[::1]:443", "https://www.example.org", ("::1", 443)),
}


@pytest.mark.parametrize(("address", "site_url", "found"), FRONTS.values(), ids=FRONTS)
def test_where_the_front_is_reached(address, site_url, found):
    environment = Environment({"FRONT_ADDRESS": address})
    assert environment.front_address(site_url, has_front=True) == found
    assert environment.front_address(site_url, has_front=False) is None
    assert environment.problems == []


@pytest.mark.parametrize("address", ["127.0.0.1:https", ":443", "[::1"])
def test_an_address_of_the_front_that_is_none_is_said(address):
    environment = Environment({"FRONT_ADDRESS": address})
    assert environment.front_address("https://www.example.org", has_front=True) is None
    assert environment.problems[0].startswith("FRONT_ADDRESS is")
