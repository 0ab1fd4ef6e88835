"""What the worker throws away: texts whose hour is over, tries that count no longer, sessions and links that have ended."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from deliveries import chores
from staff.models import AccessLink, KeptSave, Tries


def forget_what_is_over() -> str:
    """A chore of the worker: safe to run twice, and at once with another."""
    KeptSave.objects.over().delete()
    AccessLink.objects.filter(ends_at__lt=Now() - timedelta(days=1)).delete()
    Session.objects.filter(expire_date__lt=Now()).delete()
    Tries.forget_old()
    return ""


chores.register("forget_what_is_over", every=timedelta(minutes=30), run=forget_what_is_over)
