"""Pages of which readers say that they did not answer their question, as gaps. Only what is said of the live text counts."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Sum
from django.utils import timezone

from publishing.models import Edition
from publishing.schedule import database_clock
from search.models import Feedback, Gap
from search.models.gap import SHOWN_FROM, State


def count_verdicts() -> None:
    """A gap for each page that did not help somebody; closed as soon as another text is live there.

    What too few said to be shown closes nothing, since what was closed is shown: the gap begins anew with the new text.
    """
    gaps = {gap.page_id: gap for gap in Gap.objects.filter(page__isnull=False)}
    said = Feedback.objects.unhelpful().values("edition__document").distinct()
    about = set(gaps) | set(said.values_list("edition__document", flat=True))
    live = {each.document_id: each for each in _live(about)}
    counts = _counts(live.values())
    for document, edition in live.items():
        if edition.pk in counts and document not in gaps:
            values = {"language": edition.language, "words": edition.title[:200], "tried_with": edition}
            gaps[document] = Gap.objects.create(page_id=document, **values)
    for document, gap in gaps.items():
        edition = live.get(document)
        _settle(gap, edition, *counts.get(edition.pk if edition else 0, (0, None)))


def _live(documents) -> list[Edition]:
    return list(Edition.objects.live().filter(document__in=documents).order_by().only("document", "language", "title"))


def _counts(editions) -> dict[int, tuple[int, date]]:
    """How often, and when last, somebody said of these editions that they did not help."""
    rows = Feedback.objects.unhelpful().filter(edition__in=list(editions)).values("edition")
    return {row["edition"]: (row["count"], row["last"]) for row in rows.annotate(count=Sum("times"), last=Max("day"))}


def _settle(gap: Gap, edition: Edition | None, times: int, last: date | None) -> None:
    """What is true of the gap of a page now. A text that was written anew, or is no longer there, closes it."""
    before = (gap.times, gap.last_on, gap.words, gap.state, gap.tried_with_id)
    number = edition.pk if edition else None
    was_shown = gap.times >= SHOWN_FROM or gap.closed_on is not None
    if number != gap.tried_with_id and gap.state not in (State.CLOSED, State.DECLINED) and was_shown:
        gap.state, gap.closed_on = State.CLOSED, timezone.localdate(database_clock())
    elif gap.state == State.CLOSED and times >= SHOWN_FROM:
        gap.state = State.OPEN
    gap.times, gap.last_on, gap.tried_with_id = times, last or gap.last_on, number
    gap.words = edition.title[:200] if edition else gap.words
    if before != (gap.times, gap.last_on, gap.words, gap.state, gap.tried_with_id):
        gap.save()
