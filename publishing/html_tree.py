"""A small tree of a rich text, for those who have to look at more than its words. Reads what nh3 gives: well-formed HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr"})
DEEPEST = 40
"""Elements deeper than this are left out and their content stays: no text of ours is so deep, and nobody can exhaust the stack."""


@dataclass
class Node:
    """An element. Its children are elements and pieces of text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self, *tags: str) -> Iterator[Node]:
        """All elements within, in reading order; those with the given tags, where some are given."""
        for child in self.children:
            if isinstance(child, Node):
                if not tags or child.tag in tags:
                    yield child
                yield from child.elements(*tags)

    def text(self) -> str:
        """The words within."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [("", self.root)]

    def handle_starttag(self, tag: str, attrs) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        if len(self.open) > DEEPEST:
            node = self.open[-1][1]
        else:
            self.open[-1][1].children.append(node)
        if tag not in VOID:
            self.open.append((tag, node))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _node in self.open[1:]):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1][1].children.append(data)


def parse(html: str) -> Node:
    """The tree of a text, under a root without a tag."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def render(node: Node) -> str:
    """A tree as HTML, the way nh3 writes it."""
    inner = "".join(_escaped(child) if isinstance(child, str) else render(child) for child in node.children)
    if not node.tag:
        return inner
    attributes = "".join(f' {name}="{_escaped_value(value)}"' for name, value in node.attributes.items())
    return f"<{node.tag}{attributes}>" + ("" if node.tag in VOID else f"{inner}</{node.tag}>")


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _escaped_value(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
