"""How long what nobody found is kept, and what goes when that is over."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from publishing.schedule import database_clock
from search.models import Feedback, Gap, GapWording, Pace
from search.models.gap import State

WORDINGS = timedelta(days=180)
"""Words that nobody has asked for half a year."""

DONE_WITH = timedelta(days=400)
"""Gaps that were closed or put aside, and verdicts: long enough to compare with the year before."""

COUNTERS = timedelta(hours=1)


def forget() -> str:
    """Throw away what is old. A chore; safe to run twice."""
    today = timezone.localdate(database_clock())
    Pace.objects.filter(minute__lt=Now() - COUNTERS).delete()
    GapWording.objects.filter(day__lt=today - WORDINGS).delete()
    Feedback.objects.filter(day__lt=today - DONE_WITH).delete()
    _unasked().filter(state=State.OPEN, page=None).delete()
    done = (
        _unasked()
        .filter(state__in=(State.CLOSED, State.DECLINED))
        .annotate(done_on=Coalesce("closed_on", "changed_on"))
    )
    done.filter(done_on__lt=today - DONE_WITH).delete()
    return ""


def _unasked() -> QuerySet[Gap]:
    """Gaps without any wording. One that was merged into another goes with that."""
    return Gap.objects.filter(wordings=None, merged_into=None)
