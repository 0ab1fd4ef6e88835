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


@dataclass(frozen=True)
class Listed:
    """A region of the body with its pages. `anchor` is where its list stands on the page."""

    region: Region
    entries: list[Entry]

    @property
    def label(self) -> str:
        """The region's name."""
        return str(self.region.label)

    @property
    def anchor(self) -> str:
        """The id of the heading above its list."""
        return f"region-{self.region.value.replace('_', '-')}"


def by_letter(shown: list[Entry]) -> list[tuple[str, list[Item]]]:
    """Every title and other name under its letter; letters without any have an empty list."""
    items = [Item(entry.title, entry.path) for entry in shown]
    items += [Item(name, entry.path, see=entry.title) for entry in shown for name in entry.content.other_names]
    once = {(_plain(item.title), item.path): item for item in reversed(items)}
    letters: dict[str, list[Item]] = {letter: [] for letter in ascii_uppercase}
    for item in sorted(once.values(), key=lambda item: (_plain(item.title), item.see)):
        letters.setdefault(_letter(item.title), []).append(item)
    return list(letters.items())


def by_region(shown: list[Entry]) -> list[Listed]:
    """The regions of the body that have any pages, from head to foot."""
    regions = [Listed(region, [e for e in shown if e.content.region == region.value]) for region in Region]
    return [listed for listed in regions if listed.entries]


def _plain(name: str) -> str:
    """A name without accents and capitals: by this names are sorted, and of two that differ in no more one is listed."""
    letters = unicodedata.normalize("NFD", name.strip())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def _letter(title: str) -> str:
    """The letter under which a title stands: "É" is under E."""
    first = unicodedata.normalize("NFD", title.strip()[:1]).upper()[:1]
    return first if first in ascii_uppercase and first else OTHER
