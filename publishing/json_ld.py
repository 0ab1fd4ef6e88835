"""Structured data that every page can have. What it says stands on the page too."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from publishing.live import LiveSet
from publishing.models import Edition


def web_page(type_: str, edition: Edition, live: LiveSet) -> dict[str, Any]:
    """A page: its title, its language, its address. Source: https://schema.org/WebPage."""
    return {
        "@context": "https://schema.org",
        "@type": type_,
        "name": edition.title,
        "inLanguage": edition.language,
        "url": settings.SITE_URL + live.path(edition),
    }
