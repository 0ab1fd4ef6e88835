"""What is waiting for somebody: the lists of the staff start page, all of publishing's in one query.

Apps above publishing add theirs:

    desk.register(lambda user: [desk.WaitingList(…)])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Case, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import kinds, needs, submissions
from publishing.models import Document, Edition
from publishing.prepared import Open
from publishing.roles import has_role

SHOWN = 5
MOST_UNFILLED = 200
UNFILLED = "unfilled"


@dataclass(frozen=True)
class Item:
    """A line of a list. `url` is "" for somebody who may not open the page; `at` and `on` are a moment or a day, or neither."""

    text: str
    url: str
    note: str = ""
    when: Any = ""
    at: datetime | None = None
    on: date | None = None


@dataclass(frozen=True)
class WaitingList:
    """A heading with the first items under it. `count` is of all; `url` shows all. `urgency`: 0 to 100, the highest first."""

    slug: str
    heading: Any
    explanation: Any
    count: int
    items: list[Item]
    url: str
    urgency: int = 50

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.items)


_registered: list[Callable[[Any], Iterable[WaitingList]]] = []


def register(function: Callable[[Any], Iterable[WaitingList]]) -> None:
    """Add lists to the start page: the function gets the user, and costs at most one query. Called from an app's `ready`."""
    _registered.append(function)


def lists(user) -> list[WaitingList]:
    """What waits for this person, the most urgent first; lists with nothing in them are left out."""
    found = [*_publishing_lists(user), unfilled_list(user)]
    for function in _registered:
        found += function(user)
    return sorted((each for each in found if each and each.count), key=lambda each: -each.urgency)


def _publishing_lists(user) -> list[WaitingList]:
    """One query for all lists, the first rows of each with the count of all."""
    wanted = needs.for_person(user)
    if not wanted:
        return []
    rows = sorted(_rows(wanted, user), key=lambda row: row.slug)
    by_slug = {slug: list(group) for slug, group in groupby(rows, key=lambda row: row.slug)}
    return [_list(need, by_slug[need.slug], place, user) for place, need in enumerate(wanted) if need.slug in by_slug]


def _rows(wanted: list[needs.Need], user) -> list[needs.Row]:
    """The first rows of each list for this person."""
    statement, places = _statement(tuple(need.slug for need in wanted), timezone.get_current_timezone_name())
    given = {"user": lambda: user.pk, "approvable": lambda: submissions.approvable_keys(user)}
    left_open = {each.name for each in places if isinstance(each, Open)}
    values = {name: given[name]() for name in left_open}
    with connection.cursor() as cursor:
        cursor.execute(statement, [values[each.name] if isinstance(each, Open) else each for each in places])
        return [needs.Row(*values) for values in cursor.fetchall()]


@cache
def _statement(slugs: tuple[str, ...], time_zone: str) -> tuple[str, tuple[Any, ...]]:
    """The SQL of some lists with its parameters, put together once; days begin as they do in this time zone."""
    first, *others = [needs.get(slug).rows(needs.Anybody())[:SHOWN] for slug in slugs]
    return first.union(*others, all=True).query.sql_with_params()


def _list(need: needs.Need, rows: list[needs.Row], place: int, user) -> WaitingList:
    in_order = sorted(rows, key=lambda row: (row.at.timestamp() if row.at else 0, row.on or date.min))
    return WaitingList(
        slug=need.slug,
        heading=need.heading,
        explanation=need.explanation,
        count=rows[0].total,
        items=[item(need, row, user) for row in in_order],
        url=reverse("admin:needs", args=[need.slug]),
        urgency=90 - 5 * place,
    )


def item(need: needs.Need, row: needs.Row, user) -> Item:
    """A row as it is shown to this person."""
    kind = kinds.get(row.kind)
    name = kind.model._meta.verbose_name
    title = row.title or (_("New: %(kind)s") % {"kind": name} if row.document_id is None else str(name))
    return Item(title, url_of(kind, row.document_id, user), row.note, need.when, row.at, row.on)


def url_of(kind: kinds.Kind, document_id: int | None, user) -> str:
    """The form of a document, or of a new one of a kind; "" for somebody who may not open it."""
    meta = kind.model._meta
    if not user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
        return ""
    name = f"admin:{meta.app_label}_{meta.model_name}"
    return reverse(f"{name}_change", args=[document_id]) if document_id else reverse(f"{name}_add")


def change_url(document: Document) -> str:
    """The form in which staff edit a document."""
    meta = document.described_by.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[document.pk])


def unfilled_list(user, shown: int | None = SHOWN) -> WaitingList | None:
    """What complete documents would also have, as a list; None for somebody who could not fill it in."""
    if not (user.is_superuser or has_role(user, *needs.EDITORS)):
        return None
    items = [Item(title, url, ", ".join(map(str, missing))) for title, url, missing in unfilled()]
    return WaitingList(
        slug=UNFILLED,
        heading=_("Still to fill in"),
        explanation=_("The site works without these, and leaves their place out. Patients would like to know."),
        count=len(items),
        items=items[:shown],
        url=reverse("admin:needs", args=[UNFILLED]),
        urgency=5,
    )


def unfilled() -> list[tuple[str, str, list[str]]]:
    """What complete documents would also have, as (title, address, what is missing)."""
    found = []
    for edition in _with_gaps():
        if missing := edition.kind.unfilled(edition):
            found.append((edition.title, change_url(edition.document), missing))
    return found


def _with_gaps() -> QuerySet:
    """Live editions of the kinds that can say what is missing; those that stand around every page first."""
    gaps = [kind for kind in kinds.every() if type(kind).unfilled is not kinds.Kind.unfilled]
    everywhere = [kind.name for kind in gaps if kind.surrounds]
    live = Edition.objects.live().of_kind(*(kind.name for kind in gaps)).select_related("document", "review")
    first = Case(When(document__kind__in=everywhere, then=0), default=1)
    return live.defer("text", "headings", "other_names").order_by(first, "document__kind", "document_id")[
        :MOST_UNFILLED
    ]
