"""From what is typed to words."""

import pytest

from search.sounding import sound
from search.typed import split, tidied

ALIKE = [
    ("kyphoplasty", "kifoplasti"),
    ("kyphoplasty", "kyfoplasty"),
    ("phone", "fone"),
    ("allergies", "alergys"),
    ("anesthesia", "anestezia"),
    ("osteoporosis", "ostioporosis"),
    ("plavix", "plavics"),
    ("eliquis", "elikwis"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=[other for _one, other in ALIKE])
def test_spellings_that_sound_alike_are_one(one, other):
    assert sound(one) == sound(other)


def test_words_that_sound_otherwise_are_not_one():
    assert len({sound(word) for word in ("kyphoplasty", "vertebroplasty", "cement", "balloon")}) == 4


TYPED = {
    "  Broken\tback \n": "Broken back",
    "\u202ebroken\u202c": "broken",
    "ﬁx": "fix",
    "a\0b": "a b",
    "?!&|": "",
    "": "",
    "x" * 500: "x" * 200,
}


@pytest.mark.parametrize(("typed", "tidy"), TYPED.items(), ids=[f"text {n}" for n in range(len(TYPED))])
def test_what_was_typed_is_tidied(typed, tidy):
    assert tidied(typed) == tidy


def test_a_line_is_split_into_words():
    assert split("The doctor's X-ray, can’t I?") == ["the", "doctor", "x", "ray", "cant", "i"]
