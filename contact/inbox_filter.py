"""Whose requests a list of the inbox shows: all of them, as long as nobody chooses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from contact.routing import for_everyone, for_person
from contact.waiting import Clock


@dataclass(frozen=True)
class ForWhomFilter:
    """A choice by its name in the address. `is_offered`: it stands above the lists, too, and not only in links."""

    slug: str
    label: Any
    condition: Callable[[Clock, Any], Q]
    is_offered: bool = True

    def rows(self, requests: QuerySet, clock: Clock, user: Any) -> QuerySet:
        """Those of the requests that it shows."""
        return requests.filter(self.condition(clock, user))


def _for_everyone(clock: Clock, user: Any) -> Q:
    return for_everyone(localdate(clock.at))


def _to_answer(clock: Clock, user: Any) -> Q:
    return for_person(user) | _for_everyone(clock, user)


FILTERS = {
    each.slug: each
    for each in (
        ForWhomFilter("you", _("For you"), lambda clock, user: for_person(user)),
        ForWhomFilter("everyone", _("For everyone"), _for_everyone),
        ForWhomFilter("yours", _("For you or everyone"), _to_answer, is_offered=False),
        ForWhomFilter("all", _("All"), lambda clock, user: Q()),
    )
}
ALL, TO_ANSWER = FILTERS["all"], FILTERS["yours"]
