"""A fact of time stands beside the person who made it so: `approved_at` beside `approved_by`. The database refuses half a pair."""

from django.db.models import CheckConstraint, Q


def both_or_neither(table: str, fact: str) -> CheckConstraint:
    """A named constraint: `<fact>_at` is null exactly when `<fact>_by` is."""
    at, by = f"{fact}_at__isnull", f"{fact}_by__isnull"
    return CheckConstraint(
        condition=Q(**{at: True, by: True}) | Q(**{at: False, by: False}),
        name=f"{table}_{fact}_at_with_by",
    )
