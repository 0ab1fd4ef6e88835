"""Publishes or withdraws whenever it reads a word, and prints what readers should see once it is committed; a process of its own.

    headline    another headline of the home page: prints it
    page        another plain page: prints its path
    withdraw    the newest of these pages is taken down: prints its path

python -m faults.publishing
"""

import sys
from itertools import count

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402

from practice.models import Page, Practice  # noqa: E402
from publishing import actions  # noqa: E402
from publishing.roles import COORDINATOR  # noqa: E402

SLUG = "for-a-while"
_numbers = count()


def editor():
    """Somebody who may publish wording."""
    found, _created = get_user_model().objects.get_or_create(username="publishing", defaults={"is_staff": True})
    found.groups.add(Group.objects.get(name=COORDINATOR))
    return found


def headline() -> str:
    """A new edition of the practice, live at once; its headline."""
    practice = Practice.objects.get()
    practice.tagline = f"Headline number {next(_numbers)}."
    practice.save()
    _publish(practice)
    return practice.tagline


def page() -> str:
    """A new plain page, live at once; its path."""
    slug = f"{SLUG}-{Page.objects.filter(slug__startswith=SLUG).count()}"
    _publish(Page.objects.create(title="For a while", slug=slug, body="<p>This page does not stay.</p>"))
    return f"/{slug}/"


def withdraw() -> str:
    """The newest of these pages is taken down; its path."""
    newest = Page.objects.filter(slug__startswith=SLUG).latest("pk")
    actions.withdraw(newest, by=editor())
    return f"/{newest.slug}/"


def _publish(document) -> None:
    by = editor()
    actions.publish(actions.keep(document, by=by), by=by)


WORDS = {"headline": headline, "page": page, "withdraw": withdraw}

if __name__ == "__main__":
    for word in sys.stdin:
        print(WORDS[word.strip()](), flush=True)
