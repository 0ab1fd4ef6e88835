"""One at a time for each address: of many who want the same page, one makes it and the others wait for that."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock for each address that anybody holds or waits for, and for no other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def of(self, path: str) -> Iterator[None]:
        """Wait for one's turn at an address, and hold it."""
        with self._lock:
            turn, count = self._held.get(path, (threading.Lock(), 0))
            self._held[path] = turn, count + 1
        try:
            with turn:
                yield
        finally:
            with self._lock:
                turn, count = self._held.pop(path)
                if count > 1:
                    self._held[path] = turn, count - 1
