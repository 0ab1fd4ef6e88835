"""What is live around a page: everything that the page names, in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, Func, UUIDField

from publishing import kinds
from publishing.models import Document, Edition
from publishing.models.edition import EditionQuerySet
from publishing.prepared import IsOneOf, Open, Prepared


class Unnest(Func):
    """The values of an array column, a row each."""

    function = "unnest"
    arity = 1
    set_returning = True
    output_field = UUIDField()


_supposed: ContextVar[Mapping[UUID, Edition | None]] = ContextVar("supposed", default=MappingProxyType({}))
"""What is taken to be live of some documents, by their keys; None for nothing."""


@contextmanager
def supposing(after: Mapping[UUID, Edition | None]) -> Iterator[None]:
    """Every set made inside is a preview: as it will be when these editions are live of their documents, or when none is."""
    token = _supposed.set(after)
    try:
        yield
    finally:
        _supposed.reset(token)


def is_supposing() -> bool:
    """Whether pages are being made as they would be: what is found now must not be kept for readers."""
    return bool(_supposed.get())


class LiveSet:
    """Live editions by the key of their document, in the order that staff gave them, at one moment."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._by_key = {edition.key: edition for edition in editions}
        self.is_preview = False
        self.previews_live_text = False
        """Whether the text that is previewed is word for word what patients read now."""

    @classmethod
    def around(
        cls,
        *keys: UUID,
        about: Iterable[UUID] = (),
        of_kinds: Iterable[str] = (),
        most: int | None = None,
        at: datetime | None = None,
    ) -> LiveSet:
        """One query: what surrounds every page, the documents with these keys, all that is about some, all of some kinds.

        Where `most` is given, it is the first so many of each of those kinds.

        With what is about a document, and with what stands on every page, come the documents that those link to.
        """
        supposed = _supposed.get()
        keys, about = set(keys), set(about)
        joining = list(_joining(supposed, keys, about, of_kinds))
        keys = keys.union(*(each.uses for each in joining))
        kinds_of_all = tuple(_kinds("surrounds")), tuple(_kinds("stands_everywhere"))
        query = _around(_Shape(*kinds_of_all, tuple(of_kinds), most, has_about=bool(about), at_moment=bool(at)))
        found = cls(query.fetch(keys=list(keys), about=list(about), at=at))
        return found._supposing(supposed, joining) if supposed else found

    @classmethod
    def around_edition(cls, edition: Edition, at: datetime | None = None) -> LiveSet:
        """One query: the surroundings, all that the edition names, and all that is about it."""
        kind, about = edition.kind, [edition.key, *edition.kind.also_about]
        return cls.around(
            edition.key, *edition.uses, about=about, of_kinds=kind.also_shows, most=kind.most_shown, at=at
        )

    def editions(self) -> list[Edition]:
        """All that were loaded, in order."""
        return list(self._by_key.values())

    def get(self, key: UUID | None) -> Edition | None:
        """The live edition of a document, where there is one and it was asked for."""
        return self._by_key.get(key) if key else None

    def all(self, kind: str) -> list[Edition]:
        """All that were loaded of one kind."""
        return [edition for edition in self._by_key.values() if edition.document.kind == kind]

    def one(self, kind: str) -> Edition | None:
        """The only one of its kind, or the first."""
        return next(iter(self.all(kind)), None)

    def named(self, keys: Iterable[UUID]) -> list[Edition]:
        """Those with these keys that are live, in the order of the keys."""
        return [edition for key in keys if (edition := self.get(key))]

    def about(self, key: UUID, kind: str) -> list[Edition]:
        """All of one kind that appear on the page of the document with this key."""
        return [edition for edition in self.all(kind) if key in edition.about]

    def path(self, edition: Edition) -> str:
        """Where readers find an edition; "" for a kind without a page."""
        return edition.kind.path(edition.reads, self)

    def path_of(self, key: UUID) -> str:
        """Where readers find a document; "" where it is not live or has no page."""
        edition = self.get(key)
        return self.path(edition) if edition else ""

    def with_preview(self, edition: Edition) -> LiveSet:
        """The same set as it will be when this edition is live."""
        preview = LiveSet(())
        preview._by_key = {**self._by_key, edition.key: edition}
        preview.is_preview = True
        now = self.get(edition.key)
        preview.previews_live_text = bool(now) and now.content_hash == edition.content_hash
        return preview

    def _supposing(self, supposed: Mapping[UUID, Edition | None], joining: list[Edition]) -> LiveSet:
        """The set as it would be. An edition that was not in it joins in the place that its document has."""
        by_key = {key: supposed.get(key, edition) for key, edition in self._by_key.items()}
        by_key |= {each.key: each for each in joining}
        held = [edition for edition in by_key.values() if edition]
        made = LiveSet(sorted(held, key=lambda e: (e.document.position, e.title, e.document_id)))
        made.is_preview = True
        return made


