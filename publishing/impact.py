"""What a step with one document does to the pages of all others: who names it, and which pages read differently afterwards."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import islice
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from publishing import kinds
from publishing.comparing import words_changed
from publishing.live import LiveSet, supposing
from publishing.models import Document, Edition
from publishing.rendering import Gone, NotSetUp

LOOKED_AT = 50
"""How many pages are rendered, before and after, while somebody waits."""

LISTED = 500
"""How many pages are named in all: beyond that their number has to do."""

LINES_SHOWN = 12


@dataclass(frozen=True)
class ChangedLines:
    """Lines that go and lines that come, and the pages on which they do, as (title, path)."""

    removed: tuple[str, ...]
    added: tuple[str, ...]
    pages: list[tuple[str, str]]

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """Each line as runs of words; a line that goes and the one that comes in its place as one."""
        if len(self.removed) == len(self.added):
            return [list(words_changed(*pair)) for pair in zip(self.removed, self.added, strict=True)]
        return [*([("removed", line)] for line in self.removed), *([("added", line)] for line in self.added)]


@dataclass
class Impact:
    """The pages that a step changes, those with the same change together."""

    own: str = ""
    """The path of the document's own page, "" where it has none or where it does not change."""
    changes: list[ChangedLines] = field(default_factory=list)
    looked_at: int = 0
    not_looked_at: int = 0
    """Pages that may change as well and are too many to be rendered while somebody waits."""
    others: list[tuple[str, str]] = field(default_factory=list)
    """Those of them that are named, as (title, path)."""

    @property
    def pages(self) -> list[tuple[str, str]]:
        """All pages of others that change, as (title, path)."""
        return [page for change in self.changes for page in change.pages]


def named_by(document: Document) -> QuerySet[Edition]:
    """The editions that name the document: of each other document what is live or planned, and what is newest."""
    newest = Edition.objects.filter(document=OuterRef("document")).newest_first().values("number")[:1]
    matters = Q(live__endswith__isnull=True, live__isnull=False) | Q(live__endswith__gt=Now())
    naming = Edition.objects.filter(matters | Q(number=Subquery(newest)), uses__contains=[document.key])
    naming = naming.exclude(document=document.pk).select_related("document")
    return naming.defer("text", "headings", "other_names").order_by("title", "document_id", "number")


def of_publishing(edition: Edition) -> Impact:
    """What readers will find changed when the edition is live, its own page aside."""
    return of_all({edition.document: edition}, own=shown_at(edition) if edition.address else "")


def of_taking_down(document: Document) -> Impact:
    """What readers will find changed when nothing of the document is live any more, its own page aside."""
    before = Edition.objects.live().filter(document=document.pk).for_reading().first()
    return of_all({document: None}, own=shown_at(before) if before and before.address else "")


def of_all(after: Mapping[Document, Edition | None], *, own: str = "") -> Impact:
    """What readers will find changed when these editions are live of their documents, or none: all at one moment.

    Their own pages are left out. The cost grows with the pages that are looked at, not with the documents.
    """
    live = Edition.objects.live().filter(document__in=[document.pk for document in after]).for_reading()
    before = {edition.document_id: edition for edition in live}
    changed = {doc: new for doc, new in after.items() if _hash(new) != _hash(before.get(doc.pk))}
    if not changed:
        return Impact()
    about = {key for doc, new in changed.items() for each in (new, before.get(doc.pk)) if each for key in each.about}
    return _impact(changed, about, own=own)


def _hash(edition: Edition | None) -> str:
    return edition.content_hash if edition else ""


def shown_at(edition: Edition) -> str:
    """A path at which a reader sees what the edition says; "" where there is none."""
    if edition.address:
        return edition.kind.path(edition.reads, LiveSet.around_edition(edition).with_preview(edition))
    return "/" if edition.kind.surrounds else ""


def _impact(after: Mapping[Document, Edition | None], about: set[UUID], *, own: str) -> Impact:
    found: dict[tuple, ChangedLines] = {}
    impact = Impact(own=own)
    pages, count = _pages(after, about)
    for title, path in pages:
        if impact.looked_at == LOOKED_AT:
            impact.others.append((title, path))
            continue
        impact.looked_at += 1
        was = _rendered(path)
        with supposing({document.key: edition for document, edition in after.items()}):
            now = _rendered(path)
        if was != now:
            lines = _differing(was, now)
            found.setdefault(lines, ChangedLines(*lines, pages=[])).pages.append((title, path))
    impact.changes = sorted(found.values(), key=lambda change: -len(change.pages))
    impact.not_looked_at = max(0, count - impact.looked_at)
    return impact


