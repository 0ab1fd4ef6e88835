"""What of the requests waits for somebody, on the start page of coordinators. Who asks stands in none of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Value, Window
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from contact import inbox_lists, retention
from contact.access import may_work
from contact.inbox_filter import TO_ANSWER
from contact.models import ContactRequest
from contact.references import spaced
from contact.waiting import Clock, by_urgency
from publishing.desk import SHOWN, Item, WaitingList

ROUTED = "unclaimed"
"""The list of which one sees what one should answer: for oneself or for everybody. What was promised and is due is everybody's."""
INBOX = "admin:contact_contactrequest_changelist"


def lists(user) -> list[WaitingList]:
    """Lists for a coordinator, and none for anybody else: one query, and one for the time."""
    if not may_work(user):
        return []
    clock = Clock.now()
    found = _first_of_each({slug: _rows(slug, clock, user) for slug, *_rest in _wanted()}, clock)
    return [
        WaitingList(f"requests-{slug}", heading, explanation, *found[slug], _url(slug), urgency)
        for slug, urgency, heading, explanation in _wanted()
        if slug in found
    ]


def _wanted() -> list[tuple[str, int, str, str]]:
    return [
        (
            "forgotten",
            100,
            _("Requests that nobody has handled"),
            _("They are older than requests are kept, and are never erased before somebody has handled them."),
        ),
        ("overdue", 99, _("Requests that wait too long"), _("These patients were promised a call before now.")),
        ("again", 98, _("Patients to call again now"), _("The time that was agreed has come.")),
        ("unclaimed", 97, _("Requests that nobody has"), _("Take the most urgent one first.")),
        ("mine", 60, _("Requests that you have"), _("You have claimed them.")),
        ("aside", 40, _("Requests put aside by the site"), _("Look whether a patient is among what it took for spam.")),
        ("to-erase", 10, _("Requests to be erased"), _("What must be kept by law can still be kept.")),
    ]


def _rows(slug: str, clock: Clock, user: Any) -> QuerySet:
    own = {"forgotten": lambda: retention.forgotten(clock.at, clock.kept_for), "aside": _unseen}
    if slug in own:
        return own[slug]()
    found = inbox_lists.LISTS[slug].rows(clock, user)
    return TO_ANSWER.rows(found, clock, user) if slug == ROUTED else found


def _first_of_each(rows: dict[str, QuerySet], clock: Clock) -> dict[str, tuple[int, list[Item]]]:
    """How many stand in each list that is not empty, and the most urgent of them: one query for all."""
    columns = ("slug", "rank", "when", "reference", "pk", "asked_at", "total")
    parts = [
        by_urgency(each, clock).annotate(slug=Value(slug), total=Window(Count("pk"))).values_list(*columns)[:SHOWN]
        for slug, each in rows.items()
    ]
    found: dict[str, tuple[int, list[Item]]] = {}
    for slug, _rank, _when, reference, pk, asked_at, total in sorted(parts[0].union(*parts[1:], all=True)):
        url = reverse("admin:contact_contactrequest_change", args=[pk])
        item = Item(text=spaced(reference), url=url, when=_("asked"), at=asked_at)
        found.setdefault(slug, (total, []))[1].append(item)
    return found


def _url(slug: str) -> str:
    query = {"show": "open" if slug == "forgotten" else slug}
    if slug == ROUTED:
        query["for"] = TO_ANSWER.slug
    return f"{reverse(INBOX)}?{urlencode(query)}"


def _unseen() -> QuerySet:
    """What the site put aside, and nobody has called spam so far."""
    return ContactRequest.objects.put_aside().filter(put_aside_at__isnull=True, erased_at__isnull=True)
