"""What the desk's browser needs to prove that an edition is what readers get: where to look, and what to look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from publishing.impact import shown_at
from publishing.models import Edition
from publishing.rendering import mark


@dataclass(frozen=True)
class Proof:
    """Where a reader sees an edition from which moment on, and the mark that the page carries then.

    `path` is asked of the host that the staff site itself has: the same site answers under every name it has.
    """

    path: str
    mark: str
    since: datetime

    @property
    def url(self) -> str:
        """The address that readers use."""
        return settings.SITE_URL + self.path


def of(edition: Edition) -> Proof | None:
    """The proof for an edition that is live or planned; None where no page shows it."""
    path = shown_at(edition)
    return Proof(path, mark(edition), edition.live.lower) if path else None
