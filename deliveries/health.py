"""Do messages go out? What the start page says when they do not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, IntegerField, QuerySet, TextField, Value, When, Window
from django.db.models.functions import Cast, Now

from deliveries.models import SILENT_AFTER, Chore, Delivery, Heartbeat

BEAT, TROUBLE, CHORE = "beat", "trouble", "chore"


@dataclass(frozen=True)
class Health:
    """How sending goes. `last_beat` is None where no worker ever ran; `oldest` is the oldest message in trouble."""

    is_silent: bool = True
    last_beat: datetime | None = None
    in_trouble: int = 0
    oldest: datetime | None = None
    problems: tuple[str, ...] = ()


def health() -> Health:
    """One query: the worker's sign of life, the messages in trouble, the chores that could not do their work."""
    is_silent = Case(When(beat_at__lt=Now() - SILENT_AFTER, then=1), default=0, output_field=IntegerField())
    beat = _rows(Heartbeat.objects.all(), BEAT, count=is_silent, at="beat_at")
    total = Window(Count("*"), output_field=IntegerField())
    trouble = _rows(Delivery.objects.in_trouble(), TROUBLE, count=total, at="made_at").order_by("made_at")[:1]
    chores = _rows(Chore.objects.exclude(last_problem=""), CHORE, text="last_problem")
    found: dict = {"problems": ()}
    for what, count, at, text in beat.union(trouble, chores, all=True):
        if what == BEAT:
            found |= {"is_silent": bool(count), "last_beat": at}
        elif what == TROUBLE:
            found |= {"in_trouble": count, "oldest": at}
        else:
            found["problems"] += (text,)
    return Health(**found)


def _rows(queryset: QuerySet, what: str, *, count: Any = 0, at: str = "", text: str = "") -> QuerySet:
    """Rows of one shape: what it is, a number, a moment, a text."""
    columns = {
        "row_what": Value(what, output_field=TextField()),
        "row_count": Value(count) if isinstance(count, int) else count,
        "row_at": Cast(at or Value(None), DateTimeField()),
        "row_text": Cast(text or Value(""), TextField()),
    }
    return queryset.order_by().annotate(**columns).values_list(*columns)
