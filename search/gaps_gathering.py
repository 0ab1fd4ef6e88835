"""Putting what was asked into groups, and counting them: the worker does it every minute, and the page of gaps before it is shown.

A wording that is in a group stays there, and so does the same wording asked again. A new one joins the group that it is most like,
the older of two; a group is what its first wording was like.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Max, Min, Sum

from search.gaps_likeness import ALIKE_FROM, likeness, stems_of
from search.gaps_verdicts import count_verdicts
from search.models import Gap, GapWording
from search.models.gap import SHOWN_FROM, State

MOST_AT_ONCE = 500
_LOCK = 5_271_009
"""Of two that gather at once, the second waits: or each would make a group of its own."""

_JOIN_KNOWN = """
UPDATE search_gapwording AS asked SET gap_id = known.gap_id
FROM (SELECT DISTINCT ON (words, language) words, language, gap_id FROM search_gapwording WHERE gap_id IS NOT NULL
      ORDER BY words, language, id DESC) AS known
WHERE asked.gap_id IS NULL AND asked.words = known.words AND asked.language = known.language
"""


@transaction.atomic
def gather() -> None:
    """Groups for what has none, then the counts. Safe to run twice, and twice at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_JOIN_KNOWN)
    for language, wordings in _without_group().items():
        _join_likely(language, wordings)
    Gap.objects.filter(state__in=(State.STARTED, State.STAYS), answer=None, page=None).update(state=State.OPEN)
    _count_wordings()
    count_verdicts()


def chore() -> str:
    """The same as the worker does it."""
    gather()
    return ""


def _without_group() -> dict[str, list[str]]:
    """New wordings by language, the first that was asked first."""
    rows = GapWording.objects.filter(gap=None, settled=False).values("language", "words").annotate(first=Min("pk"))
    found: dict[str, list[str]] = defaultdict(list)
    for language, words in rows.order_by("first").values_list("language", "words")[:MOST_AT_ONCE]:
        found[language].append(words)
    return found


def _join_likely(language: str, wordings: list[str]) -> None:
    """Each wording into the group that it is most like, or into a new one."""
    gaps = list(Gap.objects.filter(language=language, page=None).order_by("pk").only("stems", "merged_into"))
    for words, stems in sorted(stems_of(wordings, language=language).items(), key=lambda item: wordings.index(item[0])):
        gap = most_like(stems, gaps)
        if gap is None:
            gap = Gap.objects.create(language=language, words=words, stems=stems)
            gaps.append(gap)
        group = gap.merged_into_id or gap.pk
        GapWording.objects.filter(gap=None, language=language, words=words).update(gap=group)


def most_like(stems: list[str], gaps: Iterable[Gap]) -> Gap | None:
    """The group that these stems are most like, the first of several; None where they are like none."""
    best, score = None, ALIKE_FROM - 1e-9
    for gap in gaps:
        if (found := likeness(stems, gap.stems)) > score:
            best, score = gap, found
    return best


def _count_wordings() -> None:
    """How often each group was asked and not answered so far, and the words that it is called by: the most frequent ones."""
    open_ = GapWording.objects.filter(settled=False, gap__isnull=False)
    rows = open_.values("gap", "words").annotate(count=Sum("times"), last=Max("day"), first=Min("pk"))
    by_gap: dict[int, list[dict]] = defaultdict(list)
    for row in rows.order_by("-count", "first"):
        by_gap[row["gap"]].append(row)
    changed = []
    for gap in Gap.objects.filter(page=None, merged_into=None):
        found = by_gap.get(gap.pk, [])
        times = sum(row["count"] for row in found)
        last = max((row["last"] for row in found), default=gap.last_on)
        words = found[0]["words"] if found else gap.words
        state = _after_counting(gap, times)
        if (gap.times, gap.last_on, gap.words, gap.state) != (times, last, words, state):
            gap.times, gap.last_on, gap.words, gap.state = times, last, words, state
            changed.append(gap)
    Gap.objects.bulk_update(changed, ["times", "last_on", "words", "state"], batch_size=500)


def _after_counting(gap: Gap, times: int) -> str:
    """A closed gap that is asked for again is open again."""
    return State.OPEN if gap.state == State.CLOSED and times >= SHOWN_FROM else gap.state
