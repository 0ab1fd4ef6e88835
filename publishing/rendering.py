"""From an edition to the page that a reader gets: one way for the live page and for every preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import TextField
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control

from publishing.kinds import Page
from publishing.live import LiveSet
from publishing.models import Address, Edition
from publishing.models.edition import EditionQuerySet
from publishing.prepared import Open, Prepared

MARK_LENGTH = 12

_AT_ADDRESS = Prepared(lambda: Edition.objects.live().at_address(Open("address", TextField())).for_reading())
"""The edition that is live at an address; there is one at most, since an address belongs to one document."""


class Gone(Exception):
    """The page that was asked for has been taken down: status 410."""


class NotSetUp(Exception):
    """No practice is live yet, so there is no site to show: status 503."""


def reads_query_string(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a public view whose page depends on what stands behind the "?": asked with that, it is never answered from what is kept.

    Any other public page is the same whatever stands there.
    """
    view.reads_query_string = True
    return view


def live_page(request: HttpRequest, address: str) -> HttpResponse:
    """The page that is live at an address. Two queries.

    301 where the document has another address now, Gone where it was taken down, Http404 where nothing was ever live.
    """
    found = _AT_ADDRESS.fetch(address=address)
    if not found:
        raise _gone_or_missing(address)
    edition = found[0]
    live = LiveSet.around_edition(edition)
    path = live.path(edition)
    if not path:
        raise Http404
    if path != request.path:
        return _moved(edition, address, path)
    return edition_page(request, edition, live)


def mark(edition: Edition) -> str:
    """What stands in the head of a page that shows an edition: the beginning of its content's hash."""
    return edition.content_hash[:MARK_LENGTH]


def marks(edition: Edition, live: LiveSet) -> str:
    """The marks of a page's own edition and of those around it that have no page of their own, so that a browser can tell."""
    around = [each for each in live.editions() if each.kind.surrounds and not each.address and each.key != edition.key]
    return " ".join(mark(each) for each in (edition, *around))


def _moved(edition: Edition, address: str, path: str) -> HttpResponse:
    """The way from another address of the document. Http404 where the document will only have that address later."""
    if address != edition.address and _is_only_planned(edition.document.editions.all(), address):
        raise Http404
    response = HttpResponsePermanentRedirect(path)
    # A document can get an address back; a browser that kept both redirects would go round in circles.
    patch_cache_control(response, no_cache=True)
    return response


def _gone_or_missing(address: str) -> Exception:
    """What to raise for an address at which nothing is live."""
    owned = Address.objects.filter(path=address).first()
    if owned is None:
        return Http404()
    editions = Edition.objects.filter(document=owned.document_id)
    return Gone() if editions.was_live().exists() or not _is_only_planned(editions, address) else Http404()


def _is_only_planned(editions: EditionQuerySet, address: str) -> bool:
    """Whether readers never met a claimed address. Those that no edition claimed came in with the content: they did, elsewhere."""
    claiming = editions.filter(address=address, publish_at__isnull=False)
    return claiming.exists() and not claiming.was_live().exists()


def edition_page(request: HttpRequest, edition: Edition, live: LiveSet, *, preview: bool = False) -> HttpResponse:
    """The page of an edition, live or not, among what is live. Http404 for a kind without pages."""
    page = edition.kind.page(edition, live)
    if page is None:
        raise Http404
    return render_page(
        request,
        page,
        live,
        path=live.path(edition),
        preview=preview,
        noindex=preview,
        edition=edition,
        marks="" if preview else marks(edition, live),
        content=edition.reads,
        review=edition.review,
        review_overdue=edition.is_overdue,
        changes=[(date.fromisoformat(change["on"]), change["note"]) for change in edition.changes],
    )


def render_page(request: HttpRequest, page: Page, live: LiveSet, *, path: str, **context: Any) -> HttpResponse:
    """A page with its surroundings. Context processors add what every page shows, from `request.live`."""
    request.live = live
    return TemplateResponse(
        request,
        page.template,
        {
            "live": live,
            "title": page.title,
            "description": page.description,
            "json_ld": page.json_ld,
            "canonical": settings.SITE_URL + path,
            **page.context,
            **context,
        },
    )
