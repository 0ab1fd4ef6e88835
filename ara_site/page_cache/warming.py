"""The worker's part: after each change it makes every page anew, so that nothing is cold when the database goes, or the site itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.http.response import HttpResponseBase

from ara_site.page_cache.addresses import public_addresses
from ara_site.page_cache.copies import Copy
from ara_site.page_cache.disk import Disk
from ara_site.page_cache.epochs import Epoch, LastKnown, ask
from ara_site.page_cache.passing_on import Nowhere, Onward, Passed
from ara_site.page_cache.rendering import copy_of, render
from ara_site.page_cache.visits import is_kept_from

SECONDS_AT_A_TIME = 3.0
"""Messages wait meanwhile; what is left is done in the next turn."""


class Warming:
    """Goes round all addresses once in each epoch, some at a time, and passes what it found on to the front."""

    def __init__(
        self,
        get_response: Callable[..., HttpResponseBase],
        disk: Disk,
        known: LastKnown,
        front: Onward | None = None,
    ) -> None:
        self._get_response, self._disk, self._known = get_response, disk, known
        self._front = front or Nowhere()
        self._epoch: Epoch | None = None
        self._left: Iterator[str] = iter(())
        self.is_done = False

    def turn(self, seconds: float = SECONDS_AT_A_TIME) -> int:
        """Make pages for so long; how many were made."""
        epoch = ask(self._epoch)
        self._known.note(epoch)
        if self._epoch is None or epoch.label != self._epoch.label:
            self._left, self.is_done = self._round(), False
        self._epoch = epoch
        end, made = time.monotonic() + seconds, 0
        while not self.is_done and time.monotonic() < end:
            path = next(self._left, None)
            if path is None:
                self.is_done = True
            else:
                made += self._see_to(path, epoch)
            self._front.turn(end)
        self._front.turn(end)
        return made

    def _round(self) -> Iterator[str]:
        """First the addresses that are kept and not public any more, so that they are taken down soon; then all that are."""
        public = [path for path in public_addresses() if not is_kept_from(path)]
        known = set(public)
        yield from [copy.path for copy in self._disk.all() if copy.path not in known]
        yield from public
        self._disk.trim()

    def _see_to(self, path: str, epoch: Epoch) -> bool:
        """Pass a page on to the front as it is now; whether it had to be made for that."""
        copy = self._disk.get(path)
        is_current = copy is not None and copy.label == epoch.label
        if is_current:
            self._pass_on(copy)
        else:
            self._make(path, epoch, before=copy)
        return not is_current

    def _make(self, path: str, epoch: Epoch, *, before: Copy | None) -> None:
        """Keep the page; in its place that it was taken down; or nothing, where there is none."""
        rendered = render(self._get_response, path)
        status = rendered.response.status_code
        if rendered.is_page or (status == HTTPStatus.GONE and before):
            copy = copy_of(rendered, path, epoch)
            self._disk.put(copy)
            self._pass_on(copy)
        elif status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._disk.drop(path)
            self._front.add(Passed(path, status))

    def _pass_on(self, copy: Copy) -> None:
        is_page = copy.status == HTTPStatus.OK
        self._front.add(Passed(copy.path, copy.status, copy.etag if is_page else ""))
