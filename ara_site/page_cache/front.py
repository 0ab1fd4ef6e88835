"""The web application that stands before Django: it answers with kept pages, and hands on what it cannot answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started

from ara_site import deadline
from ara_site.page_cache.answers import Answer
from ara_site.page_cache.epochs import Epoch
from ara_site.page_cache.freshness import Freshness
from ara_site.page_cache.rendering import Rendered, copy_of, render
from ara_site.page_cache.shelf import Shelf
from ara_site.page_cache.standing import stand_in
from ara_site.page_cache.turns import Turns
from ara_site.page_cache.visits import FORMS, OTHERS, Visits

SECONDS_TO_RENDER = 0.8
"""For a page of which there is a copy: so much is left of the second in which it has to be answered. The form waits no longer either."""

SECONDS_TO_SEARCH = 2.0
"""For what is never kept, or reads the query string. Forty times what a search waits for the database among 30,000 questions, so that a
busy machine refuses none; and a few of them, when the database has just stopped answering, do not hold all threads for long."""

SECONDS_WHILE_AWAY = 0.4
"""For the form, and for pages of which there is no copy: they soon say that the database is away, or do without."""

ERRORS = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)

logger = logging.getLogger(__name__)


class Front:
    """A WSGI application around Django's."""

    def __init__(self, django: WSGIHandler, shelf: Shelf, freshness: Freshness) -> None:
        self._django, self._shelf, self._freshness = django, shelf, freshness
        self._in_memory = shelf.in_memory
        self._visits, self._turns = Visits(), Turns()

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        if not self._visits.may_be_answered(environ):
            return self._django(environ, start_response)
        path = environ["PATH_INFO"]
        if path.startswith(OTHERS):
            return self._django(environ, start_response)
        epoch = self._freshness.current()
        answer = self._in_memory(path)
        if epoch is None or answer is None or answer.label != epoch.label:
            answer = self._looked_up(path, epoch)
        if answer is None or (answer.reads_query and environ.get("QUERY_STRING")):
            return self._handed_on(environ, start_response, is_away=epoch is None)
        return answer.send(environ, start_response, None if epoch else _age(answer))

    def _handed_on(self, environ: dict[str, Any], start_response: Callable, *, is_away: bool) -> Iterable[bytes]:
        """What Django answers; soon, where it finds that the database is away."""
        # The form does without the database, so it need not wait to find out.
        while_there = SECONDS_TO_RENDER if environ["PATH_INFO"].startswith("/contact/") else SECONDS_TO_SEARCH
        with deadline.within(SECONDS_WHILE_AWAY if is_away else while_there):
            return self._django(environ, start_response)

    def _looked_up(self, path: str, epoch: Epoch | None) -> Answer | None:
        """The page beyond memory; None leaves the request to Django."""
        if path.startswith(FORMS):
            return None
        return self._fetched(path, epoch) if epoch else self._standing(path)

    def _fetched(self, path: str, epoch: Epoch) -> Answer | None:
        """The page from disk or made anew, once for all who wait for it; None leaves the request to Django."""
        with self._turns.of(path):
            return self._shelf.get(path, epoch.label) or self._made(path, epoch)

    def _made(self, path: str, epoch: Epoch) -> Answer | None:
        before = self._shelf.newest(path)
        rendered = self._rendered(path, hurries=before is not None)
        if rendered.is_page:
            return self._shelf.put(copy_of(rendered, path, epoch))
        status = rendered.response.status_code
        if getattr(rendered.response, "database_is_away", False):
            self._freshness.failed()
            return self._standing(path) or Answer(copy_of(rendered, path, None))
        if before and status == HTTPStatus.GONE:
            # In the place of the page that was there, so that it never comes back.
            return self._shelf.put(copy_of(rendered, path, epoch))
        if before and status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self._shelf.drop(path)
        return Answer(copy_of(rendered, path, None)) if status in ERRORS and rendered.is_whole else None

    def _rendered(self, path: str, *, hurries: bool) -> Rendered:
        """What Django answers, with its connections looked after as around any request."""
        request_started.send(sender=type(self))
        try:
            if not hurries:
                return render(self._django.get_response, path)
            with deadline.within(SECONDS_TO_RENDER):
                return render(self._django.get_response, path)
        finally:
            request_finished.send(sender=type(self))

    def _standing(self, path: str) -> Answer | None:
        """What may be shown of a page while the database is away; None where there is no copy."""
        kept = self._shelf.newest(path)
        if kept is None:
            return None
        shown = stand_in(kept.copy, self._freshness.last)
        return kept if shown is kept.copy else Answer(shown)


def _age(answer: Answer) -> list[tuple[str, str]]:
    """How old what is shown is, in seconds, for whoever watches the site."""
    return [("X-Snapshot-Age", str(max(0, int(time.time() - answer.copy.made_at))))]
