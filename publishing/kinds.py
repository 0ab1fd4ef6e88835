"""The kinds of document there are. Each app describes its own in a `kinds` module; publishing knows none of them by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from publishing.content import Content

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from publishing.live import LiveSet
    from publishing.models import Document, Edition


HOME = UUID("5d0f3c51-6a86-4a0e-9a52-3f0a7a3f6c11")
"""Stands for the home page in `about`, whether or not there is a practice yet whose page it is."""


@dataclass(frozen=True)
class Texts:
    """The plain texts of an edition, by weight in search: title, other names, headings, the text itself."""

    title: str
    other_names: str = ""
    headings: str = ""
    text: str = ""


@dataclass(frozen=True)
class Page:
    """What shows a document to a reader: a template and what it needs beyond the surroundings that every page has."""

    template: str
    title: str
    description: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    json_ld: Sequence[dict[str, Any]] = ()


class Problem(str):
    """A sentence that forbids submitting and publishing, with the place to mend it: a field, or a field of one of several parts."""

    identity: tuple[str, ...] = ()


def at(*identity: str, sentence: str) -> Problem:
    """A sentence about a field: `at("title", sentence=…)`; about a part's: `at("sections", key, "body", sentence=…)`."""
    problem = Problem(sentence)
    problem.identity = tuple(map(str, identity))
    return problem


class Kind:
    """One kind of document. Subclasses fill in the class attributes and the methods; the defaults suit a kind without a page."""

    name: ClassVar[str]
    content: ClassVar[type[Content]]
    model: ClassVar[type[Document]]

    surrounds: ClassVar[bool] = False
    """Whether any page may show documents of this kind, because there are few and they say whose site it is."""

    ends_itself: ClassVar[bool] = False
    """Whether content of this kind has an end; then `ends_at` says when."""

    stands_everywhere: ClassVar[bool] = False
    """Whether the text of this kind, with its links, stands on every page."""

    also_about: ClassVar[tuple[UUID, ...]] = ()
    """Keys besides its own under which documents say that they appear on a page of this kind."""

    also_shows: ClassVar[tuple[str, ...]] = ()
    """Kinds of which a page of this kind shows what is live."""

    most_shown: ClassVar[int | None] = None
    """How many of each of those it shows, the first in order; all where there is no number."""

    lists: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Pages that are no documents, by address, each with the names of the kinds of which it shows all that are live.

    They are also rendered to look ahead: what they leave behind besides the page, they leave only where `live.is_preview` is not set.
    """

    gives_names: ClassVar[bool] = False
    """Whether it is of the practice or of people: then `names` and `numbers` say how they are called."""

    answers: ClassVar[bool] = False
    """Whether a document of this kind answers what somebody asked; then `begin` makes its draft."""

    def begin(self, words: str, *, wordings: Iterable[str], language: str) -> Document:
        """A new draft out of the words in which patients ask for it, and other words for the same. Saved, and not kept yet."""
        raise NotImplementedError

    def freeze(self, document: Document) -> Content:
        """The draft's rows as content."""
        raise NotImplementedError

    def restore(self, document: Document, content: Content) -> None:
        """Write content back into the draft's rows. Freezing afterwards gives equal content."""
        raise NotImplementedError

    def texts(self, content: Content) -> Texts:
        """The plain texts that search weighs; the title is also the edition's name everywhere in the staff site."""
        raise NotImplementedError

    def address(self, content: Content) -> str:
        """The address that a published edition claims, or "" for a kind without a page of its own."""
        return ""

    def address_of(self, path: str) -> str:
        """The address that is claimed for a path of this kind, where the two differ; "" where it is not for this kind to say."""
        return ""

    def path(self, content: Content, live: LiveSet) -> str:
        """Where readers find it among what is live now. The same as its address, unless other documents have a part in it."""
        return self.address(content)

    def about(self, content: Content) -> Iterable[UUID]:
        """The keys of the documents on whose pages this one appears."""
        return ()

    def uses(self, content: Content) -> Iterable[UUID]:
        """The keys of all documents that this one names."""
        return ()

    def names(self, content: Content) -> Iterable[str]:
        """The proper names that it gives."""
        return ()

    def numbers(self, content: Content) -> Iterable[str]:
        """The telephone numbers that it gives: they stand here, and in no other text."""
        return ()

    def has_part(self, content: Content, part: str) -> bool:
        """Whether its page has a part of that name, for links to it. A kind that cannot tell says yes."""
        return True

    def is_clinical(self, content: Content) -> bool:
        """Whether a clinician must have read this content before patients do."""
        return False

    def problems(self, content: Content, live: LiveSet) -> list[str]:
        """What forbids submitting and publishing, a sentence each. Drafts may have any of them."""
        return []

    def unfilled(self, edition: Edition) -> list[str]:
        """What a complete page of this kind would also have; named on the staff start page, never in the reader's way."""
        return []

    def standing_on(self, document: Document) -> QuerySet[Document] | None:
        """Documents whose order is set on this one's own staff page, in that order; None for a kind that has no such."""
        return None

    def ends_at(self, content: Content) -> datetime | None:
        """The moment after which content of this kind takes itself down."""
        return None

    def why_it_must_stay(self, document: Document, live: LiveSet) -> str:
        """A sentence that forbids withdrawing, or ""."""
        return ""

    def page(self, edition: Edition, live: LiveSet) -> Page | None:
        """The page of an edition, live or in a preview; None for a kind without one."""
        return None


def missing(required: dict[str, Any]) -> list[str]:
    """The sentences (or names) whose value is empty: `{"Fill in the title.": content.title}`."""
    return [sentence for sentence, value in required.items() if not value]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Called once, at the end of each app's `kinds` module."""
    _kinds[kind.name] = kind


def get(name: str) -> Kind:
    """The kind of that name. Raises KeyError for one that no app describes."""
    return _kinds[name]


def every() -> Iterator[Kind]:
    """All kinds, in the order in which their apps are installed."""
    return iter(_kinds.values())


def answering() -> Kind | None:
    """The kind in which staff answer what patients ask; None where no app has one."""
    return next((kind for kind in every() if kind.answers), None)


def lists(kind_name: str = "") -> list[str]:
    """The addresses of all lists, or of those that show one kind, in the order of their apps."""
    return [path for kind in every() for path, shown in kind.lists.items() if kind_name in shown or not kind_name]
