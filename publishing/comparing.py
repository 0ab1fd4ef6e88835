"""What changed between two editions, part by part and word by word: all that their content holds, not only what search finds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from publishing.content import as_json
from publishing.models import Document, Edition
from publishing.richtext import plain, with_targets
from publishing.wording import RICH

_WORDS = re.compile(r"\S+|\n")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
UNSEEN = frozenset({"key", "image", "width", "height"})
"""Fields that tell parts apart and are not read by anybody."""


@dataclass(frozen=True)
class Changed:
    """One part of the content that differs: its name, and its words as ("same" | "removed" | "added", text)."""

    name: str
    words: list[tuple[str, str]]


def changes(old: Edition | None, new: Edition) -> list[Changed]:
    """The parts that differ, in the order of the new edition; what is gone comes last. Without an older edition all is new."""
    before, after = _parts(old) if old else {}, _parts(new)
    titles = _titles(part.text for part in (*before.values(), *after.values()))
    found = []
    for identity in [*after, *(identity for identity in before if identity not in after)]:
        was, now = (_named(parts[identity].text, titles) if identity in parts else "" for parts in (before, after))
        if was != now:
            name = (after.get(identity) or before[identity]).name
            found.append(Changed(name, list(words_changed(was, now))))
    return found


def words_changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Runs of words as ("same" | "removed" | "added", text), in reading order."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", " ".join(a[i1:i2])
            continue
        if i1 < i2:
            yield "removed", " ".join(a[i1:i2])
        if j1 < j2:
            yield "added", " ".join(b[j1:j2])


@dataclass(frozen=True)
class _Part:
    """A value of the content: what people would call it, and what it says."""

    name: str
    text: str


def _parts(edition: Edition) -> dict[tuple[str, ...], _Part]:
    """Every value of the content by what it is, wherever it stands, in the order in which the kind's struct has them."""
    return dict(_walk(as_json(edition.reads)))


def _walk(
    values: dict[str, Any], identity: tuple[str, ...] = (), name: str = ""
) -> Iterator[tuple[tuple[str, ...], _Part]]:
    for field, value in values.items():
        if field in UNSEEN:
            continue
        here, label = (*identity, field), f"{name} › {_label(field)}" if name else _label(field)
        if isinstance(value, dict):
            yield from _walk(value, here, label)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            for item in value:
                what = _name_of(item)
                yield from _walk(item, (*here, item.get("key", what)), f"{label} › {what}")
        else:
            yield here, _Part(label, _as_text(field, value))


def _label(field: str) -> str:
    return field.replace("_", " ").capitalize()


def _name_of(item: dict[str, Any]) -> str:
    """What people would call one of several parts."""
    named = ("heading", "what", "kind", "aspect", "weekday")
    return _label(str(next((item[field] for field in named if item.get(field)), "")))


def _as_text(field: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value)
    return plain(with_targets(value)) if field in RICH else str(value)


def _titles(texts: Iterable[str]) -> dict[str, str]:
    """What the documents are called whose keys stand in the texts."""
    keys = {key for text in texts for key in _UUID.findall(text)}
    found = Document.objects.filter(key__in=[UUID(key) for key in keys])
    return {str(document.key): str(document) for document in found}


def _named(text: str, titles: dict[str, str]) -> str:
    """A text with the titles of documents in place of their keys."""
    return _UUID.sub(lambda match: titles.get(match[0], match[0]), text)
