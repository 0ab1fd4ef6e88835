"""The page of results, and suggestions while somebody types. What is typed is kept nowhere here, and in no title."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing.kinds import Page
from publishing.rendering import reads_query_string, render_page
from search import warning
from search.finding import Found, find
from search.gaps_counting import search_found_nothing
from search.narrowing import chosen_kind, ways_to_narrow

SUGGESTIONS = 6


@reads_query_string
def results(request: HttpRequest) -> HttpResponse:
    """What was found, or ways on. Never for search engines, which would keep what people typed."""
    kind = chosen_kind(request.GET.get("kind", ""))
    found = _find(request, kinds=[kind] if kind else [])
    if found.words and not kind and (found.is_guesswork or not found.hits):
        search_found_nothing(request, found.words, language=_language())
    page = Page(
        template="search/results.html",
        title=_title(found),
        context={
            "found": found,
            "chosen": kind,
            "ways_to_narrow": ways_to_narrow(found.words, kind),
            "emergency_signs": warning.card_for(found.words),
        },
    )
    response = render_page(request, page, found.live, path=request.path, noindex=True)
    response["X-Robots-Tag"] = "noindex, follow"
    patch_cache_control(response, private=True, no_cache=True)
    return response


@reads_query_string
def suggest(request: HttpRequest) -> JsonResponse:
    """Pages for what has been typed so far: {"suggestions": [{"title", "path", "kind"}]}."""
    found = _find(request, limit=SUGGESTIONS)
    suggestions = [
        {"title": hit.title, "path": hit.path, "kind": str(hit.edition.kind.model._meta.verbose_name)}
        for hit in found.hits
    ]
    response = JsonResponse({"suggestions": suggestions})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _find(request: HttpRequest, **options) -> Found:
    return find(request.GET.get("q", ""), language=_language(), **options)


def _language() -> str:
    return (get_language() or "en")[:2]


def _title(found: Found) -> str:
    """What the page is, without a word of what was typed: titles end up in histories and logs."""
    if not found.words:
        return _("Search")
    return _("Search results") if found.hits else _("Nothing found")
