"""Pages in the memory of one process, the oldest dropped first when there are too many."""

from __future__ import annotations

import threading

from ara_site.page_cache.answers import Answer

MOST_BYTES = 64 * 2**20


class Memory:
    """Answers by address. `get` is a plain look-up, which needs no lock."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self._answers: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self.get = self._answers.get

    def put(self, path: str, answer: Answer) -> None:
        """Keep an answer in place of what was there."""
        with self._lock:
            self._drop(path)
            self._answers[path] = answer
            self.bytes += answer.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._answers)))

    def drop(self, path: str) -> None:
        """Keep none for an address."""
        with self._lock:
            self._drop(path)

    def _drop(self, path: str) -> None:
        if known := self._answers.pop(path, None):
            self.bytes -= known.size
