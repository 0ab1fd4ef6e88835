"""A whole site of its own, to be broken: Postgres, web workers, mail workers, disks. It touches only processes that it started."""

from __future__ import annotations

import copy
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from ara_site.local_postgres import DATABASE, LocalPostgres, PostgresError, database_url
from bench.front import Front, free_port, nginx
from faults.disks import mount, unmount
from faults.loading import Skipped
from faults.processes import children, end, send_signal

ROOT = Path(__file__).resolve().parents[1]
WARM = 20
KEPT = re.compile(rb"\nKEY: http localhost (\S+) [^\n]*\nHTTP/1\.1 (\d+)")
CONNECTIONS = "-c max_connections=60"


class Installation:
    """`folder` holds everything. Where root may mount, database and data are disks of their own that can be filled."""

    def __init__(self, folder: Path, *, port: int, mail_port: int) -> None:
        self.folder, self.port, self.mail_port = folder, port, mail_port
        self.database_disk, self.data_disk = folder / "database", folder / "data"
        self.has_disks = mount(self.database_disk, "500m") and mount(self.data_disk, "80m")
        self.postgres_folder = self.database_disk / "postgres"
        self.workers: list[subprocess.Popen] = []
        self.web: subprocess.Popen | None = None
        self.front_port = free_port()
        self.front: Front | None = None

    # Starting and stopping

    def start(self) -> None:
        self.start_postgres()
        self.manage("migrate", "--verbosity=0")
        self.manage("load_starter")
        self.manage("local_staff")
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute("UPDATE auth_user SET email = username || '@example.org'")
        self.start_web()
        self.start_front()
        self.start_workers(2)

    def start_front(self) -> None:
        """The front of deploy/, where there is nginx."""
        try:
            nginx()
        except RuntimeError:
            return
        self.manage("write_error_pages")
        folder = self.folder / f"front-{self.front_port}"
        self.front = Front(folder, site=self.port, pages=self.data_disk / "front", port=self.front_port)
        self.front.start()

    def start_postgres(self) -> None:
        """As a person would: once more, where what was killed is not quite gone."""
        for _time in range(10):
            try:
                LocalPostgres(self.postgres_folder, CONNECTIONS).start()
                return
            except (PostgresError, psycopg2.OperationalError):
                time.sleep(1)
        raise RuntimeError(f"Postgres did not start again; see {self.postgres_folder}.log")

    def start_web(self, **more: str) -> None:
        options = (
            "--interface wsgi --host 127.0.0.1 --http 1 --no-ws --workers 2 --blocking-threads 4 --log-level warning"
        )
        command = [
            sys.executable,
            "-m",
            "granian",
            *options.split(),
            "--respawn-failed-workers",
            "--port",
            str(self.port),
        ]
        self.web = self._run([*command, "ara_site.wsgi:application"], "web", **more)
        self._wait_for_the_web()

    def start_workers(self, count: int, **more: str) -> None:
        command = [sys.executable, "manage.py", "send_deliveries", "--with-parent"]
        self.workers += [self._run(command, "worker", **more) for _one in range(count)]

    def stop_web(self) -> None:
        end(self.web)

    def stop_workers(self) -> None:
        for worker in self.workers:
            end(worker)
        self.workers.clear()

    def stop(self) -> None:
        """End everything and leave no disk behind."""
        self.stop_workers()
        end(self.web)
        if self.front:
            self.front.stop()
        self.signal_postgres(signal.SIGCONT)
        LocalPostgres(self.postgres_folder).stop()
        if self.has_disks:
            for disk in (self.database_disk, self.data_disk):
                unmount(disk)

    # Breaking

    def signal_postgres(self, number: int) -> None:
        """To the server and all its processes."""
        file = self.postgres_folder / "postmaster.pid"
        if not file.exists():
            return
        server = int(file.read_text().split()[0])
        for pid in [*children(server), server]:
            send_signal(pid, number)

    def kill_a_web_worker(self) -> None:
        for pid in children(self.web.pid)[:1]:
            send_signal(pid, signal.SIGKILL)

    def kill_the_site(self) -> None:
        """All processes of the site at once; the front, the database and the mail server go on."""
        web, workers = self.web.pid, self.workers
        for pid in [web, *children(web), *(worker.pid for worker in workers)]:
            send_signal(pid, signal.SIGKILL)
        for each in (self.web, *workers):
            each.wait()
        workers.clear()

    def kill_a_mail_worker(self) -> None:
        worker = self.workers.pop(0)
        worker.kill()
        worker.wait()
        self.start_workers(1)

    def need_disks(self) -> None:
        """Raises Skipped where there are none that can be filled."""
        if not self.has_disks:
            raise Skipped("only root can mount a small disk to fill")

    def let_in(self, may: bool) -> None:
        """Have the server take connections to the site's database, or refuse them and break off those that there are."""
        connection = self.connect("template1")
        connection.autocommit = True
        name = connection.cursor()
        name.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS {str(may).lower()}")
        if not may:
            name.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [DATABASE])
        connection.close()

    @contextmanager
    def second_machine(self) -> Iterator[Installation]:
        """Another web process with a disk and a front of its own, on the same database."""
        other = copy.copy(self)
        other.port, other.front_port, other.front = free_port(), free_port(), None
        other.data_disk = self.folder / "second"
        shutil.copytree(self.data_disk, other.data_disk, ignore=shutil.ignore_patterns("pages", "spool"))
        other.start_web()
        other.start_front()
        try:
            yield other
        finally:
            other.stop_web()
            if other.front:
                other.front.stop()
            shutil.rmtree(other.data_disk, ignore_errors=True)

    # Asking

    def connect(self, name: str = ""):
        return psycopg2.connect(database_url(self.postgres_folder), **({"dbname": name} if name else {}))

    def rows(self, statement: str) -> list[tuple]:
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall()
        finally:
            connection.close()

    def kept_by_the_front(self, since: float) -> dict[str, list[bytes]]:
        """What the front has kept since a moment, as nginx writes it into its files: by path the statuses, one for each form."""
        kept: dict[str, list[bytes]] = {}
        for file in (self.front.folder / "kept").rglob("*"):
            if file.is_file() and file.stat().st_mtime >= since and (found := KEPT.search(file.read_bytes()[:1000])):
                kept.setdefault(found[1].decode(), []).append(found[2])
        return kept

    def spooled(self) -> int:
        return len(list((self.data_disk / "spool").glob("*.sealed")))

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py; what it prints."""
        return self.python("manage.py", *arguments)

    def python(self, *arguments: str) -> str:
        """Run Python in the site's environment; what it prints. Raises RuntimeError with what it complains of."""
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stderr}")
        return done.stdout

    def environment(self, **more: str) -> dict[str, str]:
        return os.environ | {
            "DATABASE_URL": database_url(self.postgres_folder),
            "DATA_DIR": str(self.data_disk),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "EMAIL_URL": f"smtp+plain://localhost:{self.mail_port}",
            "EMAIL_FROM": "site@example.org",
            "PORT": str(self.port),
            "SITE_URL": f"http://localhost:{self.front_port}",
            "TRUST_PROXY": "1" if self.front_port else "",
            **more,
        }

    def _run(self, command: list[str], name: str, **more: str) -> subprocess.Popen:
        log = (self.folder / f"{name}.log").open("a")
        return subprocess.Popen(command, cwd=ROOT, env=self.environment(**more), stdout=log, stderr=log)

    def _wait_for_the_web(self) -> None:
        """Until all workers are warm: so many quick answers in a row, each on a connection of its own."""
        last, quick = time.monotonic() + 180, 0
        while time.monotonic() < last:
            begin = time.monotonic()
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/contact/", timeout=20).close()
                quick = quick + 1 if time.monotonic() - begin < 2 else 0
            except (urllib.error.URLError, OSError):
                quick = 0
                time.sleep(0.2)
            if quick == WARM:
                return
        raise RuntimeError(f"The site did not start; see {self.folder / 'web.log'}")
