"""Copies of the practice's telephone numbers in a text, in whatever spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from publishing.checks.finding import Finding
from publishing.checks.reading import Reading

_NUMBER = re.compile(r"(?<![\w])\+?\(?\d(?:[\s().\-–—/·\u2011]{0,3}\d){6,14}(?!\w)")
LOCAL_DIGITS = 7
"""What is dialled without the area code."""


def copies(reading: Reading) -> Iterator[Finding]:
    """A number in the words, or behind a link; one finding a sentence."""
    for text, line in reading.lines():
        linked = {words for href, words in line.links if href.startswith("tel:") and _is_ours(href, reading)}
        for sentence in line.sentences or [line.text]:
            written = any(_is_ours(found[0], reading) for found in _NUMBER.finditer(sentence))
            if written or any(words and words in sentence for words in linked):
                yield reading.finding(
                    "phone-copy",
                    text,
                    line,
                    sentence,
                    _("Take the number out and say who to call, for example “Call the coordinator”."),
                )


def _is_ours(written: str, reading: Reading) -> bool:
    digits = re.sub(r"\D", "", written)
    return any(
        number and (digits.endswith(number) or (len(digits) == LOCAL_DIGITS and number.endswith(digits)))
        for number in reading.known.numbers
    )
