"""What stands around every page: whose site it is, whom to call, notices, the foot. Kept for when the database is away."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from django.urls import reverse

from practice import theme
from practice.content import PracticeContent
from publishing.live import LiveSet, entries
from publishing.rendering import NotSetUp

LAST_KNOWN = "practice.surroundings"
IS_FRESH = "practice.surroundings.is_fresh.{}.{}"
"""With the editions that it is of, so that what follows them is kept at once."""

KEPT_FRESH_FOR = 60

logger = logging.getLogger(__name__)


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the surroundings of a page that was rendered from live editions; nothing for other pages."""
    live = getattr(request, "live", None)
    return surroundings(live) if live is not None else {}


def surroundings(live: LiveSet) -> dict[str, Any]:
    """The surroundings, from what is live. Raises NotSetUp without a live practice."""
    practice = live.one("practice")
    if practice is None:
        raise NotSetUp
    content: PracticeContent = practice.reads
    coordinator = live.get(content.coordinator)
    found = {
        "practice": content,
        "coordinator": coordinator.reads if coordinator else None,
        "theme_url": theme_url(content),
    }
    of_editions = IS_FRESH.format(practice.pk, coordinator.pk if coordinator else "")
    if not live.is_preview and cache.add(of_editions, True, KEPT_FRESH_FOR):
        cache.set(LAST_KNOWN, found, timeout=None)
    pages = [page for page in live.all("page") if page.reads.in_footer]
    return found | {
        "live": live,
        "notices": [notice.reads for notice in live.all("notice")],
        "footer_pages": entries(pages, live),
    }


def theme_url(content: PracticeContent) -> str:
    """The address of the theme stylesheet; "" for a practice without a color of its own."""
    css = theme.stylesheet(content.color)
    return reverse("practice:theme", args=[theme.fingerprint(css)]) if css else ""


def for_errors() -> dict[str, Any]:
    """The surroundings of an error page: what is live, else what was when it could last be asked, else nothing."""
    try:
        return surroundings(LiveSet.around())
    except NotSetUp:
        return {}
    except (DatabaseError, InterfaceError):
        logger.warning("The database does not answer; an error page shows the practice as it was last known.")
        return last_known()


def last_known() -> dict[str, Any]:
    """The surroundings when the database could last be asked; nothing where it never could."""
    return cache.get(LAST_KNOWN) or {}
