"""The start page offers what met an ended session, to whoever typed it, however they came back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from publishing import desk
from staff.kept_saves import address_of, opened
from staff.models import KeptSave

MOST = 20
NAMES = ("title", "name", "text")
"""Fields that say what a form was about, the best first."""


def kept_list(user: Any) -> Iterable[desk.WaitingList]:
    """All that this person typed within the hour and that was not saved, as a list of the start page: one query."""
    waiting = list(KeptSave.objects.waiting().filter(user=user.pk).order_by("-kept_at")[:MOST])
    if not waiting:
        return []
    items = [desk.Item(_about(kept), address_of(kept), when=_("Typed"), at=kept.kept_at) for kept in waiting]
    return [
        desk.WaitingList(
            slug="kept-saves",
            heading=_("Typed when your session had ended"),
            explanation=_(
                "It was not saved. It is kept for an hour, for you alone: open it, look it over, and save it."
            ),
            count=len(items),
            items=items,
            url=items[0].url if len(items) == 1 else "#list-kept-saves",
            urgency=100,
        )
    ]


def _about(kept: KeptSave) -> str:
    """What a kept form was about, in its own words where it can still be opened."""
    typed = opened(kept)
    said = next((typed[name] for name in NAMES if typed.get(name)), "") if typed else ""
    return said[:80] or _("What you typed")


desk.register(kept_list)
