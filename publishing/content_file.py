"""The file that a site's whole content is exported to and imported from; the starter content is such a file.

JSON in UTF-8: {"format": 1, "rules": {…}, "glossary": [Entry of the glossary, …], "beside": {"synonyms": […], …},
"documents": [DocumentEntry, …], "media": {…}}.
It holds drafts, their order, what is live where that is another text, pictures and the glossary: no people and no history.
Writing the same content twice gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _
from msgspec import UNSET, UnsetType

from publishing import kinds
from publishing.content import Content, from_json

FORMAT = 1


class UnreadableContent(Exception):
    """The file is not what it should be. `sentences` say what is wrong, each with the place in the file."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = list(sentences)
        super().__init__("\n".join(self.sentences))


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the file: a name that it does not know is refused rather than lost."""


class LiveText(_Part, kw_only=True):
    """What patients read, where that is not the draft: another text, in another language, or only up to a moment."""

    language: str | UnsetType = UNSET
    until: datetime | UnsetType = UNSET
    content: dict[str, Any] | UnsetType = UNSET


class DocumentEntry(_Part, kw_only=True):
    """One document. Without `live` patients read the draft's text; with null they read nothing.

    `addresses` are those that lead to it besides the one that it has now.
    """

    key: UUID
    kind: str
    language: str = "en"
    position: int = 0
    translation_of: UUID | UnsetType = UNSET
    addresses: tuple[str, ...] | UnsetType = UNSET
    content: dict[str, Any]
    live: LiveText | None | UnsetType = UNSET

    @property
    def is_live(self) -> bool:
        """Whether patients read it."""
        return self.live is not None

    @property
    def live_language(self) -> str:
        """The language of what is live."""
        return (self.live.language if self.live else UNSET) or self.language

    @property
    def live_content(self) -> dict[str, Any]:
        """What is live."""
        other = self.live.content if self.live else UNSET
        return self.content if other is UNSET else other


class TermEntry(_Part, kw_only=True):
    """One entry of the glossary; `also` are its other forms."""

    term: str
    language: str = "en"
    also: tuple[str, ...] = ()
    meaning: str


class ContentFile(_Part, kw_only=True):
    """The whole file. `rules` are those of the practice that differ from the defaults; `media` are base64, by name.

    `beside` are the lists that apps keep beside the documents, by name (publishing/beside.py).
    """

    format: int = FORMAT
    rules: dict[str, Any] | UnsetType = UNSET
    glossary: tuple[TermEntry, ...] | UnsetType = UNSET
    beside: dict[str, list[dict[str, Any]]] | UnsetType = UNSET
    documents: tuple[DocumentEntry, ...] = ()
    media: dict[str, str] | UnsetType = UNSET


def as_bytes(file: ContentFile) -> bytes:
    """The file as it is written: two spaces for each level, one line for each value, a line break at the end."""
    return (json.dumps(msgspec.to_builtins(file), ensure_ascii=False, indent=2) + "\n").encode()


def parse(written: bytes) -> ContentFile:
    """What a file says. Raises UnreadableContent with every fault that can be seen without a database."""
    values = _decoded(written)
    documents, faults = _converted(values.get("documents", []), DocumentEntry, "documents")
    glossary, more = _converted(values.get("glossary", []), TermEntry, "glossary")
    faults += more
    try:
        file = msgspec.convert(values | {"documents": [], "glossary": []}, ContentFile)
    except msgspec.ValidationError as error:
        raise UnreadableContent(*faults, str(error)) from error
    faults += [fault for index, entry in documents for fault in _faults_of(index, entry)]
    faults += _doubled([(f"documents[{index}]", str(entry.key)) for index, entry in documents])
    faults += _doubled([(f"glossary[{index}]", f"{e.term.lower()} ({e.language})") for index, e in glossary])
    faults += [f"glossary[{i}]: {_no_language(e.language)}" for i, e in glossary if not _is_language(e.language)]
    faults += _without_original([entry for _index, entry in documents])
    if faults:
        raise UnreadableContent(*faults)
    return msgspec.structs.replace(
        file,
        documents=tuple(entry for _index, entry in documents),
        glossary=tuple(entry for _index, entry in glossary) or UNSET,
    )


def named(index: int, entry: DocumentEntry) -> str:
    """A document's place in the file, with its name for people."""
    name = entry.content.get("title") or entry.content.get("name") or entry.key
    return f"documents[{index}] ({entry.kind} “{str(name)[:80]}”)"


def content_of(entry: DocumentEntry, values: dict[str, Any]) -> Content:
    """The struct of an entry's kind that the values describe."""
    return from_json(kinds.get(entry.kind).content, values)


def _decoded(written: bytes) -> dict[str, Any]:
    try:
        values = msgspec.json.decode(written)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise UnreadableContent(_("This is no JSON: %(error)s") % {"error": error}) from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        found = values.get("format") if isinstance(values, dict) else None
        raise UnreadableContent(
            _("The file has format %(found)s; this version reads format %(known)s.")
            % {"found": json.dumps(found)[:40], "known": FORMAT}
        )
    return values


def _converted(values: Any, struct: type, place: str) -> tuple[list[tuple[int, Any]], list[str]]:
    """The entries of a list that fit, with their index, and a sentence for each that does not."""
    if not isinstance(values, list):
        return [], [_("%(place)s: has to be a list.") % {"place": place}]
    fitting, faults = [], []
    for index, value in enumerate(values):
        try:
            fitting.append((index, msgspec.convert(value, struct)))
        except msgspec.ValidationError as error:
            faults.append(f"{place}[{index}]: {error}")
    return fitting, faults


def _faults_of(index: int, entry: DocumentEntry) -> list[str]:
    """What is wrong with a document by itself."""
    place = named(index, entry)
    if entry.kind not in {kind.name for kind in kinds.every()}:
        return [_("%(place)s: no kind of page has this name here.") % {"place": place}]
    faults = [
        f"{place}: {_no_language(name)}" for name in {entry.language, entry.live_language} if not _is_language(name)
    ]
    if not 0 <= entry.position < 2**31:
        faults.append(_("%(place)s: the position is no number of a place.") % {"place": place})
    texts = {"content": entry.content} | ({"live.content": entry.live_content} if entry.live else {})
    for name, values in texts.items():
        try:
            content_of(entry, values)
        except (msgspec.ValidationError, RecursionError) as error:
            faults.append(f"{place}: {name}: {error}")
    return faults


def _doubled(places: Iterable[tuple[str, str]]) -> list[str]:
    """A sentence for whatever stands twice."""
    first: dict[str, str] = {}
    return [
        _("%(place)s: %(name)s stands at %(first)s already.") % {"place": place, "name": name, "first": first[name]}
        for place, name in places
        if first.setdefault(name, place) != place
    ]


def _without_original(entries: list[DocumentEntry]) -> list[str]:
    """A sentence for each translation whose original is not in the file."""
    keys = {entry.key for entry in entries}
    return [
        _("%(place)s: the page that it translates is not in the file.") % {"place": named(index, entry)}
        for index, entry in enumerate(entries)
        if entry.translation_of and entry.translation_of not in keys
    ]


def _is_language(language: str) -> bool:
    return language in dict(settings.LANGUAGES)


def _no_language(language: str) -> str:
    return _("“%(language)s” is no language of this site.") % {"language": language[:20]}
