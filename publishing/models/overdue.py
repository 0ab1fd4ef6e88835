"""Reviews and the calendar, as parts of a query: what day it is for the practice, how far a rule reaches, what readers are told."""

from __future__ import annotations

from django.db.models import BooleanField, Case, DateField, ExpressionWrapper, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now, TruncDate

from publishing.models.rules import Rules


def rule(name: str) -> Coalesce:
    """A rule in force as part of a query: what the practice chose, or else the default."""
    return Coalesce(Subquery(Rules.objects.filter(pk=1).values(name)), Rules._meta.get_field(name).default)


def today() -> TruncDate:
    """The day by the database's clock, in the practice's time zone."""
    return TruncDate(Now())


def days_ahead(count: Combinable) -> ExpressionWrapper:
    """The day so many days from today."""
    return ExpressionWrapper(today() + count, output_field=DateField())


def days_ago(count: Combinable) -> ExpressionWrapper:
    """The day so many days before today."""
    return ExpressionWrapper(today() - count, output_field=DateField())


def is_overdue() -> Case:
    """Whether a review is overdue by so much that readers are told. Text without a review is never overdue."""
    long_due = Q(clinical=True, review__next_review_on__lte=days_ago(rule("overdue_days")))
    return Case(When(long_due, then=Value(True)), default=Value(False), output_field=BooleanField())
