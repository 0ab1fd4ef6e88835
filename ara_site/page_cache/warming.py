"""The worker's part: after each change it makes every page anew, so that nothing is cold when the database goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.http.response import HttpResponseBase

from ara_site.page_cache.addresses import public_addresses
from ara_site.page_cache.disk import Disk
from ara_site.page_cache.epochs import Epoch, LastKnown, ask
from ara_site.page_cache.rendering import copy_of, render
from ara_site.page_cache.visits import is_kept_from

SECONDS_AT_A_TIME = 3.0
"""Messages wait meanwhile; what is left is done in the next turn."""


class Warming:
    """Goes round all addresses once in each epoch, some at a time."""

    def __init__(self, get_response: Callable[..., HttpResponseBase], disk: Disk, known: LastKnown) -> None:
        self._get_response, self._disk, self._known = get_response, disk, known
        self._epoch: Epoch | None = None
        self._left: Iterator[str] = iter(())
        self.is_done = False

    def turn(self, seconds: float = SECONDS_AT_A_TIME) -> int:
        """Make pages for so long; how many were made."""
        epoch = ask(self._epoch)
        self._known.note(epoch)
        if self._epoch is None or epoch.label != self._epoch.label:
            self._left, self.is_done = self._round(epoch), False
        self._epoch = epoch
        end, made = time.monotonic() + seconds, 0
        while not self.is_done and time.monotonic() < end:
            path = next(self._left, None)
            if path is None:
                self.is_done = True
            else:
                self._make(path, epoch)
                made += 1
        return made

    def _round(self, epoch: Epoch) -> Iterator[str]:
        """The addresses whose copy is not of this epoch; after them those that are not public any more."""
        public = [path for path in public_addresses() if not is_kept_from(path)]
        current = {copy.path for copy in self._disk.all() if copy.label == epoch.label}
        yield from (path for path in public if path not in current)
        yield from [copy.path for copy in self._disk.all() if copy.label != epoch.label]
        self._disk.trim()

    def _make(self, path: str, epoch: Epoch) -> None:
        """Keep the page; in its place that it was taken down; or nothing, where there is none."""
        rendered = render(self._get_response, path)
        is_gone = rendered.response.status_code == 410 and self._disk.stamp(path) is not None
        if rendered.is_page or is_gone:
            self._disk.put(copy_of(rendered, path, epoch))
        elif rendered.response.status_code < 500:
            self._disk.drop(path)
