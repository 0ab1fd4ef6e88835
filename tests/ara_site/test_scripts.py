"""The scripts fail with a sentence and its cure, never with a traceback."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from ara_site.local_postgres import LONGEST_SOCKET_PATH, SOCKET_NAME, database_url, socket_folder
from ara_site.management.commands.check_database import problem_with

ROOT = Path(__file__).resolve().parents[2]


def run(*command, **variables) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"]} | variables
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def assert_says(result: subprocess.CompletedProcess, *sentences: str) -> None:
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    for sentence in sentences:
        assert sentence in result.stderr


def test_a_database_that_does_not_answer():
    url = "postgres://someone:a-secret-word@127.0.0.1:1/nothing"
    result = run(".venv/bin/python", "manage.py", "check_database", DATABASE_URL=url)
    assert_says(result, "The database does not answer", "correct DATABASE_URL")
    assert "a-secret-word" not in result.stderr


def test_an_unknown_option():
    assert_says(run("script/server", "--fast"), "--fast is none")


def test_production_is_not_for_trying_out():
    assert_says(run("script/server", SITE_MODE="production"), "In production: deploy/serve")


@pytest.mark.parametrize(("version", "complains"), [(140012, True), (150000, False), (180004, False)])
def test_only_an_old_postgres_is_refused(version, complains):
    assert bool(problem_with(version)) == complains


@pytest.fixture
def old_python(tmp_path):
    """A folder of programs in which every Python says that it is too old."""
    for name in ("python3", "python3.11", "python3.12", "python3.13", "python3.14"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\nexit 1\n')
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return tmp_path / "bin"


def test_an_old_python(tmp_path, old_python):
    clone = tmp_path / "clone"
    (clone / "script").mkdir(parents=True)
    (clone / "script" / "bootstrap").write_text((ROOT / "script" / "bootstrap").read_text())
    (clone / "requirements.txt").write_text("")
    result = subprocess.run(
        ["bash", "script/bootstrap", "requirements.txt"],
        cwd=clone,
        env={"PATH": f"{old_python}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert_says(result, "Python 3.11 or newer is needed and was not found (Python 3.9.2)", "apt-get install")


def test_a_deep_folder_has_its_socket_elsewhere():
    deep = Path("/srv") / "/".join(["a-long-name-of-a-folder"] * 6)
    assert len(str(socket_folder(deep) / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    assert socket_folder(deep) != socket_folder(deep / "another")
    assert socket_folder(Path("/srv/site/var/postgres")) == Path("/srv/site/var/postgres")


def test_the_address_of_the_local_database_survives_odd_folder_names():
    assert database_url(Path("/srv/My Site/var")) == "postgres://postgres@/site?host=/srv/My%20Site/var"
