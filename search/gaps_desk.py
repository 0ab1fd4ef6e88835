"""What patients looked for and did not find, on the start page of those who write answers."""

from __future__ import annotations

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publishing.desk import SHOWN, Item, WaitingList
from publishing.roles import may
from search.models import Gap

LIST = "admin:search_gap_changelist"


def lists(user) -> list[WaitingList]:
    """One list, one query: the gaps that wait, the most asked first."""
    if not may(user, "edit"):
        return []
    gaps = list(Gap.objects.waiting().annotate(total=Window(Count("pk")))[:SHOWN])
    if not gaps:
        return []
    return [
        WaitingList(
            slug="gaps",
            heading=_("What patients looked for and did not find"),
            explanation=_(
                "Searches without a result, calls, and answers that did not help. One click begins the answer."
            ),
            count=gaps[0].total,
            items=[_item(gap) for gap in gaps],
            url=reverse(LIST),
            urgency=49,
        )
    ]


def _item(gap: Gap) -> Item:
    asked = ngettext("%(count)s time", "%(count)s times", gap.times) % {"count": gap.times}
    url = reverse("admin:search_gap_change", args=[gap.pk])
    return Item(text=gap.words, url=url, note=asked, when=_("last on"), on=gap.last_on)
