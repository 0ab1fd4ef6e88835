"""Runs a command with a Postgres of our own, started before it and stopped after it.

    python -m ara_site.with_postgres var/postgres script/server
    python -m ara_site.with_postgres --throwaway var/postgres-test script/test

The command finds the server's address in DATABASE_URL. Needs nothing of Django.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ara_site.local_postgres import LocalPostgres, PostgresError

# Tests may lose their data with the machine's power; nothing else may. And they take back what they write: autovacuum would count
# tables as empty in the midst of a test, and Postgres plan for empty tables (what is never counted, it estimates by its size).
THROWAWAY_OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=200"
)
# A run that has just begun may not hold its lock yet.
SECONDS_TO_START = 60


def run(server: LocalPostgres, command: list[str]) -> int:
    """Runs a command with DATABASE_URL set, hands signals on to it, and returns its exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": server.start()})
        # The terminal sends Ctrl-C to the command as well, so that it must not be sent again.
        signal.signal(signal.SIGINT, lambda number, frame: None)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: child.terminate())
        status = child.wait()
        return status if status >= 0 else 128 - status
    finally:
        server.stop()


def run_with_throwaway(folder: Path, command: list[str]) -> int:
    """Runs a command with a new server below a folder, and removes all of it afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    sweep(folder)
    server = LocalPostgres(folder / str(os.getpid()), THROWAWAY_OPTIONS)
    try:
        return run(server, command)
    finally:
        server.remove()


def sweep(folder: Path) -> None:
    """Stops and removes the throwaway servers that killed runs left behind in a folder."""
    for turn in folder.glob("*.turn"):
        if time.time() - turn.stat().st_mtime > SECONDS_TO_START:
            server = LocalPostgres(turn.with_suffix(""))
            if server.stop():
                server.remove()


def _leave(number, frame):
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """Runs the command line; see the top of this file."""
    if arguments[:1] == ["--throwaway"]:
        return run_with_throwaway(Path(arguments[1]).resolve(), arguments[2:])
    return run(LocalPostgres(Path(arguments[0])), arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except PostgresError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"The local Postgres could not be started: {error}. If the disk is full, free about 1 GB.")
