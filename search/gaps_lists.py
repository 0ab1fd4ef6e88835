"""The lists of gaps: which there are, what stands in them, and what is shown of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from search.models import Feedback, Gap, GapWording, Source, Verdict
from search.models.gap import SHOWN_FROM, WAITING, State


@dataclass(frozen=True)
class GapList:
    """A list: its name in the address, what it is called, and which gaps stand in it."""

    slug: str
    label: Any
    of: Callable[[], Q]


LISTS = {
    each.slug: each
    for each in (
        GapList("waiting", _("Waiting"), lambda: Q(state__in=WAITING, times__gte=SHOWN_FROM)),
        GapList("started", _("Being answered"), lambda: Q(state=State.STARTED)),
        GapList("closed", _("Closed"), lambda: Q(state=State.CLOSED)),
        GapList("declined", _("Not for this site"), lambda: Q(state=State.DECLINED)),
    )
}


@dataclass(frozen=True)
class Where:
    """A filter: where it was asked."""

    slug: str
    label: Any
    of: Callable[[], Q]


def _asked(source: Source) -> Q:
    return Q(Exists(GapWording.objects.filter(gap=OuterRef("pk"), source=source)))


WHERE = {
    each.slug: each
    for each in (
        Where("search", _("Searched"), lambda: _asked(Source.SEARCH)),
        Where("phone", _("Asked by phone"), lambda: _asked(Source.PHONE)),
        Where("page", _("Answers that did not help"), lambda: Q(page__isnull=False)),
    )
}


def rows(which: GapList, where: Where | None) -> QuerySet[Gap]:
    """The gaps of a list, each with `ever`: how often it was asked, answered since or not, and `different`: in how many wordings."""
    found = Gap.objects.shown().filter(which.of())
    if where:
        found = found.filter(where.of())
    found = found.annotate(ever=Sum("wordings__times"), different=Count("wordings__words", distinct=True))
    found = found.select_related("answer", "changed_by")
    return found.order_by("-closed_on", "-pk") if which.slug == "closed" else found.ranked()


def counts() -> dict[str, int]:
    """How many gaps stand in each list. One query."""
    wanted = {each.slug: Count("pk", filter=each.of()) for each in LISTS.values()}
    return Gap.objects.shown().aggregate(**wanted)


def wordings(gap: Gap) -> list[dict[str, Any]]:
    """The wordings of a gap, the most frequent first: words, where, count, last, settled, is_found (None: not tried)."""
    grouped = GapWording.objects.filter(gap=gap).values("words", "source", "settled", "is_found")
    found = list(grouped.annotate(count=Sum("times"), last=Max("day")).order_by("settled", "-count", "words", "source"))
    return [row | {"where": Source(row["source"]).label} for row in found]


def verdicts(gap: Gap) -> list[tuple[str, int]]:
    """What readers say of the text that is live on a gap's page, and how often."""
    if not (gap.page_id and gap.tried_with_id):
        return []
    rows_ = Feedback.objects.filter(edition=gap.tried_with_id).exclude(verdict=Verdict.PHONE).values("verdict")
    return [
        (Verdict(row["verdict"]).label, row["count"]) for row in rows_.annotate(count=Sum("times")).order_by("-count")
    ]
