"""On the starter content the right answer comes first within twelve keys of the telling word."""

import pytest
from django.core.management import call_command

from search.phone import answers
from tests.search.phone_phrases import PHRASES

pytestmark = pytest.mark.django_db

MOST_KEYS = 12


def keys_needed(before: str, telling: str, slug: str) -> int | None:
    """After how many letters of the telling word the right answer stands first and stays there; None where it never does."""
    needed = None
    for number in range(1, min(len(telling), MOST_KEYS) + 1):
        found = answers(f"{before} {telling[:number]}", language="en")
        is_first = bool(found) and found[0].hit.path.rstrip("/").endswith(f"/{slug}")
        needed = (needed or number) if is_first else None
    return needed


def test_the_right_answer_is_first_within_twelve_keys_for_all_twenty_phrases():
    call_command("load_starter")
    needed = {" ".join(phrase[:2]): keys_needed(*phrase) for phrase in PHRASES}
    assert len(needed) == 20
    assert {phrase: keys for phrase, keys in needed.items() if keys is None} == {}
