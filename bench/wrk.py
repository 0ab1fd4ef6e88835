"""Asks one address as fast as it answers, with wrk, and reads what wrk counted."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Counted:
    """Requests a second, and how long one took (milliseconds)."""

    per_second: float
    p50: float
    p99: float
    requests: int


def program() -> str:
    """The program. Raises RuntimeError with the cure where there is none."""
    found = shutil.which("wrk")
    if not found:
        raise RuntimeError("wrk is not installed. On Debian: apt-get install wrk")
    return found


def run(url: str, *, seconds: int, connections: int = 16, headers: tuple[str, ...] = (), form: str = "") -> Counted:
    """Ask for so long. `form` is a body to post, in which %d becomes another number each time.

    Raises RuntimeError where an answer was an error (400 and above), or a connection failed.
    """
    command = [program(), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", str(SCRIPT)]
    command += [part for header in headers for part in ("-H", header)]
    done = subprocess.run([*command, url, "--", form], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout[done.stdout.rindex("COUNTED") + len("COUNTED") :])
    if found["failed"] or not found["requests"]:
        raise RuntimeError(f"{url}: {found}")
    return Counted(found["requests"] / found["seconds"], found["p50"], found["p99"], found["requests"])
