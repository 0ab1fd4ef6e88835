"""Synonyms in the content file: what moves from one site to another, and what a new installation opens with."""

from __future__ import annotations

from typing import Any

import msgspec

from publishing.beside import Beside, Entry
from search.models import Synonym


class SynonymEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One synonym as the file has it."""

    means: str
    said: tuple[str, ...]
    language: str = "en"


def write() -> list[Entry]:
    """All synonyms, in a fixed order."""
    rows = Synonym.objects.order_by("language", "means")
    return [{"language": row.language, "means": row.means, "said": row.said.splitlines()} for row in rows]


def take_in(entry: Entry) -> None:
    """Add a synonym where there is none of that meaning yet."""
    read = _read(entry)
    if not Synonym.objects.filter(language=read.language, means=read.means).exists():
        synonym = Synonym(language=read.language, means=read.means, said="\n".join(read.said))
        synonym.full_clean()
        synonym.save()


def name_of(entry: Entry) -> str:
    """Language and meaning."""
    read = _read(entry)
    return f"{read.language}:{read.means}"


def _read(entry: Any) -> SynonymEntry:
    return msgspec.convert(entry, SynonymEntry)


SYNONYMS = Beside("synonyms", write=write, take_in=take_in, name_of=name_of)
