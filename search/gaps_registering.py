"""Where gaps take part in what is below: the start page, the worker's chores, and what the roles may look at."""

from __future__ import annotations

from datetime import timedelta

from deliveries import chores
from publishing import desk, roles
from search import gaps_desk, gaps_gathering, gaps_keeping, gaps_retrying


def register() -> None:
    """Called once, when the app is ready."""
    for role in (roles.COORDINATOR, roles.CLINICIAN):
        roles.also_grant(role, "search.gap", "view")
    desk.register(gaps_desk.lists)
    chores.register("gather_gaps", every=timedelta(minutes=1), run=gaps_gathering.chore)
    chores.register("try_closing_gaps", every=timedelta(minutes=1), run=gaps_retrying.chore)
    chores.register("try_staying_gaps", every=timedelta(hours=1), run=gaps_retrying.chore_of_staying)
    chores.register("forget_old_gaps", every=timedelta(hours=6), run=gaps_keeping.forget)
