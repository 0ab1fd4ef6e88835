"""When is which edition live? Pure arithmetic over the facts of time of one document; `schedule` writes down what comes out.

A document's timeline is a list of moments at which an edition takes over or the page is taken down. What is live at any time follows
from the last such moment. A withdrawal belongs to the document: it holds whichever edition is live by then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True)
class Span:
    """The live time of one edition: from `lower` on, up to but without `upper`; None where no end is known."""

    number: int
    lower: datetime
    upper: datetime | None = None
    withdrawn: bool = False
    """Whether it ends by being taken down, rather than by being replaced."""

    def ending_by(self, end: datetime | None) -> Span:
        """The same span, taken down at `end` where it would last longer."""
        lasts_longer = end is not None and end > self.lower and (self.upper is None or end < self.upper)
        return replace(self, upper=end, withdrawn=True) if lasts_longer else self


def lay_out(publications: Iterable[tuple[datetime, int]], withdrawals: Iterable[datetime]) -> list[Span]:
    """The spans of a document, in order, none of them empty and no two overlapping.

    `publications` are (moment, edition number) without the cancelled ones, no two at one moment; `withdrawals` are moments. Where both
    fall on one moment the old edition is taken down and the new one published. A withdrawal while nothing is live has no effect.
    """
    moments = sorted([(at, 0, 0) for at in set(withdrawals)] + [(at, 1, number) for at, number in publications])
    spans: list[Span] = []
    current: tuple[int, datetime] | None = None
    for at, is_publication, number in moments:
        if current:
            spans.append(Span(*current, upper=at, withdrawn=not is_publication))
        current = (number, at) if is_publication else None
    if current:
        spans.append(Span(*current))
    return [span for span in spans if span.upper is None or span.lower < span.upper]


def live_at(spans: Iterable[Span], at: datetime) -> Span | None:
    """The span that holds the moment."""
    return next((s for s in spans if s.lower <= at and (s.upper is None or at < s.upper)), None)