@dataclass(frozen=True)
class _Shape:
    """What the query of `LiveSet.around` is made of; all else are values. Without `has_about`, nothing is asked for by its subject."""

    surrounds: tuple[str, ...]
    everywhere: tuple[str, ...]
    of_kinds: tuple[str, ...]
    most: int | None
    has_about: bool
    at_moment: bool


@cache
def _around(shape: _Shape) -> Prepared[Edition]:
    """The query of a shape, put together once."""
    return Prepared(lambda: _queryset(shape))


def _queryset(shape: _Shape) -> EditionQuerySet:
    at = Open("at", DateTimeField()) if shape.at_moment else None
    live, documents = Edition.objects.live(at).order_by(), Document.objects.order_by().values("pk")
    linked = live.filter(document__kind__in=shape.everywhere).values(linked=Unnest("uses"))
    parts = [live.of_kind(kind).in_order().values("document")[: shape.most] for kind in shape.of_kinds]
    if shape.has_about:
        subjects = live.filter(about__overlap=Open("about", ArrayField(UUIDField())))
        linked = linked.union(subjects.values(linked=Unnest("uses")))
        parts.append(subjects.values("document"))
    # A union, so that each part is found by its own index, however many documents there are.
    wanted = documents.filter(kind__in=shape.surrounds).union(
        documents.filter(IsOneOf("key", Open("keys", ArrayField(UUIDField())))),
        documents.filter(key__in=linked),
        *parts,
    )
    return Edition.objects.live(at).filter(document__in=wanted).for_reading().in_order()


def _joining(
    supposed: Mapping[UUID, Edition | None], keys: set[UUID], about: set[UUID], of_kinds: Iterable[str]
) -> Iterator[Edition]:
    """Those that a set made around these would hold, with those that they in turn name."""
    keys, waiting = set(keys), [edition for edition in supposed.values() if edition]
    while joining := [edition for edition in waiting if _belongs(edition, keys, about, of_kinds)]:
        yield from joining
        keys = keys.union(*(edition.uses for edition in joining))
        waiting = [edition for edition in waiting if edition not in joining]


def _belongs(edition: Edition, keys: set[UUID], about: set[UUID], of_kinds: Iterable[str]) -> bool:
    """Whether a set that is made around these would hold an edition, if it were live."""
    return (
        edition.kind.surrounds
        or edition.document.kind in of_kinds
        or edition.key in keys
        or not about.isdisjoint(edition.about)
    )


def _kinds(trait: str) -> list[str]:
    """The names of the kinds that have a trait."""
    return [kind.name for kind in kinds.every() if getattr(kind, trait)]


def entries(editions: Iterable[Edition], live: LiveSet) -> list[Entry]:
    """Editions as templates show them."""
    return [Entry(edition, live) for edition in editions]


class Entry:
    """An edition as a template sees it: its title, its address among what is live, its content."""

    def __init__(self, edition: Edition, live: LiveSet) -> None:
        self.title = edition.title
        self.key = edition.key
        self.content = edition.reads
        self.path = live.path(edition)
        self.review = edition.review
        self.is_overdue = edition.is_overdue
