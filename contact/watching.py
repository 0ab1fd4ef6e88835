"""Is anybody reading the requests? What staff see on every page when nobody does, and when the form itself asks to call.

One look at the database serves a machine for some seconds. The form goes back to normal only after all has been well for a while,
so that it does not flicker.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db import Error, connection
from django.db.models import Exists, Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contact.content import CoordinatorContent
from contact.models import ContactRequest, RequestRules, RoutingRule
from contact.office_time import OfficeTime
from contact.routing import coordinators
from deliveries.models import SILENT_AFTER, Heartbeat
from publishing.live import LiveSet, is_supposing

LOOK = "contact.watching.look"
CALL_FIRST = "contact.watching.call_first"
SECONDS_BETWEEN_LOOKS = 20

WELL_FOR = timedelta(minutes=5)
"""The form goes back to normal after so long without a cause."""


@dataclass(frozen=True)
class Look:
    """What was found: how many requests wait longer than the target, and whether no worker gives a sign of life.

    `is_untold` where patients have asked and nobody who works requests has an e-mail address: staff alone must know that.
    `target` is the longest that may count for what is asked now, `ahead` how much the database's clock is ahead of this one.
    """

    overdue: int = 0
    is_silent: bool = False
    is_untold: bool = False
    target: timedelta = timedelta(hours=4)
    ahead: timedelta = timedelta(0)

    @property
    def now(self) -> datetime:
        """What time the database has, though this machine's clock may be wrong."""
        return datetime.now(UTC) + self.ahead

    @property
    def is_well(self) -> bool:
        """Whether requests are read and messages go out."""
        return not self.overdue and not self.is_silent


def overdue(asked: list[datetime], office: OfficeTime, target: timedelta, at: datetime) -> int:
    """How many of these moments, in order, lie longer back than the target, counted in office hours."""
    return bisect_left(asked, True, key=lambda moment: office.waited(moment, at) <= target)


def office_time() -> OfficeTime:
    """The hours of the practice's main coordinator as they are live."""
    live = LiveSet.around()
    practice = live.one("practice")
    coordinator = live.get(practice.reads.coordinator) if practice else None
    content: CoordinatorContent | None = coordinator.reads if coordinator else None
    return OfficeTime.of(content)


def look() -> Look:
    """What is the case, at most some seconds old. Raises the database's errors."""
    known = cache.get(LOOK)
    if known is None:
        known = _look()
        if not is_supposing():
            cache.set(LOOK, known, SECONDS_BETWEEN_LOOKS)
    return known


def _look() -> Look:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        at = cursor.fetchone()[0]
    waiting = _waiting()
    office = office_time() if waiting else OfficeTime()
    late = sum(overdue(asked, office, target, at) for target, asked in waiting.items())
    alive = Heartbeat.objects.filter(beat_at__gt=Now() - SILENT_AFTER).exists()
    ahead = at - datetime.now(UTC)
    return Look(overdue=late, is_silent=not alive, is_untold=_is_untold(), target=_longest_target(), ahead=ahead)


def _longest_target() -> timedelta:
    """The practice's own target, or that of a rule that gives patients longer. One query, or two."""
    longest = RoutingRule.objects.aggregate(hours=Max("target_hours"))["hours"] or 0
    return timedelta(hours=max(longest, RequestRules.current().target_hours))


def _is_untold() -> bool:
    """Whether requests cause no message to anybody. One query; False on a site where nobody has asked so far."""
    can_be_told = Exists(coordinators().exclude(email="").order_by())
    return ContactRequest.objects.filter(~can_be_told).exists()


def _waiting() -> dict[timedelta, list[datetime]]:
    """When what nobody has called was asked, in order, by the target that counts for it."""
    asked = defaultdict(list)
    default = RequestRules.current().target_hours
    rows = ContactRequest.objects.unanswered().order_by("asked_at").values_list("asked_at", "target_hours")
    for asked_at, hours in rows:
        asked[timedelta(hours=default if hours is None else hours)].append(asked_at)
    return asked


def alarms(user) -> list[str]:
    """Sentences for the head of every staff page."""
    found, sentences = look(), []
    if found.overdue:
        sentences.append(
            ngettext(
                "%(count)s request of a patient waits longer than promised.",
                "%(count)s requests of patients wait longer than promised.",
                found.overdue,
            )
            % {"count": found.overdue}
        )
    if found.is_silent:
        sentences.append(
            _(
                "No messages go out, as the program that sends them gives no sign of life. Look at the requests yourself."
            )
        )
    if found.is_untold:
        sentences.append(
            _(
                "Nobody is told when a patient asks for a call: no coordinator's account has an e-mail address. "
                "Have an administrator enter one, and look at the requests yourself until then."
            )
        )
    return sentences


def is_call_first() -> bool:
    """Whether the form asks to call rather than to write. It takes requests all the same."""
    try:
        is_well = look().is_well
    except Error:
        return True
    if not is_well:
        if not is_supposing():
            cache.set(CALL_FIRST, True, WELL_FOR.total_seconds())
        return True
    return bool(cache.get(CALL_FIRST))
