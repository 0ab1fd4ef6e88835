"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publishing.models import Edition

_WORDS = re.compile(r"\S+|\n")


def words_changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Runs of words as ("same" | "removed" | "added", text), in reading order."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", " ".join(a[i1:i2])
            continue
        if i1 < i2:
            yield "removed", " ".join(a[i1:i2])
        if j1 < j2:
            yield "added", " ".join(b[j1:j2])


def changes(old: Edition | None, new: Edition) -> list[tuple[str, str]]:
    """What a reader will read differently. Without an older edition all of it is new."""
    return list(words_changed(_readable(old) if old else "", _readable(new)))


def _readable(edition: Edition) -> str:
    """The words of an edition, as one text."""
    return "\n".join(part for part in (edition.title, edition.other_names, edition.headings, edition.text) if part)
