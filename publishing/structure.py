"""What makes a rich text well built: paragraphs, headings of two levels, lists of items, tables with headers, and no empty parts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publishing.html_tree import Node

INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a", "abbr": "abbr", "br": "br", "span": ""}
"""Elements within a line, and what they are kept as; "" where only their words are."""

HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
"""A page and its parts have the first two levels themselves."""

DEEPEST_LIST = 3
SCOPES = ("col", "row", "colgroup", "rowgroup")
WIDEST_SPAN = 20

_SPACE = re.compile(r"\s+")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


def tidied(root: Node) -> Node:
    """The same words in a tree of the elements above, each where it belongs."""
    return Node("", {}, list(_blocks(root)))


def _blocks(node: Node, inside: str = "", lists: int = 0) -> list[Node]:
    """The blocks within a container; words that stand loose are paragraphs."""
    found: list[Node] = []
    loose: list[Node | str] = []
    for child in node.children:
        if _is_inline(child):
            loose.append(child)
            continue
        found += [*_line("p", loose), *_block(child, inside, lists)]
        loose = []
    return [*found, *_line("p", loose)]


def _block(node: Node, inside: str, lists: int) -> list[Node]:
    if node.tag in ("ul", "ol") and lists < DEEPEST_LIST:
        return _list(node, lists + 1)
    if node.tag == "table" and not inside:
        return _table(node)
    if not all(map(_is_inline, node.children)):
        return _blocks(node, inside, lists)
    if node.tag in HEADINGS and not inside:
        return _line(HEADINGS[node.tag], node.children, without={"strong"})
    return _line("p", node.children)


def _list(node: Node, lists: int) -> list[Node]:
    items: list[Node] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag in ("ul", "ol") and items and lists < DEEPEST_LIST:
            items[-1].children = [*_as_blocks(items[-1]), *_list(child, lists + 1)]
            continue
        inner = child if isinstance(child, Node) and child.tag == "li" else Node("li", {}, [child])
        if content := _content(inner, "li", lists):
            items.append(Node("li", {}, content))
    return [Node(node.tag, {}, items)] if items else []


def _as_blocks(item: Node) -> list[Node]:
    """The content of an item that is finished, as blocks."""
    return item.children if not any(map(_is_inline, item.children)) else [Node("p", {}, item.children)]


def _content(node: Node, inside: str, lists: int) -> list[Node | str]:
    """What stands in an item or a cell: a line of words, or blocks."""
    if all(map(_is_inline, node.children)):
        return _words(node.children)
    return list(_blocks(node, inside, lists))


def _table(node: Node) -> list[Node]:
    """A table whose headers say so. One with a single cell is no table."""
    captions = [line for caption in node.elements("caption") for line in _blocks(caption, "td")]
    head, body = [], []
    for row, is_head in _rows(node):
        cells = [_cell(cell) for cell in row.children if isinstance(cell, Node) and cell.tag in ("th", "td")]
        if any(cell.text().strip() for cell in cells):
            (head if is_head else body).append(Node("tr", {}, cells))
    rows = [*head, *body]
    if sum(len(row.children) for row in rows) < 2:
        return [*captions, *(block for row in rows for cell in row.children for block in _as_blocks(cell))]
    _name_headers(rows)
    parts = [Node(tag, {}, part) for tag, part in (("thead", head), ("tbody", body)) if part]
    return [*captions, Node("table", {}, parts)]


def _rows(node: Node, is_head: bool = False) -> Iterable[tuple[Node, bool]]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child, is_head
            elif child.tag in ("thead", "tbody", "tfoot"):
                yield from _rows(child, child.tag == "thead")


def _cell(node: Node) -> Node:
    attributes = {"scope": node.attributes["scope"]} if node.attributes.get("scope") in SCOPES else {}
    for name in ("colspan", "rowspan"):
        value = node.attributes.get(name, "")
        if value.isascii() and value.isdigit() and 1 < int(value) <= WIDEST_SPAN:
            attributes[name] = str(int(value))
    return Node(node.tag, attributes if node.tag == "th" else _without_scope(attributes), _content(node, "td", 0))


def _without_scope(attributes: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in attributes.items() if name != "scope"}


def _name_headers(rows: list[Node]) -> None:
    """Without any header the first row becomes them; each header says whether it stands over a column or beside a row."""
    if len(rows) > 1 and not any(cell.tag == "th" for row in rows for cell in row.children):
        for cell in rows[0].children:
            cell.tag = "th"
    for row in rows:
        for cell in row.children:
            if cell.tag == "th" and "scope" not in cell.attributes:
                cell.attributes = {"scope": "col" if row is rows[0] else "row", **cell.attributes}


def _is_inline(child: Node | str) -> bool:
    """Whether it stands within a line, with all that is in it."""
    return isinstance(child, str) or (child.tag in INLINE and all(each.tag in INLINE for each in child.elements()))


def _line(tag: str, children: Iterable[Node | str], without: Iterable[str] = ()) -> list[Node]:
    """One block of words; nothing where there are none."""
    words = _words(children, frozenset(without))
    return [Node(tag, {}, words)] if words else []


def _words(children: Iterable[Node | str], without: frozenset[str] = frozenset()) -> list[Node | str]:
    """Words with their marks, single spaces between them and none around them."""
    line = Node("", {}, _marked(children, without))
    _squeeze(line, "start")
    _squeeze(line, "end")
    while line.children and _is_nothing(line.children[0]):
        line.children.pop(0)
    while line.children and _is_nothing(line.children[-1]):
        line.children.pop()
    return line.children if line.text().strip() else []


def _is_nothing(child: Node | str) -> bool:
    return not child if isinstance(child, str) else child.tag == "br"


def _marked(children: Iterable[Node | str], around: frozenset[str]) -> list[Node | str]:
    """Marks under their names; none twice, none over nothing, no link without a target, no abbreviation without its meaning."""
    found: list[Node | str] = []
    for child in children:
        if isinstance(child, str):
            found.append(_SPACE.sub(" ", child.translate(_UNSEEN)))
            continue
        tag, said = INLINE[child.tag], _said(child)
        if tag == "br":
            found.append(Node("br"))
        elif not tag or tag in around or said is None or not child.text().translate(_UNSEEN).strip():
            found += _marked(child.children, around)
        else:
            found.append(Node(tag, said, _marked(child.children, around | {tag})))
    return found


def _said(node: Node) -> dict[str, str] | None:
    """The attribute without which a link or an abbreviation is none; None where it is missing."""
    needed = {"a": "href", "abbr": "title"}.get(node.tag)
    if not needed:
        return {}
    value = _SPACE.sub(" ", node.attributes.get(needed, "").translate(_UNSEEN)).strip()
    return {needed: value} if value else None


def _squeeze(line: Node, edge: str) -> None:
    """Take away spaces that follow a space, a line break or the start ("start"); or that stand before a break or the end ("end")."""
    bare = True

    def walk(node: Node) -> None:
        nonlocal bare
        places = range(len(node.children)) if edge == "start" else reversed(range(len(node.children)))
        for place in places:
            child = node.children[place]
            if isinstance(child, Node):
                if child.tag == "br":
                    bare = True
                else:
                    walk(child)
            elif child:
                if bare:
                    child = child.lstrip(" ") if edge == "start" else child.rstrip(" ")
                    node.children[place] = child
                if child:
                    bare = child.endswith(" ") if edge == "start" else False

    walk(line)
