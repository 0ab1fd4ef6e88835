"""The kept pages of one process: in its memory, and behind that on the disk that all share."""

from __future__ import annotations

from ara_site.page_cache.answers import Answer
from ara_site.page_cache.copies import Copy
from ara_site.page_cache.disk import Disk
from ara_site.page_cache.memory import Memory


class Shelf:
    """Memory and disk as one."""

    def __init__(self, disk: Disk, memory: Memory | None = None) -> None:
        self.disk, self.memory = disk, memory or Memory()
        self.in_memory = self.memory.get

    def get(self, path: str, label: str) -> Answer | None:
        """The page of an address, where it was made under this label."""
        known = self.memory.get(path)
        if known is not None and known.label == label:
            return known
        found = self._from_disk(path, known)
        return found if found is not None and found.label == label else None

    def newest(self, path: str) -> Answer | None:
        """The page of an address that was made last, under whatever label."""
        known = self.memory.get(path)
        found = self._from_disk(path, known)
        return max(filter(None, (known, found)), key=lambda each: each.copy.made_at, default=None)

    def put(self, copy: Copy) -> Answer:
        """Keep a page in place of the one before."""
        answer = Answer(copy, self.disk.put(copy))
        self.memory.put(copy.path, answer)
        return answer

    def drop(self, path: str) -> None:
        """Keep no page of an address."""
        self.memory.drop(path)
        self.disk.drop(path)

    def _from_disk(self, path: str, known: Answer | None) -> Answer | None:
        """What lies on disk, read only when it is another file than the one that is in memory."""
        stamp = self.disk.stamp(path)
        if stamp is None or (known is not None and known.stamp == stamp):
            return None
        copy = self.disk.get(path)
        if copy is None:
            return None
        answer = Answer(copy, stamp)
        if known is None or copy.made_at > known.copy.made_at:
            self.memory.put(path, answer)
        return answer
