"""Where a person goes on after a form that met an ended session: the sign-in leads on by GET, and some addresses take only posts."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

PARAMETER = "back"


def way_back(request: HttpRequest) -> str:
    """The address of a post that was not taken, so that a person can go on there."""
    return marked(request.get_full_path())


def marked(address: str) -> str:
    """The address of a post with a mark: on its way back one is shown the page above where it takes only posts."""
    parts = urlsplit(address)
    if _name_of(parts.path).endswith("_changelist"):
        # A list can be opened, and would take the mark for a filter.
        return address
    return f"{address}{'&' if parts.query else '?'}{urlencode({PARAMETER: 1})}"


def page_instead(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """On the way back: to the page above, where the address takes only posts. None for any other request."""
    is_on_way = request.method == "GET" and PARAMETER in request.GET
    return redirect(page_above(request.path)) if is_on_way and response.status_code == 405 else None


def page_above(path: str) -> str:
    """The nearest page above an address that can be opened: a document's form above what its buttons post to."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        for page in (above, f"{above}change/"):
            if _is_page(page):
                return page
    return reverse("admin:index")


def _is_page(path: str) -> bool:
    name = _name_of(path)
    if not name or name == "catch_all":
        return False
    # The admin takes any text for a key; and a step stands above nothing.
    given = resolve(path).kwargs
    return "/" not in str(given.get("object_id", "")) and "step" not in given


def _name_of(path: str) -> str:
    """The name of the admin's page at an address; "" for one that is not the admin's."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    return (match.url_name or "") if "admin" in match.namespaces else ""
