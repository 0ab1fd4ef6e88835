"""Error pages in the site's own look, with the number to call as it is live, or as it was last known."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practice.surroundings import for_errors
from publishing.rendering import Gone, NotSetUp
from staff import kept_saves

RETRY_AFTER_SECONDS = 60

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says."""

    status: int
    heading: str
    message: str


BAD_REQUEST = ErrorPage(
    400,
    gettext_lazy("We could not read that request"),
    gettext_lazy("Something in the address or in what was sent is not right. Please go back and try again."),
)
FORBIDDEN = ErrorPage(
    403,
    gettext_lazy("You cannot open this page"),
    gettext_lazy("This page is for staff, or your sign-in has ended."),
)
NOT_FOUND = ErrorPage(
    404,
    gettext_lazy("Page not found"),
    gettext_lazy("There is no page at this address. It may have been typed with a mistake."),
)
GONE = ErrorPage(
    410,
    gettext_lazy("This page has been taken down"),
    gettext_lazy("We no longer publish this page. Please do not rely on an older copy of it."),
)
TOO_MANY = ErrorPage(
    429,
    gettext_lazy("That was tried too often"),
    gettext_lazy("Please wait a quarter of an hour, then try again."),
)
SERVER_ERROR = ErrorPage(
    500,
    gettext_lazy("Sorry, something went wrong"),
    gettext_lazy("The page could not be shown. Please try again in a few minutes, or call us."),
)
UNAVAILABLE = ErrorPage(
    503,
    gettext_lazy("This page is not available right now"),
    gettext_lazy("Please try again in a few minutes. If you need us now, please call."),
)
NOT_SET_UP = ErrorPage(
    503,
    gettext_lazy("This site is not set up yet"),
    gettext_lazy("The practice has not published anything here so far. Please come back later."),
)


def show(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    """An error page at its own status, never kept by anybody."""
    context = {
        "status": page.status,
        "title": page.heading,
        "heading": page.heading,
        "message": page.message,
        "ways_on": ways_on(page),
        "noindex": True,
        **for_errors(),
    }
    response = HttpResponse(render_to_string("errors/error.html", context), status=page.status)
    response["Cache-Control"] = "no-store"
    if page.status == UNAVAILABLE.status:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def ways_on(page: ErrorPage) -> list[tuple[str, str]]:
    """Where a reader can turn, as (title, path); nowhere while no page can be shown."""
    if page in (UNAVAILABLE, NOT_SET_UP):
        return []
    return [
        (_("Home page"), "/"),
        (_("Conditions from A to Z"), "/conditions/"),
        (_("Questions and answers"), "/faq/"),
    ]


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return show(request, BAD_REQUEST)


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
    """Answers exceptions that mean a status which Django has no handler for: 410 and 503."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for an exception of a view; None leaves it to Django."""
        if isinstance(exception, Gone):
            return show(request, GONE)
        if isinstance(exception, NotSetUp):
            return show(request, NOT_SET_UP)
        if isinstance(exception, OperationalError | InterfaceError):
            logger.error("The database does not answer: %s", type(exception).__name__)
            return show(request, UNAVAILABLE)
        return None
