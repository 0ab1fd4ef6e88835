"""The cache in files, for a site that outlives a full disk: what cannot be kept is not kept, and nothing else happens."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

logger = logging.getLogger(__name__)


class LenientFileCache(FileBasedCache):
    """Django's, but that a disk which is full or gone is a miss and no error of the page that asked."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except OSError as error:
            return _told(error, default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        try:
            super().set(key, value, timeout, version)
        except OSError as error:
            _told(error, None)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        try:
            return super().add(key, value, timeout, version)
        except OSError as error:
            return _told(error, True)


def _told(error: OSError, instead: Any) -> Any:
    logger.warning("The cache in files cannot be used (%s).", type(error).__name__)
    return instead
