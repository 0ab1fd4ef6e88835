"""A text as people type it into a cell or a note, as rich text: paragraphs, line breaks and lists."""

from __future__ import annotations

import re
from itertools import groupby

_BLANK = re.compile(r"\n\s*\n\s*")
_ITEM = re.compile(r"\s*[-*•]\s+(?=\S)")
_BEFORE_ITEM = re.compile(rf"\n\s*\n(?={_ITEM.pattern})")
"""Items with blank lines between them are one list."""


def as_html(text: str) -> str:
    """A text without tags as HTML that is still to be cleaned.

    A blank line begins a paragraph, a single line break stays one, and lines that begin with "- " are a list.
    """
    lines = "\n".join(text.strip().splitlines())
    return "".join(map(_block, _BLANK.split(_BEFORE_ITEM.sub("\n", lines)))) if lines else ""


def _block(block: str) -> str:
    """Lines without a blank one between them."""
    grouped = groupby(block.split("\n"), key=lambda line: bool(_ITEM.match(line)))
    return "".join(_list(lines) if is_list else f"<p>{'<br>'.join(lines)}</p>" for is_list, lines in grouped)


def _list(lines) -> str:
    items = (f"<li>{_ITEM.sub('', line, count=1)}</li>" for line in lines)
    return f"<ul>{''.join(items)}</ul>"
