"""Copies on disk: they outlive a restart, and all processes of a machine share them. What cannot be kept is not kept."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from ara_site import whole_files
from ara_site.page_cache.copies import Copy, from_bytes, to_bytes

MOST_BYTES = 512 * 2**20
LARGEST = 4 * 2**20
WRITES_BETWEEN_TRIMS = 200
SUFFIX = ".page"

logger = logging.getLogger(__name__)

Stamp = tuple[int, int, int]
"""What tells one state of a file from another."""


class Disk:
    """A folder with a file for each address. Each file is replaced whole."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self.folder, self.most_bytes, self._writes = folder, most_bytes, 0

    def stamp(self, path: str) -> Stamp | None:
        """Changes with the file of an address; None where there is none."""
        try:
            found = os.stat(self._file(path))
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def get(self, path: str) -> Copy | None:
        """The copy of an address. A file that is not as it was written is removed."""
        return self._read(self._file(path), path)

    def put(self, copy: Copy) -> Stamp | None:
        """Keep a copy; None where the disk does not take it."""
        stored = to_bytes(copy)
        if len(stored) > LARGEST:
            return None
        try:
            whole_files.write(self._file(copy.path), stored)
        except OSError as error:
            logger.warning("A page cannot be kept on disk (%s).", type(error).__name__)
            return None
        self._writes += 1
        if self._writes % WRITES_BETWEEN_TRIMS == 0:
            self.trim()
        return self.stamp(copy.path)

    def drop(self, path: str) -> None:
        """Keep no copy of an address."""
        _remove(self._file(path))

    def all(self) -> Iterator[Copy]:
        """Every copy, one after the other."""
        for file in self._files():
            if copy := self._read(file):
                yield copy

    def trim(self) -> None:
        """Remove the oldest files until the rest is within the limit."""
        found = sorted(_dated(self._files()), reverse=True)
        total = 0
        for _modified, size, file in found:
            total += size
            if total > self.most_bytes:
                _remove(file)

    def _file(self, path: str) -> Path:
        name = hashlib.blake2b(path.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()
        return self.folder / name[:2] / f"{name[2:]}{SUFFIX}"

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.glob(f"*/*{SUFFIX}"))
        except OSError:
            return []

    def _read(self, file: Path, path: str = "") -> Copy | None:
        try:
            copy = from_bytes(file.read_bytes())
        except OSError:
            return None
        except ValueError:
            logger.warning("A page kept on disk is damaged; it is dropped.")
            _remove(file)
            return None
        return copy if path in ("", copy.path) else None


def _dated(files: list[Path]) -> Iterator[tuple[int, int, Path]]:
    for file in files:
        try:
            found = file.stat()
        except OSError:
            continue
        yield found.st_mtime_ns, found.st_size, file


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("A page on disk cannot be removed (%s).", type(error).__name__)
