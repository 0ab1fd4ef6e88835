"""A content as the checks read it: its texts in order, each in lines, each line in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from publishing.checks.finding import RULES, Finding
from publishing.checks.known import Known
from publishing.content import as_json
from publishing.html_tree import Node, parse
from publishing.models import Edition
from publishing.parts import Identity, Part, take_apart
from publishing.wording import RICH

NOT_PROSE = frozenset(
    """
    slug key kind topic about other_wordings procedures coordinator region aspect weekday opens closes drawing image width height
    name street city state postal_code email phone color emergency_number
    """.split()
)
"""Fields in which nobody writes sentences: choices, addresses, numbers and names."""

LINES = frozenset({"p", "h3", "h4", "li", "th", "td"})

_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[^\W_a-z])")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|Dr|Mr|Mrs|Ms|St|vs|No|approx|Fig)\.|\b[A-Z]\.)$")


@dataclass(frozen=True)
class Line:
    """A paragraph, an item, a heading, a cell, or a line of plain text (then without a node)."""

    number: int
    tag: str
    text: str
    node: Node | None = None

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of the line."""
        found: list[str] = []
        for piece in _END.split(self.text):
            if found and _NO_END.search(found[-1]):
                found[-1] += f" {piece}"
            elif piece:
                found.append(piece)
        return found

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Where its links go, and their words."""
        for link in self.node.elements("a") if self.node else ():
            yield link.attributes.get("href", ""), " ".join(link.text().split())

    def sentence_with(self, words: str) -> str:
        """The first sentence that has these words; the whole line where none has."""
        return next((sentence for sentence in self.sentences if words and words in sentence), self.text)


@dataclass(frozen=True)
class Text:
    """One field of the content that holds prose."""

    identity: Identity
    part: Part
    lines: tuple[Line, ...]

    @property
    def is_rich(self) -> bool:
        """Whether it has headings, lists and links."""
        return self.part.field in RICH

    @property
    def words(self) -> str:
        """All its lines."""
        return "\n".join(line.text for line in self.lines)


@dataclass
class Reading:
    """An edition's texts, and what has to be known to judge them."""

    edition: Edition
    known: Known
    texts: list[Text] = field(default_factory=list)
    parts: dict[Identity, Part] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language that it is written in."""
        return self.edition.language

    def lines(self) -> Iterator[tuple[Text, Line]]:
        """All lines, each with its text."""
        for text in self.texts:
            for line in text.lines:
                yield text, line

    def finding(self, rule: str, text: Text, line: Line, sentence: str, suggestion: str, others=()) -> Finding:
        """What a rule found in a line."""
        offset = max(line.text.find(sentence), 0)
        return Finding(
            RULES[rule], text.identity, text.part.name, line.number, sentence, str(suggestion), offset, tuple(others)
        )


def read(edition: Edition, known: Known) -> Reading:
    """Take an edition's content apart for the checks."""
    parts = take_apart(as_json(edition.reads)).values
    texts = [Text(identity, part, tuple(_lines(part))) for identity, part in parts.items() if _is_prose(part)]
    return Reading(edition, known, texts, parts)


def _is_prose(part: Part) -> bool:
    return part.field not in NOT_PROSE and not isinstance(part.value, bool | int | float | None)


def _lines(part: Part) -> Iterator[Line]:
    if part.field in RICH:
        yield from (Line(number, *found) for number, found in enumerate(_blocks(parse(part.value), ""), 1))
        return
    values = part.value if isinstance(part.value, list | tuple) else str(part.value).splitlines()
    yield from (Line(number, "", " ".join(str(value).split())) for number, value in enumerate(values, 1))


def _blocks(node: Node, tag: str) -> Iterator[tuple[str, str, Node]]:
    """The innermost blocks of a rich text: what it is, its words, its tree. A paragraph in an item is the item."""
    inner = [child for child in node.children if isinstance(child, Node) and _is_block(child)]
    if not inner:
        words = " ".join(node.text().replace("\n", " ").split())
        if words or node.tag in ("h3", "h4"):
            yield tag or "p", words, node
        return
    loose: list[Node | str] = []
    for child in [*node.children, None]:
        if child is not None and child not in inner:
            loose.append(child)
            continue
        if loose:
            yield from _blocks(Node("", {}, loose), tag)
        loose = []
        if child is not None:
            outer = tag if child.tag == "p" and tag else child.tag
            yield from _blocks(child, outer if outer in LINES else tag)


def _is_block(node: Node) -> bool:
    return node.tag in LINES or node.tag in ("ul", "ol", "table", "thead", "tbody", "tr")
