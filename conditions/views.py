"""The lists and pages of conditions and procedures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from conditions.a_to_z import by_letter, by_region
from conditions.body_map import TORSO, drawn
from publishing.kinds import Page
from publishing.live import LiveSet, entries
from publishing.rendering import live_page, render_page


def condition_list(request: HttpRequest) -> HttpResponse:
    """All conditions, from A to Z and by region of the body."""
    return _list(request, "condition", _("Conditions"), _("Find a condition by its name, or by where it hurts."))


def procedure_list(request: HttpRequest) -> HttpResponse:
    """All procedures, from A to Z and by region of the body."""
    return _list(request, "procedure", _("Procedures"), _("Find a procedure by its name, or by the part of the body."))


def condition_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a condition."""
    return live_page(request, f"/conditions/{slug}/")


def procedure_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a procedure."""
    return live_page(request, f"/procedures/{slug}/")


def _list(request: HttpRequest, kind: str, heading: str, intro: str) -> HttpResponse:
    live = LiveSet.around(of_kinds=[kind])
    shown = entries(live.all(kind), live)
    regions = by_region(shown)
    context = {
        "heading": heading,
        "intro": intro,
        "letters": by_letter(shown),
        "regions": regions,
        "torso": TORSO,
        "body": drawn(regions),
    }
    page = Page(template="conditions/list.html", title=heading, description=intro, context=context)
    return render_page(request, page, live, path=request.path)
