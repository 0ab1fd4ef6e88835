"""Processes that were started here: what they started in turn, and how they end."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SECONDS_TO_END = 40


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def send_signal(pid: int, number: int) -> None:
    """To one process, which may be gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def end(process: subprocess.Popen | None) -> None:
    """As a person would who stops it, and harder where that does not help."""
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
