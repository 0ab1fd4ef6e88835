"""What of the requests is sealed again when keys are changed: rows with their index, notes, and files that wait in the spool."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from contact import spool
from contact.models.request import Person, indexes_of
from sealing import rotation
from sealing.ring import SealingError, current_head

logger = logging.getLogger(__name__)


def _indexes(plain: bytes) -> dict[str, Any]:
    return indexes_of(Person(**json.loads(plain)))


class SpoolFiles:
    """The files of the spool, with those that were set aside."""

    name = "contact spool"

    def waiting(self) -> list[Path]:
        """The files that another key has sealed."""
        head = current_head()
        return [file for file in [*spool.waiting(), *spool.aside()] if not _begins_with(file, head)]

    def seal_again(self, names: list[Path]) -> int:
        """How many could not be opened. A file that is stored meanwhile is gone, which is as good."""
        unopened = 0
        for file in names:
            try:
                spool.seal_again(file)
            except FileNotFoundError:
                continue
            except SealingError as error:
                logger.error("%s cannot be opened: %s Move it away where no key opens it.", file, error)
                unopened += 1
        return unopened


def _begins_with(file: Path, head: bytes) -> bool:
    """Whether the current key has sealed it, or it is gone."""
    try:
        return file.read_bytes().startswith(head)
    except FileNotFoundError:
        return True


def register() -> None:
    """Once, from the app's `ready`."""
    rotation.register(rotation.Column("contact.ContactRequest", "sealed", lambda row: row.place, _indexes))
    rotation.register(rotation.Column("contact.RequestNote", "sealed", lambda row: row.place))
    rotation.register(SpoolFiles())
