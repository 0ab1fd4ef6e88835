"""What somebody typed, as words: any text in, plain words out, no more than a line has."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Characters of a search that count; what comes after is left out."""

MOST_WORDS = LONGEST // 2
"""Words of a line: a search can have no more."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELISION = re.compile(r"['’](?:s|re|ll|ve|d|m)$|['’]")


def tidied(text: str) -> str:
    """What was typed in one line: no control characters, no marks of direction, one space between words, not too long.

    Empty where there is neither a letter nor a digit in it.
    """
    folded = unicodedata.normalize("NFKC", text[: LONGEST * 4])
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in folded if not _is_invisible(c))
    line = " ".join("".join(kept).split())[:LONGEST].strip()
    return line if _WORD.search(line) else ""


def split(line: str) -> list[str]:
    """The words of a tidied line, in lower case; "can't" is one word, "doctor's" is "doctor"."""
    return [_ELISION.sub("", word) for word in _WORD.findall(line.lower())][:MOST_WORDS]


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Cs", "Co", "Cn")
