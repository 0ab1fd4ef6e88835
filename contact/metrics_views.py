"""The figures about requests, for coordinators and administrators: a plot that the server draws, and the same as tables."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contact.access import may_work
from contact.inbox_views import page
from contact.metrics import FEWEST, Figures, metrics
from contact.waiting import Clock
from publishing.roles import ADMINISTRATOR, has_role

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 220, 36, 190
GAP = 8


@dataclass(frozen=True)
class Bar:
    """A bar of the plot, in the plot's own units."""

    x: float
    y: float
    width: float
    height: float
    kind: str


def metrics_page(request: HttpRequest) -> HttpResponse:
    """What happened in the last weeks; nobody is in it."""
    if not (may_work(request.user) or has_role(request.user, ADMINISTRATOR)):
        raise PermissionDenied(_("Only coordinators and administrators see these figures."))
    found = metrics(Clock.now())
    highest = max([week.asked or 0 for week in found.weeks] + [1])
    context = {"metrics": found, "bars": bars(found.weeks, highest), "labels": _labels(found.weeks), "highest": highest}
    context |= {"fewest": FEWEST, "may_work": may_work(request.user)}
    return page(request, "metrics.html", title=_("Figures about requests"), **context)


def bars(weeks: list[Figures], highest: int) -> list[Bar]:
    """Two bars a week, side by side: asked and answered."""
    step = (WIDTH - LEFT) / len(weeks)
    width = (step - GAP) / 2
    found = []
    for place, week in enumerate(weeks):
        for side, (kind, count) in enumerate((("asked", week.asked), ("answered", week.answered))):
            height = round((BOTTOM - 10) * (count or 0) / highest, 1)
            x = round(LEFT + place * step + side * width, 1)
            found.append(Bar(x, BOTTOM - height, round(width, 1), height, kind))
    return found


def _labels(weeks: list[Figures]) -> list[tuple[float, str]]:
    step = (WIDTH - LEFT) / len(weeks)
    return [(round(LEFT + place * step, 1), week.name) for place, week in enumerate(weeks) if place % 2 == 0]
