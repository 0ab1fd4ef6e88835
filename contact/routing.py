"""For whom a request is: decided by the practice's rules once, when it is stored. It advises; whoever works requests may take any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils.timezone import localdate

from contact.asked import Asked
from contact.models import Absence, RoutingRule
from contact.models.routing import SOMETHING_ELSE
from publishing.models import Rules
from publishing.roles import COORDINATOR
from publishing.schedule import database_clock


@dataclass(frozen=True)
class Route:
    """`people` is empty for everybody; `target_hours` is None where the practice's own target counts."""

    people: tuple[Any, ...] = ()
    target_hours: int | None = None
    is_by_rule: bool = False


def coordinators() -> QuerySet:
    """Who can have a request."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True, groups__name=COORDINATOR)
    return staff.order_by("first_name", "last_name", "username")


def here(day: date) -> QuerySet:
    """Coordinators who are not away on a day."""
    away = Absence.objects.filter(person=OuterRef("pk"), first_on__lte=day, last_on__gte=day)
    return coordinators().filter(~Exists(away))


def route_of(asked: Asked) -> Route:
    """By the first rule that fits; for everybody without one. One query where there are no rules."""
    reason = str(asked.topic_key or SOMETHING_ELSE)
    rules = RoutingRule.objects.prefetch_related("people")
    rule = next((each for each in rules if each.fits(reason, asked.language)), None)
    if rule is None:
        return Route()
    people = who_answers(rule.people.all(), localdate(database_clock()))
    return Route(tuple(people), rule.target_hours, is_by_rule=True)


def who_answers(named: Iterable[Any], day: date) -> list[Any]:
    """Those who are named and here, and for one who is not, the substitute of the publishing rules; nobody stands for everybody."""
    wanted = {person.pk for person in named}
    if not wanted:
        return []
    present = {person.pk: person for person in here(day)}
    found = wanted & present.keys()
    if found != wanted:
        found |= {Rules.current().substitute_id} & present.keys()
    return [present[pk] for pk in sorted(found)]


def names_of_answerers(day: date) -> ArraySubquery:
    """For whom each of some requests is, by name, of those who are here on that day: an expression, so that a list costs one query."""
    full_name = NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value(""))
    people = here(day).filter(requests_to_answer=OuterRef("pk"))
    return ArraySubquery(people.annotate(shown_as=Coalesce(full_name, "username")).values("shown_as"))


def for_person(person: Any) -> Q:
    """Requests that are for somebody, alone or with others."""
    return Q(Exists(get_user_model().objects.filter(pk=person.pk, requests_to_answer=OuterRef("pk"))))


def for_everyone(day: date) -> Q:
    """Requests for nobody who is here on that day: what is for somebody who has left waits for everybody."""
    return ~Q(Exists(here(day).filter(requests_to_answer=OuterRef("pk"))))