def _pages(documents: Iterable[Document], about: set[UUID]) -> tuple[Iterator[tuple[str, str]], int]:
    """The pages of others that may show or link to these, as (title, path), those that name one first; and how many."""
    pks, keys = [document.pk for document in documents], [document.key for document in documents]
    live = Edition.objects.live().exclude(document__in=pks).exclude(address="")
    of_kinds = {document.described_by for document in documents}
    names = {kind.name for kind in of_kinds}
    is_everywhere = any(kind.surrounds or kind.stands_everywhere for kind in of_kinds)
    showing = [each.name for each in kinds.every() if names & set(each.also_shows) or about & set(each.also_about)]
    near = live.filter(Q(uses__overlap=keys) | Q(document__key__in=about) | Q(document__kind__in=showing)).in_order()
    rest = live.in_order() if is_everywhere else live.none()
    lists = kinds.lists() if is_everywhere else dict.fromkeys(path for name in names for path in kinds.lists(name))
    count = (live.count() if is_everywhere else near.count()) + len(lists)
    return islice(_in_turn(near, lists, rest), LISTED), count


def _in_turn(near: QuerySet, lists: Iterable[str], rest: QuerySet) -> Iterator[tuple[str, str]]:
    """Titles and paths, each page once: lists last of what is near, and before all the others."""
    seen: set[int] = set()
    yield from _with_paths(near, seen)
    yield from ((path, path) for path in lists)
    yield from _with_paths(rest, seen)


def _with_paths(editions: QuerySet, seen: set[int]) -> Iterator[tuple[str, str]]:
    """Titles and paths of editions that were not seen yet."""
    fresh = [each for each in editions.for_reading()[: LISTED + len(seen)] if each.pk not in seen]
    live = LiveSet.around(*{key for each in fresh for key in each.uses}) if fresh else None
    for edition in fresh:
        seen.add(edition.pk)
        if path := edition.kind.path(edition.reads, live):
            yield edition.title, path


def _rendered(path: str) -> str:
    """What a reader gets at a path, without the mark that only machines read; "" where there is no page."""
    try:
        response = _answer(path)
        if new_path := response.get("Location"):
            return f"<p>{new_path}</p>{_html(_answer(new_path))}"
        return _html(response)
    except (Gone, Http404, NotSetUp, Resolver404):
        return ""


def _answer(path: str) -> HttpResponse:
    """What the view at a path of this site answers to somebody whom it does not know."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    view, arguments, named = resolve(path)
    return view(request, *arguments, **named)


def _html(response: HttpResponse) -> str:
    html = (response.render() if hasattr(response, "render") else response).content.decode()
    return _UNREAD.sub("", html)


_UNREAD = re.compile(r'<meta name="edition"[^>]*>|<input[^>]*type="hidden"[^>]*>')
"""What differs from one answer to the next, or what only machines look at."""


def _differing(was: str, now: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that go and those that come; both empty where people read the same, and only links or looks differ."""
    lines = list(difflib.ndiff(_visible(was), _visible(now)))
    removed = [line[2:] for line in lines if line.startswith("- ")]
    added = [line[2:] for line in lines if line.startswith("+ ")]
    return tuple(dict.fromkeys(removed))[:LINES_SHOWN], tuple(dict.fromkeys(added))[:LINES_SHOWN]


def _visible(html: str) -> list[str]:
    """What people read of a page, line by line."""
    parser = _Visible()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.said).split("\n"))
    return [line for line in lines if line]


class _Visible(HTMLParser):
    """Collects the text of a page: a new line at every tag but those that stand within a line."""

    within_a_line = frozenset({"a", "abbr", "strong", "em", "b", "i", "span", "time"})
    unread = frozenset({"head", "script", "style", "template"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._inside: list[str] = []

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.said.append(data.replace("\n", " "))

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in self.unread:
            self._inside.append(tag)
        elif tag not in self.within_a_line:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()
        elif tag not in self.within_a_line:
            self.said.append("\n")
