"""How much processor time a group of processes has used: what a page costs, whatever else the machine is doing. Linux only."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def parent_of(pid: int) -> int:
    """The process that started it."""
    return int(_fields(pid)[1])


def used_by(*roots: int) -> float:
    """Milliseconds of processor time that these processes and all below them have used so far."""
    parents = {int(path.name): path for path in Path("/proc").iterdir() if path.name.isdigit()}
    below = set(roots)
    tree = {}
    for pid in parents:
        try:
            tree[pid] = parent_of(pid)
        except OSError:
            continue
    while more := {pid for pid, parent in tree.items() if parent in below} - below:
        below |= more
    return sum(_used(pid) for pid in below) * 1000 / TICKS


def _used(pid: int) -> int:
    """Its own ticks, and those of its children that have ended."""
    try:
        return sum(int(value) for value in _fields(pid)[11:15])
    except OSError:
        return 0


def _fields(pid: int) -> list[str]:
    """What /proc/<pid>/stat says behind the program's name, which may have spaces in it."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
