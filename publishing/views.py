"""Pages of editions that are not live, for people with a link, and uploaded pictures."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from publishing.live import LiveSet
from publishing.models import Edition
from publishing.rendering import edition_page
from publishing.sharing import edition_of


def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """One kept edition, for someone without an account. 404 for a link that was not made here, is over or was taken back."""
    try:
        edition = edition_of(token)
    except Edition.DoesNotExist as error:
        raise Http404 from error
    response = preview(request, edition)
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


def preview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """An edition on the real template, among what is live now."""
    live = LiveSet.around_edition(edition).with_preview(edition)
    return edition_page(request, edition, live, preview=True)


def media(request: HttpRequest, name: str) -> FileResponse:
    """An uploaded picture. Its name is the hash of its bytes, so a browser may keep it for good."""
    try:
        response = FileResponse(default_storage.open(name), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    return response
