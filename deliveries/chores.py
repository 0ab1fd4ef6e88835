"""What the worker does now and then beside sending. Apps above register theirs, so that one worker does it all.

    chores.register("remind_reviews", every=timedelta(hours=1), run=remind)

A chore has to be safe to run twice, and at once with another worker. It returns a sentence for staff about what it could not do,
or "". This module imports no models, so that apps may name it where they register.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Duty:
    """A registered chore."""

    every: timedelta
    run: Callable[[], str | None]


duties: dict[str, Duty] = {}


def register(name: str, *, every: timedelta, run: Callable[[], str | None]) -> None:
    """Have the worker run something from time to time. Called from an app's `ready`."""
    duties[name] = Duty(every, run)
