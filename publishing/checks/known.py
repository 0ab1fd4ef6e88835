"""What the checks have to know beside the text: the glossary, names, telephone numbers, and what is live."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import phonenumbers
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import Resolver404, resolve

from publishing import kinds
from publishing.models import Document, Edition, Term

LIVE, NOT_YET, GONE, UNKNOWN = "live", "not yet", "gone", "unknown"
"""What can be said of the target of a link."""


@dataclass(frozen=True)
class TermForms:
    """An entry of the glossary with a pattern for all its forms."""

    term: str
    meaning: str
    pattern: re.Pattern[str]
    has_page: bool = False


@dataclass
class Known:
    """Read once, for one text or for thousands. `at` is the moment at which the site is looked at; None for now."""

    at: datetime | None = None
    terms: dict[str, list[TermForms]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    """National numbers of the practice's telephones, digits only."""

    @classmethod
    def now(cls, at: datetime | None = None) -> Known:
        """A handful of queries, however many documents there are."""
        known = cls(at)
        known._learn_terms()
        naming = [kind.name for kind in kinds.every() if kind.gives_names]
        newest = Edition.objects.filter(document__kind__in=naming).order_by("document", "-number").distinct("document")
        live = Edition.objects.live(at).filter(document__kind__in=naming)
        for edition in (*newest.select_related("document"), *live.select_related("document")):
            known.add(edition)
        return known

    def _learn_terms(self) -> None:
        """The glossary; a term that has a page of its own is explained there."""
        terms = list(Term.objects.all())
        titles = Edition.objects.live(self.at).exclude(address="").annotate(name=Lower("title"))
        explained = set(titles.filter(name__in=[term.term.lower() for term in terms]).values_list("name", flat=True))
        for term in terms:
            self.terms.setdefault(term.language, []).append(_forms(term, term.term.lower() in explained))

    def add(self, edition: Edition) -> None:
        """Learn the names and numbers that an edition gives."""
        kind, content = edition.kind, edition.reads
        self.names |= {word for name in kind.names(content) for word in re.findall(r"\w+", name)}
        self.numbers |= {_national_digits(number) for number in kind.numbers(content) if number}

    def documents(self, keys: Iterable[UUID]) -> dict[UUID, tuple[str, Edition | None]]:
        """What is to be said of documents, each with its live edition."""
        keys = list(keys)
        if not keys:
            return {}
        was_live = Exists(Edition.objects.was_live(self.at).filter(document=OuterRef("pk")))
        found = {
            document.key: (GONE if document.has_been else NOT_YET, None)
            for document in Document.objects.filter(key__in=keys).annotate(has_been=was_live)
        }
        live = Edition.objects.live(self.at).filter(document__key__in=found).for_reading()
        return found | {edition.key: (LIVE, edition) for edition in live}

    def path(self, path: str) -> tuple[str, Edition | None]:
        """What is to be said of an address of this site, with the edition that is live there."""
        path = path or "/"
        address = next((found for kind in kinds.every() if (found := kind.address_of(path))), path)
        edition = Edition.objects.live(self.at).at_address(address).for_reading().first()
        if edition:
            return LIVE, edition
        document = Document.objects.filter(Q(addresses__path=address)).values_list("key", flat=True).first()
        if document:
            return self.documents([document])[document][0], None
        try:
            match = resolve(path)
        except Resolver404:
            return UNKNOWN, None
        if "admin" in match.app_names:
            return UNKNOWN, None
        if not match.kwargs:
            return LIVE, None
        parent = path.rstrip("/").rpartition("/")[0] + "/"
        return self.path(parent) if _is_part_of(match.kwargs, parent) else (UNKNOWN, None)


def _is_part_of(arguments: dict, parent: str) -> bool:
    """Whether the address above is that of the same document, as with a page and its leaflet."""
    try:
        return resolve(parent).kwargs == arguments
    except Resolver404:
        return False


def _forms(term: Term, has_page: bool) -> TermForms:
    forms = [term.term, *term.also.splitlines()]
    one = "|".join(re.escape(form.strip()) for form in sorted(forms, key=len, reverse=True) if form.strip())
    return TermForms(term.term, term.meaning, re.compile(rf"(?<!\w)(?:{one})(?:e?s)?(?!\w)", re.IGNORECASE), has_page)


def _national_digits(number: str) -> str:
    """The digits of a number within its own country."""
    try:
        return str(phonenumbers.parse(number, None).national_number)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", number)
