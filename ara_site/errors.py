"""Error pages in the site's own look, with the number to call as it is live, or as it was last known."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ara_site.error_pages import (
    BAD_REQUEST,
    BY_STATUS,
    FORBIDDEN,
    GONE,
    NOT_FOUND,
    NOT_SET_UP,
    SEARCH_AWAY,
    SERVER_ERROR,
    TOO_LARGE,
    TOO_MANY,
    UNAVAILABLE,
    ErrorPage,
)
from practice.surroundings import for_errors
from publishing.rendering import Gone, NotSetUp
from staff import kept_saves

RETRY_AFTER_SECONDS = 60
SEARCH = "/search/"

logger = logging.getLogger(__name__)


def show(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    """An error page at its own status, never kept by anybody."""
    response = HttpResponse(render_to_string("errors/error.html", context(page) | for_errors()), status=page.status)
    response["Cache-Control"] = "no-store"
    if page.status == UNAVAILABLE.status:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def context(page: ErrorPage) -> dict[str, Any]:
    """What the template shows of an error page, apart from the practice around it."""
    return {
        "status": page.status,
        "title": page.heading,
        "heading": page.heading,
        "message": page.message,
        "ways_on": ways_on(page),
        "noindex": True,
    }


def ways_on(page: ErrorPage) -> list[tuple[str, str]]:
    """Where a reader can turn, as (title, path); nowhere while no page can be shown."""
    if not page.leads_on:
        return []
    return [
        (_("Home page"), "/"),
        (_("Conditions from A to Z"), "/conditions/"),
        (_("Procedures from A to Z"), "/procedures/"),
        (_("Questions and answers"), "/faq/"),
    ]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400; with a status of its own for what is too much."""
    return show(request, TOO_LARGE if isinstance(exception, RequestDataTooBig) else BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return show(request, FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW. What a member of staff was saving is kept, where it can be told who it was."""
    return kept_saves.after_csrf_failure(request) or show(request, FORBIDDEN)


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many requests of one kind; the library that signs staff in asks for it."""
    return show(request, TOO_MANY)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return show(request, NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. Plain words where even the error page cannot be made."""
    try:
        return show(request, SERVER_ERROR)
    except Exception:
        logger.exception("The error page could not be made either.")
        text = f"<!doctype html><title>{SERVER_ERROR.heading}</title><h1>{SERVER_ERROR.heading}</h1><p>{SERVER_ERROR.message}</p>"
        return HttpResponse(text, status=SERVER_ERROR.status)


class ErrorPagesMiddleware:
    """Answers exceptions that mean a status which Django has no handler for, and fills errors that come without a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _filled(request, response) if response.status_code in BY_STATUS else response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for an exception of a view; None leaves it to Django."""
        if isinstance(exception, Gone):
            return show(request, GONE)
        if isinstance(exception, NotSetUp):
            return show(request, NOT_SET_UP)
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error("The database does not answer: %s", type(exception).__name__)
            response = show(request, SEARCH_AWAY if request.path_info == SEARCH else UNAVAILABLE)
            # The page cache then shows what it has kept (page_cache/front.py).
            response.database_is_away = True
            return response
        return None


def _filled(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer; with our page where it is an error without a word, as Django gives for a method that a view does not take."""
    if response.streaming or response.content or request.method == "HEAD":
        return response
    page = show(request, BY_STATUS[response.status_code])
    for name, value in response.items():
        if name not in ("Content-Type", "Content-Length"):
            page.headers.setdefault(name, value)
    return page
