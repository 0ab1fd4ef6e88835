"""Two web processes with disks of their own and one database: what is published through one, read through the other and its front."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass

from faults.publisher import Machine, publisher

A_SECOND, TWO_SECONDS = 1.0, 2.0
LONGER = 0.4
"""Seconds for which each headline is looked for beyond the time that it may take."""

TIMEOUT = 30


@dataclass
class Reader:
    """Who reads at a port. `is_late`: an answer that was asked for when `longest` had passed did not have it. `seconds`: the last that did not."""

    port: int
    longest: float
    seconds: float = 0.0
    is_late: bool = False
    is_wrong: bool = False

    def read(self, headline: bytes, published_at: float) -> None:
        """Read the home page once, while there is something to find out."""
        asked_at = time.monotonic() - published_at
        if asked_at > self.longest + LONGER:
            return
        status, body = home(self.port)
        self.is_wrong |= status != 200
        if headline not in body:
            self.seconds, self.is_late = asked_at, asked_at > self.longest


@dataclass
class Round:
    """One publication: what those saw who read it on the other machine; the second of them through a front, where there is one."""

    is_seen_here: bool
    readers: list[Reader]

    @property
    def is_good(self) -> bool:
        """Whether everybody saw it in time, and nobody anything else."""
        return self.is_seen_here and not any(reader.is_late or reader.is_wrong for reader in self.readers)


def published(here: Machine, there: Machine, rounds: int, *, front_port: int = 0) -> Iterator[Round]:
    """Publish through one machine's disk, and read through both; also through the other's front."""
    with publisher(here) as publish:
        for _number in range(rounds):
            readers = [Reader(there.port, A_SECOND)] + ([Reader(front_port, TWO_SECONDS)] if front_port else [])
            # What was there before is in every memory, and in the front.
            for port in (here.port, *(reader.port for reader in readers)):
                home(port)
            headline = publish("headline").encode()
            yield _read(here, readers, headline, time.monotonic())


def _read(here: Machine, readers: list[Reader], headline: bytes, published_at: float) -> Round:
    found = Round(headline in home(here.port)[1], readers)
    end = published_at + max(reader.longest for reader in readers) + LONGER
    while time.monotonic() < end:
        for reader in readers:
            reader.read(headline, published_at)
        time.sleep(0.02)
    return found


def home(port: int) -> tuple[int, bytes]:
    """(status, body) of the home page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
