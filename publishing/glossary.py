"""What can be done with the glossary that staff keep: each change is an event, as any change of what is written here is."""

from __future__ import annotations

import hashlib

from django.db import transaction

from publishing.ledger import record
from publishing.models import Term
from publishing.permissions import check_role

SAID = ("term", "language", "meaning", "also")
"""All that an entry says."""


@transaction.atomic
def define(term: Term, *, by) -> Term:
    """Store an entry, new or changed; the event has what it says now, and what it said where that was something else."""
    check_role(by, "define")
    before = Term.objects.select_for_update().filter(pk=term.pk).first()
    was = (
        {name: getattr(before, name) for name in SAID if getattr(before, name) != getattr(term, name)} if before else {}
    )
    if before and not was:
        return before
    term.save()
    record("define", by=by, **_said(term), **({"was": was} if was else {}))
    return term


@transaction.atomic
def remove(term: Term, *, by) -> None:
    """Take an entry out of the glossary; the event has what it said."""
    check_role(by, "define")
    held = Term.objects.select_for_update().get(pk=term.pk)
    record("remove_term", by=by, **_said(held))
    held.delete()


def mark(term: Term) -> str:
    """Equal for entries that say the same."""
    return hashlib.sha256("\0".join(_said(term).values()).encode()).hexdigest()[:20]


def _said(term: Term) -> dict[str, str]:
    return {name: getattr(term, name) for name in SAID}
