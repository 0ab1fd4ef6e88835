"""Small disks that can be filled to their last byte: in memory, mounted by root."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

MEGABYTE, SECTOR = 2**20, 512


def mount(folder: Path, size: str) -> bool:
    """Make a folder, and a disk of its own of it where that is possible; whether it was."""
    folder.mkdir(parents=True)
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def unmount(folder: Path) -> None:
    """Leave no disk behind."""
    subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(disk: Path) -> Path:
    """Fill a disk; returns the file to be removed."""
    file = disk / "fill"
    with file.open("wb", buffering=0) as full:
        for size in (MEGABYTE, SECTOR):
            try:
                while True:
                    full.write(b"\0" * size)
            except OSError:
                continue
    return file
