"""Headings: of the right level, with words, and real ones. The page and its parts have the first two levels; a text begins with h3."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from publishing.checks.finding import Finding
from publishing.checks.reading import Line, Reading, Text

LONGEST_HEADING = 12
_WORD = re.compile(r"\w")


def levels(reading: Reading) -> Iterator[Finding]:
    """No heading below the second level without one of the first before it, and none without words."""
    for text in reading.texts:
        has_first = False
        for line in text.lines:
            if line.tag not in ("h3", "h4"):
                continue
            if not _WORD.search(line.text):
                yield reading.finding(
                    "heading-empty", text, line, line.text, _("Write what stands below it, or remove it.")
                )
            elif line.tag == "h4" and not has_first:
                yield reading.finding(
                    "heading-order", text, line, line.text, _("Make it a heading of the first level (Heading 3).")
                )
            has_first = has_first or line.tag == "h3"


def bold(reading: Reading) -> Iterator[Finding]:
    """A short paragraph that is bold as a whole, with something below it."""
    for text in reading.texts:
        for line, below in zip(text.lines, text.lines[1:], strict=False):
            if _is_bold_heading(text, line) and below.tag != "th":
                yield reading.finding(
                    "heading-bold", text, line, line.text, _("Take the bold type away and make the line a heading.")
                )


def _is_bold_heading(text: Text, line: Line) -> bool:
    if not text.is_rich or line.tag != "p" or len(line.text.split()) > LONGEST_HEADING or line.text.endswith("."):
        return False
    bold_words = "".join(node.text() for node in line.node.elements("strong"))
    return bool(line.text) and "".join(bold_words.split()) == "".join(line.text.split())
