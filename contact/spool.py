"""Where requests wait while the database is away: one sealed file each, on disk before the patient is told that it was received.

    DATA_DIR/spool/<mark of the request>.sealed      waits for the database
    DATA_DIR/spool/bad/…                             could not be read; staff are told

The same request makes the same file, so that a repeat changes nothing.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.utils.translation import gettext as _

from contact.asked import Asked
from contact.storing import store
from sealing import SealingError, WrongKey, opened, seal

SUFFIX = ".sealed"
FREE_BYTES = 20 * 1024 * 1024
"""Below this the disk counts as full: the database on it needs the rest to come back."""

logger = logging.getLogger(__name__)


def folder() -> Path:
    """The spool; made with room for nobody else to look in."""
    spool = Path(settings.DATA_DIR) / "spool"
    spool.mkdir(mode=0o700, parents=True, exist_ok=True)
    return spool


def keep(asked: Asked) -> None:
    """Put a request on disk, whole or not at all. Raises OSError where the disk cannot take it."""
    spool = folder()
    file = spool / f"{asked.idem}{SUFFIX}"
    if file.exists():
        return
    stat = os.statvfs(spool)
    if stat.f_bavail * stat.f_frsize < FREE_BYTES:
        raise OSError("The disk is full.")
    asked = replace(asked, asked_at=datetime.now(UTC).isoformat())
    descriptor, name = tempfile.mkstemp(dir=spool, prefix=".")
    try:
        with open(descriptor, "wb") as unfinished:
            unfinished.write(sealed(asked, file))
            unfinished.flush()
            os.fsync(unfinished.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(name, file)
    finally:
        os.unlink(name)
    _sync(spool)


def waiting() -> list[Path]:
    """The files that wait, the oldest first."""
    found = []
    for file in folder().glob(f"*{SUFFIX}"):
        with contextlib.suppress(FileNotFoundError):
            found.append((file.stat().st_mtime, file))
    return [file for _time, file in sorted(found)]


def aside() -> list[Path]:
    """The files that could not be read."""
    return sorted((folder() / "bad").glob(f"*{SUFFIX}"))


def drain() -> str:
    """Store what waits. One file that is odd never stops the others; returns a sentence for staff about those, or ""."""
    for file in waiting():
        try:
            store(read(file))
            file.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
        except (OperationalError, InterfaceError):
            raise
        except WrongKey:
            logger.error("A request in the spool was sealed with a key that is not on the ring.")
        except (SealingError, ValueError, TypeError, DataError, IntegrityError) as error:
            logger.error("A request in the spool cannot be read: %s", type(error).__name__)
            _set_aside(file)
        except Exception as error:
            # A fault of ours in one of them, or a full disk. It stays, and is stored once that is mended.
            logger.error("A request in the spool could not be stored: %s", type(error).__name__)
    return _problem()


def sealed(asked: Asked, file: Path) -> bytes:
    """What a file holds."""
    return seal(asked.to_bytes(), _place(file))


def seal_again(file: Path) -> None:
    """Put what a file holds under the current key, as safely on disk as before. Raises FileNotFoundError or SealingError."""
    # As it is: what cannot be understood today is kept for somebody who can.
    held, unfinished = seal(_plain(file), _place(file)), file.with_name(f".{file.name}.again")
    with unfinished.open("wb") as again:
        again.write(held)
        again.flush()
        os.fsync(again.fileno())
    unfinished.replace(file)
    _sync(file.parent)


def read(file: Path) -> Asked:
    """What waits in a file. Raises SealingError where it cannot be opened."""
    return Asked.from_bytes(_plain(file))


def _plain(file: Path) -> bytes:
    return opened(file.read_bytes(), _place(file))


def _place(file: Path) -> str:
    return f"contact.spool/{file.stem}"


def _set_aside(file: Path) -> None:
    bad = file.parent / "bad"
    bad.mkdir(mode=0o700, exist_ok=True)
    file.rename(bad / file.name)


def _problem() -> str:
    left, bad = len(waiting()), len(aside())
    if left or bad:
        return _("%(count)s requests of patients are on disk and could not be read or stored.") % {"count": left + bad}
    return ""


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
