"""Rules for who answers, as tests make them."""

from __future__ import annotations

from typing import Any

from contact.models import RoutingRule


def rule(*people: Any, **fields) -> RoutingRule:
    """The next rule: for these people, or everybody."""
    made = RoutingRule.objects.create(position=RoutingRule.objects.count() + 1, **fields)
    made.people.set(people)
    return made


def names(people) -> list[str]:
    """First names in order."""
    return sorted(person.first_name for person in people)
