"""Which version of the public site is live, and until when: what a kept copy of any public page depends on.

A page shows what is live, in the order that staff gave it, by the rules in force, on this day. All of these change by an event of the
ledger or at a moment that is known beforehand. So the newest public event and the last such moment together name the version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from publishing.models import Document, Edition, Event
from publishing.schedule import database_clock

PRIVATE_VERBS = frozenset(
    {"keep", "load", "restore", "submit", "send_back", "approve", "undo_publish", "discard", "assign", "note", "settle"}
    | {"share", "take_back", "load_terms", "define", "remove_term"}
)
"""Events that change nothing that readers see. Any other verb, a new one too, is public. (What `undo_publish` puts back goes live by a
`publish` of its own; who approves, approves what is not live.)"""


@dataclass(frozen=True)
class Newest:
    """The newest public event, as "number-hash", and what time the database has. Another ledger has other hashes."""

    version: str
    now: datetime


@dataclass(frozen=True)
class Span:
    """Between which moments nothing changes by itself: `since` has passed, `until` is still to come."""

    since: datetime
    until: datetime


def newest() -> Newest:
    """One query, by the index on the events' numbers. Before the first public event the version is "0"."""
    events = Event.objects.exclude(verb__in=PRIVATE_VERBS).order_by("-number")
    found = events.values_list("number", "hash", Now()).first()
    return Newest(f"{found[0]}-{found[1][:12]}", found[2]) if found else Newest("0", database_clock())


def span(now: datetime) -> Span:
    """Around a moment: from the last bound of any live range, or midnight, to the next. One query over the editions' moments."""
    bounds = Edition.objects.filter(live__isnull=False).aggregate(
        begun=Max("publish_at", filter=Q(publish_at__lte=now)),
        ended=Max("withdraw_at", filter=Q(withdraw_at__lte=now)),
        begins=Min("publish_at", filter=Q(publish_at__gt=now)),
        ends=Min("withdraw_at", filter=Q(withdraw_at__gt=now)),
    )
    past = [bounds["begun"], bounds["ended"], _midnight(now)]
    coming = [bounds["begins"], bounds["ends"], _midnight(now, days=1)]
    return Span(max(filter(None, past)), min(filter(None, coming)))


def taken_down() -> frozenset[str]:
    """The keys of all documents that readers once saw and do not see now. One query."""
    public, live = Edition.objects.was_live(), Edition.objects.live()
    gone = Document.objects.filter(Exists(public.filter(document=OuterRef("pk")))).exclude(
        Exists(live.filter(document=OuterRef("pk")))
    )
    return frozenset(map(str, gone.values_list("key", flat=True)))


def _midnight(now: datetime, days: int = 0) -> datetime:
    """The beginning of the day at the practice, or of a later one: reviews fall overdue then, and days on which nobody answers pass."""
    day = timezone.localdate(now) + timedelta(days=days)
    return datetime.combine(day, time.min, timezone.get_default_timezone())


_listeners: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Have something told whenever what readers see has changed, after the change is committed. Called from an app's `ready`."""
    _listeners.append(listener)


def tell(verb: str) -> None:
    """Tell of an event, once it is committed, unless it changes nothing for readers."""
    if verb not in PRIVATE_VERBS:
        transaction.on_commit(_tell)


def _tell() -> None:
    for listener in _listeners:
        listener()
