"""Structured data of pages with questions: schema.org's FAQPage, the answers word for word as they stand on the page.

Source: https://schema.org/FAQPage. No search engine promises a prize for it.
"""

from __future__ import annotations

from typing import Any

from publishing.json_ld import web_page
from publishing.live import Entry, LiveSet
from publishing.models import Edition
from publishing.richtext import plain


def questions(edition: Edition, shown: list[Entry], live: LiveSet) -> list[dict[str, Any]]:
    """The page and the questions that it answers; nothing for a page without any."""
    if not shown:
        return []
    answers = [
        {
            "@type": "Question",
            "name": entry.title,
            "acceptedAnswer": {"@type": "Answer", "text": plain(entry.content.answer)},
        }
        for entry in shown
    ]
    return [web_page("FAQPage", edition, live) | {"mainEntity": answers}]
