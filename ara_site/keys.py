"""No start with keys that do not open what is in the database: text would seem lost, and more would be sealed with the wrong key."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import Error


def check() -> None:
    """Raise ImproperlyConfigured with a sentence for each wrong key. A database that is away is asked later, by /healthz/ready."""
    try:
        problems = apps.get_model("sealing.KeySentinel").objects.problems()
    except Error:
        return
    if problems:
        raise ImproperlyConfigured("\n".join(["The site cannot start:", *(f"- {line}" for line in problems)]))
