"""A whole site in processes of its own, as script/server starts it: Postgres database, starter content, static files, granian."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
NOT_FROM_THE_SHELL = (
    "SITE_MODE",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "SEALING_KEYS",
    "REQUIRE_SECOND_FACTOR",
    "DEBUG",
    "TIME_ZONE",
    "TRUST_PROXY",
    "PORT",
)
SECONDS_TO_START = 60
SECONDS_TO_STOP = 20


class Databases:
    """The databases that the tests make beside the one in DATABASE_URL, and remove afterwards."""

    def __init__(self, url: str, prefix: str):
        self.url, self.prefix, self.names = url, prefix, []

    def create(self, name: str, template: str = "template1") -> str:
        """Creates a database, a copy of another one if told so, and returns its address."""
        full = f"{self.prefix}_{name}"
        self._run(f'DROP DATABASE IF EXISTS "{full}" WITH (FORCE)')
        self._run(f'CREATE DATABASE "{full}" TEMPLATE "{template}"')
        self.names.append(full)
        return urlsplit(self.url)._replace(path=f"/{full}").geturl()

    def remove(self) -> None:
        """Drops all that were created."""
        for name in self.names:
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        connection = psycopg2.connect(self.url)
        try:
            connection.autocommit = True
            connection.cursor().execute(statement)
        finally:
            connection.close()


@dataclass
class Site:
    """A site: its database, its data folder, and the server once it has been started."""

    database_url: str
    data: Path
    static: Path
    port: int = 0
    process: subprocess.Popen | None = None
    variables: dict[str, str] = field(default_factory=dict)
    """What its environment has besides."""
    signed_in: dict[str, dict] = field(default_factory=dict)
    """The cookies of those who have signed in, by account."""

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://localhost:{self.port}"

    @property
    def passwords(self) -> dict[str, str]:
        """The generated passwords, by account."""
        return json.loads((self.data / "staff-passwords.json").read_text())

    def environment(self) -> dict[str, str]:
        """What its processes find in their environment."""
        inherited = {name: value for name, value in os.environ.items() if name not in NOT_FROM_THE_SHELL}
        return inherited | {
            "DATABASE_URL": self.database_url,
            "DATA_DIR": str(self.data),
            "STATIC_ROOT": str(self.static),
            "PORT": str(self.port or 8000),
            "DJANGO_SETTINGS_MODULE": "tests.browser.site_settings",
            "PYTHONPATH": str(ROOT),
            **self.variables,
        }

    def manage(self, *arguments: str) -> str:
        """Runs a command of manage.py and returns what it prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, check=False, cwd=ROOT, env=self.environment(), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, asks: str = "/healthz/ready") -> None:
        """Starts the server as script/server does, and returns when that address is answered with 200."""
        self.port = free_port()
        options = (
            "--interface wsgi --host 127.0.0.1 --http 1 --no-ws --workers 1 --blocking-threads 4 --log-level warning"
        )
        command = [
            sys.executable,
            "-m",
            "granian",
            *options.split(),
            "--port",
            str(self.port),
            "ara_site.wsgi:application",
        ]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log)
        end = time.monotonic() + SECONDS_TO_START
        while not self._answers(asks):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stops the server that was started here."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @property
    def log(self) -> Path:
        """What the server wrote."""
        return self.data / "server.log"

    def _answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False


def free_port() -> int:
    """Returns a port that no program uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
