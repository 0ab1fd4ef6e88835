"""How many patients ask, how many are called, and how soon: without a single person in it. Small numbers are not told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Case, Exists, OuterRef, When
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from contact.models import CallAttempt, CallOutcome, ContactRequest, Outcome
from contact.waiting import Clock

WEEKS = 12
FEWEST = 3
"""Fewer than this could be known to somebody who knows one of them."""


@dataclass(frozen=True)
class Figures:
    """One line. A number that is too small to be told is None; `to_first_call` is the median, in office hours.

    `answered` are those whom somebody has spoken with, or answered by e-mail: a call without an answer is none yet. `in_time` are those called within the target that counted for them: a rule's own, else the practice's as it is now.
    """

    name: str
    asked: int | None
    answered: int | None
    in_time: int | None
    to_first_call: timedelta | None


@dataclass(frozen=True)
class Metrics:
    """The last weeks, the oldest first, and the same requests by what they are about."""

    weeks: list[Figures]
    reasons: list[Figures]


@dataclass(frozen=True)
class Fact:
    """What of a request counts."""

    asked_at: datetime
    first_called_at: datetime | None
    is_answered: bool
    reason: str
    target_hours: int | None


def metrics(clock: Clock) -> Metrics:
    """One query. Spam is left out, and what came twice counts once."""
    this_week = _week(localdate(clock.at))
    weeks = [this_week - timedelta(weeks=number) for number in reversed(range(WEEKS))]
    facts = [fact for fact in _facts(clock.at) if _week(localdate(fact.asked_at)) in weeks]
    by_week, by_reason = _grouped(facts)
    lines = [_figures(f"{week:%b} {week.day}", by_week[week], clock) for week in weeks]
    return Metrics(lines, _reasons(by_reason, clock))


def _facts(at: datetime) -> list[Fact]:
    since = at - timedelta(weeks=WEEKS + 1)
    rows = ContactRequest.objects.in_play().filter(asked_at__gte=since).exclude(outcome=Outcome.DUPLICATE)
    spoke = Exists(CallAttempt.objects.filter(request=OuterRef("pk"), outcome=CallOutcome.SPOKE))
    answered = Case(When(outcome__in=(Outcome.SPOKE, Outcome.ANSWERED), then=True), default=spoke)
    columns = rows.values_list("asked_at", "first_called_at", answered, "topic_title", "target_hours")
    return [
        Fact(asked_at, called_at, is_answered, topic or _("Something else"), hours)
        for asked_at, called_at, is_answered, topic, hours in columns
    ]


def _grouped(facts: Iterable[Fact]) -> tuple[dict[date, list[Fact]], dict[str, list[Fact]]]:
    by_week, by_reason = defaultdict(list), defaultdict(list)
    for fact in facts:
        by_week[_week(localdate(fact.asked_at))].append(fact)
        by_reason[fact.reason].append(fact)
    return by_week, by_reason


def _reasons(by_reason: dict[str, list[Fact]], clock: Clock) -> list[Figures]:
    """The reasons that are told, the most frequent first, and the rare ones together."""
    told = {reason: facts for reason, facts in by_reason.items() if len(facts) >= FEWEST}
    rare = [fact for reason, facts in by_reason.items() if reason not in told for fact in facts]
    lines = [_figures(reason, facts, clock) for reason, facts in told.items()]
    lines.sort(key=lambda line: (-(line.asked or 0), line.name))
    return [*lines, *([_figures(_("Others"), rare, clock)] if rare else [])]


def _figures(name: str, facts: list[Fact], clock: Clock) -> Figures:
    called = [fact for fact in facts if fact.first_called_at]
    answered = sum(fact.is_answered for fact in facts)
    # Who was not answered must not follow from the difference.
    is_told = _is_told(len(facts)) and _is_told(answered) and _is_told(len(facts) - answered)
    in_time = sum(_is_in_time(fact, clock) for fact in called)
    # Nor who was called late, or not at all.
    in_time_is_told = all(map(_is_told, (len(facts), in_time, len(called) - in_time, len(facts) - in_time)))
    waits = [clock.office.waited(fact.asked_at, fact.first_called_at) for fact in called]
    return Figures(
        name=name,
        asked=len(facts) if _is_told(len(facts)) else None,
        answered=answered if is_told else None,
        in_time=in_time if in_time_is_told else None,
        to_first_call=median(waits) if len(waits) >= FEWEST else None,
    )


def _is_in_time(fact: Fact, clock: Clock) -> bool:
    return clock.office.waited(fact.asked_at, fact.first_called_at) <= clock.target_of(fact.target_hours)


def _is_told(count: int) -> bool:
    return count == 0 or count >= FEWEST


def _week(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())
