"""References that can be read over the phone, made from the mark of what was sent: the same request, the same reference."""

from __future__ import annotations

import hashlib
import uuid

LETTERS = "BCDFGHJKLMNPRSTVWXY"
"""No vowels, so that no word comes of it, and none of I O Q Z, which are taken for 1, 0 and 2."""

DIGITS = "23456789"
LENGTH = 8


def reference_of(idem: str, attempt: int = 0) -> str:
    """Eight characters, each third one a digit. Another attempt gives another one, for when a reference is taken."""
    number = int.from_bytes(hashlib.sha256(f"reference/{idem}/{attempt}".encode()).digest())
    signs = []
    for place in range(1, LENGTH + 1):
        alphabet = LETTERS if place % 3 else DIGITS
        number, index = divmod(number, len(alphabet))
        signs.append(alphabet[index])
    return "".join(signs)


def spaced(reference: str) -> str:
    """As it is shown and read out: "BC4 FG7 HK"."""
    return " ".join(reference[start : start + 3] for start in range(0, len(reference), 3))


def id_of(idem: str) -> uuid.UUID:
    """The key of the row, known before the row is there: what is sealed is bound to it."""
    return uuid.UUID(bytes=hashlib.sha256(f"id/{idem}".encode()).digest()[:16])
