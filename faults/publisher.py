"""Somebody who publishes while a site is watched: faults/publishing.py as a process beside it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

ROOT = Path(__file__).resolve().parents[1]


class Machine(Protocol):
    """A web process of a site, and the environment that it has."""

    port: int

    def environment(self) -> dict[str, str]: ...


@contextmanager
def publisher(machine: Machine) -> Iterator[Callable[[str], str]]:
    """A function that does one thing ("headline", "page", "withdraw") on a machine's disk, and returns what readers should see."""
    command = [sys.executable, "-m", "faults.publishing"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=machine.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def do(word: str) -> str:
        process.stdin.write(f"{word}\n")
        process.stdin.flush()
        done = process.stdout.readline().strip()
        if not done:
            raise RuntimeError(f"Could not do: {word}")
        return done

    try:
        yield do
    finally:
        process.stdin.close()
        process.wait()
