"""Names directly below the root of the site that plain pages cannot have."""

from __future__ import annotations

from django.urls import Resolver404, resolve

PAGE_VIEW = "practice:page"

KEPT_FREE = frozenset({"search", "v", "preview", "healthz", "media", "static", "es", "staff", "feed", "print"})
"""Names that the site needs, some of them later: an address given away once is gone for good."""


def is_reserved(slug: str) -> bool:
    """Whether the site itself answers at /<slug>/, or will."""
    if slug in KEPT_FREE:
        return True
    try:
        return resolve(f"/{slug}/").view_name != PAGE_VIEW
    except Resolver404:
        return False
