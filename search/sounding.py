"""How a word sounds, roughly: two spellings that sound alike become one. Letters that people mix up, in English and Spanish."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = [
    (r"ph", "f"), (r"^kn", "n"), (r"^ps", "s"), (r"^x", "s"), (r"x", "ks"), (r"qu", "kv"), (r"ck|q", "k"), (r"sch|sh|ch", "x"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"), (r"th", "t"), (r"gh", "g"), (r"rh", "r"), (r"w", "v"),
    (r"ae|oe|ea|ee|ie|ei|ey|y", "i"), (r"ou|oo", "u"), (r"h", ""),
]  # fmt: skip
_RULES = [(re.compile(pattern), letters) for pattern, letters in _ALIKE]
_DOUBLED = re.compile(r"(.)\1+")
_UNSTRESSED = str.maketrans("eoui", "aaaa")


def sound(word: str) -> str:
    """A lower-case word as it sounds: "kifoplasty" and "kyphoplasty" are one."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.replace("ñ", "n")) if not unicodedata.combining(c))
    for pattern, letters in _RULES:
        plain = pattern.sub(letters, plain)
    return plain[:1] + _DOUBLED.sub(r"\1", plain[1:].translate(_UNSTRESSED))
