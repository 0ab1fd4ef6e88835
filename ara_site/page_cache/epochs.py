"""An epoch: the time in which every public page stays as it is. What this machine knew last is on disk, for when nobody can be asked."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import msgspec
from django.utils import timezone

from ara_site import whole_files
from ara_site.page_cache.release import release
from publishing import site_version

SECONDS_BETWEEN_NOTES = 60

logger = logging.getLogger(__name__)


class Epoch(msgspec.Struct, frozen=True):
    """`label` names it, and every copy made in it. `version` is its newest public event; `seconds_left` how long it lasts at least.

    `gone` are the keys of the documents that are not public any more. `seen_at` is when it was true last, in seconds since 1970.
    """

    label: str
    version: str
    until: float
    seconds_left: float
    gone: frozenset[str] = frozenset()
    seen_at: float = 0.0


def ask(before: Epoch | None = None) -> Epoch:
    """The epoch that the database is in: one query, and three where it is another than before."""
    found = site_version.newest()
    now = found.now.timestamp()
    if before and before.version == found.version and now < before.until and before.label.endswith(_own_day()):
        return msgspec.structs.replace(before, seconds_left=before.until - now, seen_at=time.time())
    span = site_version.span(found.now)
    return Epoch(
        label=f"{release()}/{found.version}/{span.since.timestamp():.6f}/{_own_day()}",
        version=found.version,
        until=span.until.timestamp(),
        seconds_left=span.until.timestamp() - now,
        gone=site_version.taken_down(),
        seen_at=time.time(),
    )


def _own_day() -> str:
    """The day by this machine's clock, which templates go by."""
    return timezone.localdate().isoformat()


class LastKnown:
    """The file that holds the last epoch which any process of this machine saw."""

    def __init__(self, file: Path) -> None:
        self.file, self._noted, self._noted_at = file, "", 0.0

    def get(self) -> Epoch | None:
        """The last epoch, or None where none was ever seen."""
        try:
            return msgspec.json.decode(self.file.read_bytes(), type=Epoch)
        except (OSError, ValueError):
            return None

    def note(self, epoch: Epoch) -> None:
        """Write an epoch down, when it is a new one and then now and again."""
        if epoch.label == self._noted and epoch.seen_at - self._noted_at < SECONDS_BETWEEN_NOTES:
            return
        self._noted, self._noted_at = epoch.label, epoch.seen_at
        try:
            whole_files.write(self.file, msgspec.json.encode(epoch))
        except OSError as error:
            logger.warning("The last state of the site cannot be written down (%s).", type(error).__name__)
