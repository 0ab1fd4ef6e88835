"""What the form offers and what stands around it: from what is live, else as it was last known. Works without a database."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import Error

from practice.content import PracticeContent
from practice.surroundings import last_known, surroundings
from publishing.live import LiveSet

TOPICS = "contact.topics"
KINDS = ("condition", "procedure")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """`topics` are (key, title); `slugs` are keys by slug; `around` is what the page is surrounded with."""

    around: dict[str, Any] = field(default_factory=dict)
    topics: tuple[tuple[str, str], ...] = ()
    slugs: dict[str, str] = field(default_factory=dict)
    is_live: bool = True

    @property
    def practice(self) -> PracticeContent | None:
        """The practice, where it is known."""
        return self.around.get("practice")

    @property
    def asks_message(self) -> bool:
        """Whether the practice wants a message to be written."""
        return self.practice.asks_message if self.practice else True

    def key_of(self, slug: str) -> str:
        """The key of the page with that slug; "" where none is offered."""
        return self.slugs.get(slug, "")


def offer() -> Offer:
    """One query. Raises NotSetUp where nothing is published yet."""
    try:
        live = LiveSet.around(of_kinds=KINDS)
        around = surroundings(live)
    except Error as error:
        logger.warning(
            "The form is shown as it was last known, as the database does not answer (%s).", type(error).__name__
        )
        topics, slugs = cache.get(TOPICS) or ((), {})
        return Offer(around=last_known(), topics=topics, slugs=slugs, is_live=False)
    editions = sorted((each for kind in KINDS for each in live.all(kind)), key=lambda each: each.title.casefold())
    topics = tuple((str(each.key), each.title) for each in editions)
    slugs = {each.reads.slug: str(each.key) for each in editions}
    if not live.is_preview and cache.get(TOPICS) != (topics, slugs):
        cache.set(TOPICS, (topics, slugs), timeout=None)
    return Offer(around=around, topics=topics, slugs=slugs)
