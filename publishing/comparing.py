"""What changed between two editions, part by part and word by word: all that their content holds, not only what search finds."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from uuid import UUID

from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel, LCSseq

from publishing.content import as_json
from publishing.models import Document, Edition
from publishing.parts import Identity, Part, Parts, label_of, take_apart

_WORDS = re.compile(r"\S+|\n")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")

MANY_WORDS = 4_000_000
"""Words of one text times words of the other, above which a quicker way of comparing is taken."""

SHOWN_AROUND = 25
"""Words that stay readable before and after a change; what lies between is folded away."""


@dataclass(frozen=True)
class Changed:
    """One part of the content that differs: its name, and its words as ("same" | "removed" | "added", text).

    `how` is "changed", "added", "removed", "moved" (then `note` says from where to where) or "format" (the words are the same).
    """

    name: str
    words: list[tuple[str, str]] = field(default_factory=list)
    how: str = "changed"
    note: str = ""

    @property
    def folded(self) -> list[tuple[str, str, str, str]]:
        """The words with long stretches that stayed folded away: ("same" …, text before, what is folded, text after)."""
        last = len(self.words) - 1
        return [
            (kind, *_fold(text, is_first=place == 0, is_last=place == last)) if kind == "same" else (kind, text, "", "")
            for place, (kind, text) in enumerate(self.words)
        ]


def changes(old: Edition | None, new: Edition) -> list[Changed]:
    """The parts that differ, in the order of the new edition; what is gone comes last. Without an older edition all is new."""
    before, after = take_apart(as_json(old.reads)) if old else Parts(), take_apart(as_json(new.reads))
    titles = _titles([*before.values.values(), *after.values.values()])
    found = [_language(old, new)] if old and old.language != new.language else []
    found += _moves(before, after)
    for identity in [*after.values, *(identity for identity in before.values if identity not in after.values)]:
        found += _changes_of(before.values.get(identity), after.values.get(identity), titles)
    return found


def words_changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Runs of words as ("same" | "removed" | "added", text), in reading order."""
    a, b = _WORDS.findall(old), _WORDS.findall(new)
    gone: list[str] = []
    come: list[str] = []
    for tag, i1, i2, j1, j2 in _opcodes(a, b):
        if tag == "equal":
            yield from _runs(gone, come)
            gone, come = [], []
            yield "same", " ".join(a[i1:i2])
        else:
            gone += a[i1:i2]
            come += b[j1:j2]
    yield from _runs(gone, come)


def _runs(gone: list[str], come: list[str]) -> Iterator[tuple[str, str]]:
    """What goes before what comes in its place."""
    if gone:
        yield "removed", " ".join(gone)
    if come:
        yield "added", " ".join(come)


def moved(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Hashable]:
    """The items of both that stand elsewhere among each other now: as few as explain the new order, in that order."""
    common_before = [item for item in before if item in set(after)]
    common_after = [item for item in after if item in set(before)]
    stayed = {
        item
        for tag, _i1, _i2, j1, j2 in LCSseq.opcodes(common_before, common_after)
        if tag == "equal"
        for item in common_after[j1:j2]
    }
    return [item for item in common_after if item not in stayed]


def _opcodes(a: list[str], b: list[str]):
    """The steps from one list of words to the other; long texts by a quicker way that finds less beautiful steps."""
    if len(a) * len(b) > MANY_WORDS:
        return [(op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end) for op in Indel.opcodes(a, b)]
    return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()


def _fold(text: str, *, is_first: bool, is_last: bool) -> tuple[str, str, str]:
    """A stretch that stayed, as (readable before, folded, readable after). Only what is well away from a change is folded."""
    words = text.split(" ")
    head, tail = 0 if is_first else SHOWN_AROUND, 0 if is_last else SHOWN_AROUND
    if len(words) <= head + tail + SHOWN_AROUND:
        return text, "", ""
    end = len(words) - tail
    return " ".join(words[:head]), " ".join(words[head:end]), " ".join(words[end:])


def _changes_of(was: Part | None, now: Part | None, titles: dict[str, str]) -> Iterator[Changed]:
    """What became of one value."""
    if was and now and was.value == now.value:
        return
    old, new, name = _text(was, titles), _text(now, titles), (now or was).name
    if was and now and _is_plain_list(was.value) and _is_plain_list(now.value):
        shifted = moved(was.value, now.value)
        for item in shifted:
            yield _move(f"{name} › {_named(str(item), titles)}", list(was.value), list(now.value), item)
        old, new = (_named(_without(part.value, shifted), titles) for part in (was, now))
    if old != new:
        how = "changed" if was and now else "added" if now else "removed"
        yield Changed(name, list(words_changed(old, new)), how)
    elif was and now and not _is_plain_list(now.value):
        yield Changed(name, [("same", new)], "format")


def _moves(before: Parts, after: Parts) -> Iterator[Changed]:
    """Sections, steps and the like that stand elsewhere among each other now."""
    for where, now in after.orders.items():
        was = before.orders.get(where, {})
        for item in moved(list(was), list(now)):
            yield _move(now[item], list(was), list(now), item)


def _move(name: str, was: list[Identity], now: list[Identity], item: Hashable) -> Changed:
    places = {"was": was.index(item) + 1, "now": now.index(item) + 1}
    return Changed(name, how="moved", note=_("from place %(was)s to place %(now)s") % places)


def _language(old: Edition, new: Edition) -> Changed:
    return Changed(label_of("language"), [("removed", old.language), ("added", new.language)])


def _is_plain_list(value) -> bool:
    """Whether it is a list without doubles, in which things can have been moved."""
    return isinstance(value, list | tuple) and len(set(value)) == len(value)


def _without(items: Iterable[str], left_out: list[Hashable]) -> str:
    return "\n".join(str(item) for item in items if item not in left_out)


def _text(part: Part | None, titles: dict[str, str]) -> str:
    return _named(part.text, titles) if part else ""


def _titles(parts: Iterable[Part]) -> dict[str, str]:
    """What the documents are called whose keys stand in the texts."""
    keys = {key for part in parts for key in _UUID.findall(part.text)}
    found = Document.objects.filter(key__in=[UUID(key) for key in keys]) if keys else ()
    return {str(document.key): str(document) for document in found}


def _named(text: str, titles: dict[str, str]) -> str:
    """A text with the titles of documents in place of their keys."""
    return _UUID.sub(lambda match: titles.get(match[0], match[0]), text)
