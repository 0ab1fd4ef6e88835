"""Rich text: what staff may write, how it is cleaned, and how links to documents are kept and shown.

A link to a document of the site is kept as `document:<key>`, with `#<part>` behind it for a part of its page, and shown as the
address that the document has at that moment.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

import nh3
from django.conf import settings

from publishing import kinds, structure
from publishing.html_tree import parse, render
from publishing.live import LiveSet
from publishing.models import Address
from publishing.word_lists import with_lists

TAGS = {
    *("p", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "abbr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    "*": set(),
    "a": {"href"},
    "abbr": {"title"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
SCHEMES = {"http", "https", "mailto", "tel", "document"}
BLOCKS = {"p", "h3", "h4", "ul", "ol", "li", "br", "table", "tr", "th", "td"}

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_KEY = re.compile(r"document:([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(#[-\w]+)?\Z")


TYPED_TAGS = (
    TAGS
    | set(structure.INLINE)
    | set(structure.HEADINGS)
    | {
        *(
            "div",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "aside",
            "nav",
            "address",
            "blockquote",
            "center",
            "pre",
        ),
        *("figure", "figcaption", "dl", "dt", "dd", "caption", "tfoot", "hr"),
    }
)
"""What is looked at before it becomes one of the tags above: other people's blocks, whose words must not run together."""

TYPED_ATTRIBUTES = ATTRIBUTES | {"p": {"class", "style"}, "span": {"style"}}
"""How word processors mark an item of a list."""

DROPPED = {"script", "style", "title", "xml", "noscript", "template", "iframe", "object", "svg", "math"}
"""Elements that go with all that is in them."""


def clean(html: str) -> str:
    """Only the tags, attributes and link schemes above, each where it belongs, and no empty parts. Cleaning twice changes nothing."""
    typed_html = nh3.clean(
        html,
        tags=TYPED_TAGS,
        attributes=TYPED_ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=DROPPED,
    )
    tree = structure.tidied(with_lists(parse(typed_html)))
    # Once more: a line that stood loose before may be an item.
    return safe(render(structure.tidied(with_lists(tree))))


@lru_cache(maxsize=4096)
def safe(html: str) -> str:
    """Only the tags, attributes and link schemes above: the last word on any text before it is kept, and before it is shown."""
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags=DROPPED,
    ).strip()
    return "" if not plain(cleaned) else cleaned


class _Plain(HTMLParser):
    """Collects the text, with a line break where a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, ())


def plain(html: str) -> str:
    """The words alone, a line for each block."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line)


def hrefs(html: str) -> list[str]:
    """Where the links of a cleaned text go, in order."""
    return [unescape(match[1]) for match in _LINK.finditer(html)]


def key_of(href: str) -> UUID | None:
    """The key of the document that a kept link names; None for any other link."""
    match = _KEY.match(href)
    return UUID(match[1]) if match else None


def keys_in(html: str) -> list[UUID]:
    """The keys of the documents that a cleaned text links to, in order."""
    return [UUID(match[1]) for href in hrefs(html) if (match := _KEY.match(href))]


def shown(html: str, live: LiveSet) -> str:
    """A kept text as readers get it: cleaned once more, links resolved; plain words where the target is not live."""

    def resolve(match: re.Match[str]) -> str:
        href = unescape(match[1])
        if not href.startswith("document:"):
            return match[0]
        key = _KEY.match(href)
        path = live.path_of(UUID(key[1])) if key else ""
        return f'<a href="{escape(path + (key[2] or ""))}">{match[2]}</a>' if path else match[2]

    return _LINK.sub(resolve, safe(html))


def kept(html: str) -> str:
    """A typed text as it is kept: cleaned, links to addresses of this site turned into keys."""
    cleaned = clean(html)
    targets = {href: _own_address(href) for href in hrefs(cleaned)}
    known = dict(
        Address.objects.filter(path__in=[a for a in targets.values() if a]).values_list("path", "document__key")
    )

    def to_key(match: re.Match[str]) -> str:
        href = unescape(match[1])
        key, part = known.get(targets[href]), re.search(r"#[-\w]+\Z", href)
        return f'<a href="document:{key}{part[0] if part else ""}">{match[2]}</a>' if key else match[0]

    return _LINK.sub(to_key, cleaned)


def with_targets(html: str) -> str:
    """A kept text with the target of each link in brackets behind it, for comparing."""
    return _LINK.sub(lambda match: f"{match[2]} [→ {match[1].removeprefix('document:')}]", html)


def typed(html: str) -> str:
    """A kept text as an editor shows it: keys as the addresses that documents have now; others stay keys."""
    keys = keys_in(html)
    if not keys:
        return html
    live = LiveSet.around(*keys)

    def to_path(match: re.Match[str]) -> str:
        key = _KEY.match(unescape(match[1]))
        path = live.path_of(UUID(key[1])) if key else ""
        return f'<a href="{escape(path + (key[2] or ""))}">{match[2]}</a>' if path else match[0]

    return _LINK.sub(to_path, html)


def _own_address(href: str) -> str:
    """The address that a link into this site claims; "" for a link elsewhere."""
    if href.startswith(settings.SITE_URL):
        href = href.removeprefix(settings.SITE_URL.rstrip("/"))
    if not href.startswith("/") or href.startswith("//"):
        return ""
    path = urlsplit(href).path
    return next((address for kind in kinds.every() if (address := kind.address_of(path))), path)
