"""The lists of the inbox: which there are, what stands in them, and the exact search. Nothing in a list says who asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact import typed, waiting
from contact.access import record
from contact.inbox_filter import FILTERS, ForWhomFilter
from contact.models import ContactRequest
from contact.references import LENGTH
from contact.routing import names_of_answerers
from contact.states import RequestState, holder_of, state_of
from contact.waiting import Clock

A_PAGE = 50


@dataclass(frozen=True)
class InboxList:
    """A list by its name in the address. `is_worked`: its order is by urgency, else the newest come first.

    `is_shared`: what stands in it can be somebody's or everybody's to answer.
    """

    slug: str
    label: Any
    rows: Callable[[Clock, Any], QuerySet]
    is_worked: bool = True
    is_shared: bool = False

    def rows_for(self, whose: ForWhomFilter, clock: Clock, user: Any) -> QuerySet:
        """What stands in it, less what a filter leaves out."""
        found = self.rows(clock, user)
        return whose.rows(found, clock, user) if self.is_shared else found


def _done(clock: Clock, user) -> QuerySet:
    return ContactRequest.objects.in_play().filter(closed_at__isnull=False, erased_at__isnull=True)


def _put_aside(clock: Clock, user) -> QuerySet:
    return ContactRequest.objects.put_aside().filter(erased_at__isnull=True)


LISTS = {
    each.slug: each
    for each in (
        InboxList("open", gettext_lazy("Open"), lambda clock, user: ContactRequest.objects.open(), is_shared=True),
        InboxList("overdue", gettext_lazy("Overdue"), lambda clock, user: waiting.overdue(clock), is_shared=True),
        InboxList("unclaimed", gettext_lazy("Unclaimed"), lambda clock, user: waiting.unclaimed(clock), is_shared=True),
        InboxList(
            "mine", gettext_lazy("Mine"), lambda clock, user: ContactRequest.objects.open().filter(claimed_by=user)
        ),
        InboxList(
            "again", gettext_lazy("Call again now"), lambda clock, user: waiting.to_call_again(clock), is_shared=True
        ),
        InboxList("aside", gettext_lazy("Put aside"), _put_aside, False),
        InboxList("done", gettext_lazy("Closed"), _done, False),
        InboxList(
            "to-erase",
            gettext_lazy("To be erased"),
            lambda clock, user: ContactRequest.objects.filter(erasable_at__isnull=False, erased_at__isnull=True),
            False,
        ),
    )
}


@dataclass(frozen=True)
class Line:
    """A request as a list shows it. `meant_for` are names; nobody's for everybody."""

    request: ContactRequest
    state: RequestState
    holder: Any
    waited: timedelta
    due: datetime | None
    is_late: bool
    meant_for: tuple[str, ...] = ()


def line(request: ContactRequest, clock: Clock, meant_for: Iterable[str] = ()) -> Line:
    """One line, as of a moment."""
    is_open = not request.closed_at and not request.is_put_aside()
    return Line(
        request=request,
        state=state_of(request, clock.at),
        holder=holder_of(request, clock.at) if is_open else None,
        waited=clock.waited(request),
        due=clock.due(request) if is_open else None,
        is_late=clock.is_late(request),
        meant_for=tuple(meant_for),
    )


def page(which: InboxList, whose: ForWhomFilter, number: str, clock: Clock, user) -> tuple[Page, list[Line]]:
    """A page of a list."""
    rows = which.rows_for(whose, clock, user)
    rows = waiting.by_urgency(rows, clock) if which.is_worked else rows.order_by("-asked_at", "reference")
    shown = Paginator(rows, A_PAGE).get_page(number)
    return shown, lines(shown.object_list, clock)


def lines(requests: QuerySet, clock: Clock) -> list[Line]:
    """Each with how often somebody has called, and for whom it is; what is sealed is not even read."""
    found = requests.select_related("claimed_by").annotate(calls=Count("attempts"))
    found = found.annotate(meant_for=names_of_answerers(timezone.localdate(clock.at)))
    return [line(each, clock, each.meant_for) for each in found.defer("sealed", "consent_text")]


def counts(which: InboxList | None, whose: ForWhomFilter, clock: Clock, user) -> tuple[dict[str, int], dict[str, int]]:
    """How many stand in each list that somebody works, and in one of them for whom, in one query."""
    rows = {slug: each.rows_for(whose, clock, user) for slug, each in LISTS.items() if slug != "done"}
    if which and which.is_shared:
        rows |= {f"for-{slug}": which.rows_for(each, clock, user) for slug, each in FILTERS.items()}
    counted = _count_each(rows)
    return counted, {slug: counted[f"for-{slug}"] for slug in FILTERS if f"for-{slug}" in counted}


def _count_each(rows: dict[str, QuerySet]) -> dict[str, int]:
    """How many stand in each of these, in one query."""
    wanted = {slug.replace("-", "_"): Count("pk", filter=Q(pk__in=each.values("pk"))) for slug, each in rows.items()}
    found = ContactRequest.objects.aggregate(**wanted)
    return {slug: found[slug.replace("-", "_")] for slug in rows}


def due_today(clock: Clock) -> QuerySet:
    """Open, and not agreed to be called on a later day."""
    tomorrow = timezone.localtime(clock.at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return ContactRequest.objects.open().exclude(next_call_at__gte=tomorrow)


def search(term: str, *, by) -> QuerySet:
    """By reference, telephone number or e-mail address, exactly. The look is written down, without what was looked for.

    Raises ValidationError for what is none of them.
    """
    term = typed.line(term.replace("\0", ""))[:200]
    way, found = _found(term)
    record("searched", by=by, count=found.count(), why=way)
    return found.order_by("-asked_at", "reference")[:A_PAGE]


def of_reference(term: str) -> QuerySet:
    """The request with this reference, however it is spaced, or told so because another had it already."""
    reference = re.sub(r"[\s.-]", "", term).upper()
    return (
        ContactRequest.objects.filter(Q(reference=reference) | Q(also_told=reference))
        if reference
        else ContactRequest.objects.none()
    )


def _found(term: str) -> tuple[str, QuerySet]:
    if "@" in term:
        return "by e-mail", ContactRequest.objects.from_email(term)
    reference = re.sub(r"[\s.-]", "", term)
    if len(reference) == LENGTH and re.search("[A-Za-z]", reference):
        return "by reference", of_reference(term)
    try:
        return "by phone", ContactRequest.objects.from_phone(typed.phone(term)[0])
    except ValidationError:
        raise ValidationError(
            _("Search for a whole reference, telephone number or e-mail address. Nothing else can be searched.")
        ) from None
