"""How much a request looks like spam: a score with its reasons. It decides only where the request is listed, never whether it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models.functions import Now

from contact.asked import Asked
from contact.models import Counter
from sealing.index import marks

LINK = re.compile(r"https?:|www\.|\[url|<a\s|\b[\w-]+\.(?:ru|cn|xyz|top|click|shop|online|site|info|biz)\b", re.I)
QUICKEST = 3
"""Seconds in which nobody fills in the form and reads it over."""

USUAL_AN_HOUR = 5
"""Requests from one household or office in an hour that raise no question."""

MANY_AN_HOUR = 20

COUNTERS_KEPT_FOR = timedelta(hours=26)

TELLING_LENGTH = 40
"""Shorter messages are the same in many a patient's words."""


@dataclass(frozen=True)
class Spam:
    """A score, and words for it that name nobody."""

    score: int = 0
    reasons: tuple[str, ...] = ()

    @classmethod
    def of(cls, **weights: int) -> Spam:
        """The sum of what weighs anything."""
        found = {reason: weight for reason, weight in weights.items() if weight}
        return cls(sum(found.values()), tuple(found))


def signs(asked: Asked, *, trap: str, age: float | None, again: bool) -> dict[str, int]:
    """What the request itself says. A clock that was set meanwhile makes no patient a robot."""
    words = f"{asked.person.name} {asked.person.message}"
    return {
        "trap": 5 if trap else 0,
        "quick": 5 if age is not None and 0 <= age < QUICKEST else 0,
        "stamp": 1 if age is None else 0,
        "again": 1 if again else 0,
        "links": min(2 * len(LINK.findall(words)) + (1 if LINK.search(asked.person.name) else 0), 6),
    }


def habits(asked: Asked, address: str) -> dict[str, int]:
    """What came before says: from this address, and with these very words from anywhere. Counts this one once, however often it comes."""
    is_repeat = _count(marks(asked.idem, "idem")[0]) > 1
    words = asked.person.message
    from_here = _count(marks(address, "address")[0], add=not is_repeat) if address else 0
    same_words = _count(marks(words, "words")[0], add=not is_repeat) if len(words) >= TELLING_LENGTH else 0
    return {
        "many": 5 if from_here > MANY_AN_HOUR else 4 if from_here > USUAL_AN_HOUR else 0,
        "same words": 5 if same_words > 3 else 2 if same_words > 1 else 0,
    }


def _count(mark: str, *, add: bool = True) -> int:
    """How often this came within the hour by the database's clock; exact, however many ask at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO contact_counter (mark, hour, times) VALUES (%s, date_trunc('hour', now()), %s) "
            "ON CONFLICT (mark, hour) DO UPDATE SET times = contact_counter.times + excluded.times RETURNING times",
            [mark, int(add)],
        )
        return cursor.fetchone()[0]


def forget() -> str:
    """Counters of hours that are over say nothing more. A chore."""
    Counter.objects.filter(hour__lt=Now() - COUNTERS_KEPT_FOR).delete()
    return ""
