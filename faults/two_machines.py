"""Two web processes with disks of their own and one database: what is published through one, read through the other."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[1]
A_SECOND = 1.0
READING = 1.4
"""Seconds for which each headline is looked for: longer than it may take."""

TIMEOUT = 30


class Machine(Protocol):
    """A web process of a site, and the environment that it has."""

    port: int

    def environment(self) -> dict[str, str]: ...


@dataclass
class Round:
    """One publication. `is_late`: an answer that was asked for more than a second later did not have it. `seconds`: the last that did not."""

    is_seen_here: bool
    is_late: bool = False
    is_wrong: bool = False
    seconds: float = 0.0


def published(here: Machine, there: Machine, rounds: int) -> Iterator[Round]:
    """Publish through one machine's disk, and read through both."""
    command = [sys.executable, "-m", "faults.publishing"]
    publishing = subprocess.Popen(
        command, cwd=ROOT, env=here.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        for _number in range(rounds):
            for machine in (here, there):
                home(machine)
            publishing.stdin.write("\n")
            publishing.stdin.flush()
            headline = publishing.stdout.readline().strip().encode()
            yield _read(here, there, headline, time.monotonic())
    finally:
        publishing.stdin.close()
        publishing.wait()


def _read(here: Machine, there: Machine, headline: bytes, published_at: float) -> Round:
    found = Round(is_seen_here=headline in home(here)[1])
    while (asked_at := time.monotonic() - published_at) < READING:
        status, body = home(there)
        found.is_wrong |= status != 200
        if headline not in body:
            found.seconds, found.is_late = asked_at, asked_at > A_SECOND
        time.sleep(0.02)
    return found


def home(machine: Machine) -> tuple[int, bytes]:
    """(status, body) of the home page."""
    connection = http.client.HTTPConnection("127.0.0.1", machine.port, timeout=TIMEOUT)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{machine.port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
