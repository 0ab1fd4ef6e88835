"""Lists as word processors write them: paragraphs that only look like items become a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publishing.html_tree import Node

_LEVEL = re.compile(r"mso-list:\s*\w+\s+level(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_BULLET = re.compile(r"(?:[\s\u00a0]*[·•▪‣◦●∙][\s\u00a0]*)+")
_WORD_BULLET = re.compile(r"[\s\u00a0]*[·•▪‣◦●∙§oØüq\-–][\s\u00a0]+")
_NUMBER = re.compile(r"[\s\u00a0]*\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)][\s\u00a0]*", re.IGNORECASE)


CONTAINERS = ("div", "section", "article", "main", "td")
"""Where such paragraphs stand. Within a list there is one already."""


@dataclass
class _Item:
    """A paragraph that is an item: how deep, in which list, and without its mark."""

    level: int
    tag: str
    paragraph: Node


def with_lists(node: Node) -> Node:
    """The same tree with runs of such paragraphs as `ul` and `ol`. Changes it in place."""
    children: list[Node | str] = []
    run: list[_Item] = []
    for child in node.children:
        if isinstance(child, str) and not child.strip() and run:
            continue
        item = _item(child) if isinstance(child, Node) and child.tag == "p" else None
        if item:
            run.append(item)
            continue
        is_container = isinstance(child, Node) and child.tag in CONTAINERS
        children += [*_lists(run), with_lists(child) if is_container else child]
        run = []
    node.children = [*children, *_lists(run)]
    return node


def _item(paragraph: Node) -> _Item | None:
    """What the paragraph is as an item; None for any other paragraph."""
    level = _LEVEL.search(paragraph.attributes.get("style", ""))
    is_words = bool(level) or paragraph.attributes.get("class", "").startswith("MsoList")
    marks = [span for span in paragraph.elements("span") if _IGNORED.search(span.attributes.get("style", ""))]
    mark = marks[0].text() if marks else ""
    for span in marks:
        span.children = []
    if is_words and not mark:
        mark = _take(paragraph, _NUMBER) or _take(paragraph, _WORD_BULLET)
    if not mark:
        mark = _take(paragraph, _BULLET)
    if not mark and not level:
        return None
    tag = "ol" if _NUMBER.fullmatch(mark) and not _WORD_BULLET.fullmatch(mark + " ") else "ul"
    return _Item(int(level[1]) if level else 1, tag, paragraph)


def _take(node: Node, mark: re.Pattern[str]) -> str:
    """Cut the mark off the beginning of the words, and return it; "" where they begin otherwise."""
    for place, child in enumerate(node.children):
        if isinstance(child, Node):
            if taken := _take(child, mark):
                return taken
            if child.text().strip():
                return ""
        elif child.strip():
            if found := mark.match(child):
                node.children[place] = child[found.end() :]
                return found[0]
            return ""
    return ""


def _lists(run: list[_Item]) -> Iterator[Node]:
    """The lists that a run of items makes, deeper ones inside the item before them."""
    while run:
        first = run[0]
        same = [place for place, item in enumerate(run) if item.level <= first.level]
        items, tag = Node(first.tag), first.tag
        end = next((p for p in same if run[p].level < first.level or run[p].tag != tag), len(run))
        starts = [place for place in same if place < end]
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            items.children.append(Node("li", {}, [run[start].paragraph, *_lists(run[start + 1 : stop])]))
        yield items
        run = run[end:]
