"""Tells all processes of a machine, at once, that what readers see may have changed: eight bytes in a file that each has open.

Other machines hear of it when they next ask the database, within a second.
"""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

SIZE = 8

logger = logging.getLogger(__name__)


class Bell:
    """`heard()` changes whenever somebody rings. Where the file cannot be had, it never does, and nothing else happens."""

    def __init__(self, file: Path) -> None:
        self._handle: int | None = None
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(file, os.O_RDONLY | os.O_CREAT, 0o644)
        except OSError as error:
            logger.warning("Pages are only looked at anew once a second (%s).", type(error).__name__)

    def heard(self) -> bytes:
        """What was rung last."""
        if self._handle is None:
            return b""
        # Not mapped into memory: on a full disk, reading what is mapped can end the process.
        return os.pread(self._handle, SIZE, 0)

    def close(self) -> None:
        """Hear nothing more."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def ring(file: Path) -> None:
    """Have every bell on this file heard. A disk that is full or gone costs no more than a second."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            os.pwrite(handle, time.time_ns().to_bytes(SIZE, "little"), 0)
        finally:
            os.close(handle)
    except OSError as error:
        logger.warning("The bell of the page cache cannot be rung (%s).", type(error).__name__)
