"""Lists of conditions and procedures: from A to Z with their other names, and by region of the body."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from string import ascii_uppercase

from conditions.section_kinds import Region
from publishing.live import Entry

OTHER = "#"
"""Where names stand that begin with no letter from A to Z."""


@dataclass(frozen=True)
class Item:
    """A line of the list. `see` is the title of the page that another name leads to, "" for the title itself."""

    title: str
    path: str
    see: str = ""


def by_letter(shown: list[Entry]) -> list[tuple[str, list[Item]]]:
    """Every title and other name under its letter; letters without any have an empty list."""
    items = [Item(entry.title, entry.path) for entry in shown]
    items += [Item(name, entry.path, see=entry.title) for entry in shown for name in entry.content.other_names]
    letters: dict[str, list[Item]] = {letter: [] for letter in ascii_uppercase}
    for item in sorted(items, key=lambda item: item.title.casefold()):
        letters.setdefault(_letter(item.title), []).append(item)
    return list(letters.items())


def by_region(shown: list[Entry]) -> list[tuple[str, list[Entry]]]:
    """The regions of the body that have any, from head to foot."""
    regions = [(str(region.label), [e for e in shown if e.content.region == region.value]) for region in Region]
    return [(label, found) for label, found in regions if found]


def _letter(title: str) -> str:
    """The letter under which a title stands: "É" is under E."""
    first = unicodedata.normalize("NFD", title.strip()[:1]).upper()[:1]
    return first if first in ascii_uppercase and first else OTHER
