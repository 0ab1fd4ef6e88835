"""After an answer is published, what was searched for is searched for again: the gap closes, or it stays and says so."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from publishing.models import Edition
from publishing.schedule import database_clock
from search.finding import find
from search.models import Gap, GapWording
from search.models.gap import WAITING, State

AMONG_THE_FIRST = 3
"""What stands further down is not found by most people."""


def try_published() -> int:
    """Search again for all gaps whose answer is live in a text that was not tried yet. Returns how many closed."""
    return sum(try_again(gap) for gap in _with_another_text())


def try_staying() -> int:
    """Search again for all gaps that wait though they have an answer: synonyms may help by now. Returns how many closed."""
    waiting = Gap.objects.filter(state__in=WAITING, answer__isnull=False, merged_into=None)
    return sum(try_again(gap) for gap in waiting.select_related("answer"))


def chore() -> str:
    """Both are things for the worker; this one every minute."""
    try_published()
    return ""


def chore_of_staying() -> str:
    """And this one now and then."""
    try_staying()
    return ""


def try_again(gap: Gap) -> bool:
    """Run the searches of a gap again and write down what came of it; whether it closed."""
    edition = Edition.objects.live().filter(document=gap.answer_id).first()
    if edition is None:
        return False
    results = {words: _is_found(words, gap.language, edition.document_id) for words in wordings_of(gap)}
    return _write_down(gap, edition, results)


def wordings_of(gap: Gap) -> list[str]:
    """The different words in which it was asked and not answered so far; those that it is called by where there are none left."""
    asked = gap.wordings.filter(settled=False).values_list("words", flat=True)
    return list(dict.fromkeys(asked.order_by("pk"))) or [gap.words]


def _is_found(words: str, language: str, document: int) -> bool:
    hits = find(words, language=language, limit=AMONG_THE_FIRST).hits[:AMONG_THE_FIRST]
    return any(hit.edition.document_id == document for hit in hits)


@transaction.atomic
def _write_down(gap: Gap, edition: Edition, results: dict[str, bool]) -> bool:
    wordings = GapWording.objects.filter(gap=gap, settled=False)
    for is_found in (True, False):
        wordings.filter(words__in=[words for words, found in results.items() if found is is_found]).update(
            is_found=is_found
        )
    is_closed = all(results.values())
    gap.state, gap.tried_with = State.CLOSED if is_closed else State.STAYS, edition
    if is_closed:
        wordings.filter(words__in=results).update(settled=True)
        gap.closed_on, gap.times = timezone.localdate(database_clock()), 0
    gap.save(update_fields=["state", "tried_with", "closed_on", "times"])
    return is_closed


def _with_another_text() -> Iterable[Gap]:
    live = Edition.objects.live().filter(document=OuterRef("answer")).values("pk")[:1]
    gaps = Gap.objects.filter(state__in=(State.STARTED, *WAITING), answer__isnull=False)
    gaps = gaps.annotate(live_text=Subquery(live)).filter(live_text__isnull=False)
    return gaps.filter(~Q(live_text=F("tried_with")) | Q(tried_with=None))
