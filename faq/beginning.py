"""A new question out of the words in which patients ask it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from django.utils.text import slugify

from faq.models import Question
from publishing.models import Address

LONGEST_SLUG = 80
"""Leaves room for a number behind it."""


def begin_question(words: str, *, wordings: Iterable[str], language: str) -> Question:
    """A draft without an answer: the words as its title, the others as what it is also asked as."""
    title = " ".join(words.split())[: Question._meta.get_field("title").max_length]
    others = dict.fromkeys(other for each in wordings if (other := " ".join(each.split())) and other != title)
    return Question.objects.create(
        title=title[:1].upper() + title[1:],
        slug=_free_slug(title),
        language=language,
        other_wordings="\n".join(others),
    )


def _free_slug(title: str) -> str:
    """An address that no question has or had; "question" where the title has no letters for one."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "question"
    others = set(Question.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken = Address.objects.filter(path__startswith=f"/faq/*/{wanted}").values_list("path", flat=True)
    others |= {path.split("/")[-2] for path in taken}
    if wanted not in others:
        return wanted
    return next(slug for number in count(2) if (slug := f"{wanted}-{number}") not in others)
