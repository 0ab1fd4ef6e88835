"""The home page, plain pages and the theme stylesheet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from practice import theme as themes
from publishing.live import LiveSet
from publishing.rendering import NotSetUp, live_page


def home(request: HttpRequest) -> HttpResponse:
    """The practice, its conditions, the questions asked most, the number to call."""
    try:
        return live_page(request, "/")
    except Http404 as error:
        raise NotSetUp from error


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A plain page."""
    return live_page(request, f"/{slug}/")


def theme(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """The practice's color. An old address still gives the color of today, but is not kept."""
    practice = LiveSet.around().one("practice")
    css = themes.stylesheet(practice.reads.color) if practice else ""
    if not css:
        raise Http404
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    if fingerprint == themes.fingerprint(css):
        patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response
