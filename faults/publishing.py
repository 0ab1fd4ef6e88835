"""Publishes another headline of the home page whenever it reads a line, and prints it once it is committed.

python -m faults.publishing
"""

import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402

from practice.models import Practice  # noqa: E402
from publishing import actions  # noqa: E402
from publishing.roles import COORDINATOR  # noqa: E402


def publish(number: int) -> str:
    """A new edition of the practice, live at once; its headline."""
    editor, _created = get_user_model().objects.get_or_create(username="publishing", defaults={"is_staff": True})
    editor.groups.add(Group.objects.get(name=COORDINATOR))
    practice = Practice.objects.get()
    practice.tagline = f"Headline number {number}."
    practice.save()
    actions.publish(actions.keep(practice, by=editor), by=editor)
    return practice.tagline


if __name__ == "__main__":
    for count, _line in enumerate(sys.stdin):
        print(publish(count), flush=True)
