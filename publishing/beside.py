"""What apps above keep beside the documents, and what moves with the content: synonyms, for one.

    beside.register(Beside("synonyms", write=…, take_in=…, name_of=…))

Each has a list of its own in the content file, under its name. This module imports no models, so that apps may name it where they register.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]


@dataclass(frozen=True)
class Beside:
    """One list. `write` gives its entries in a fixed order. `take_in` adds an entry where there is none of its name, and raises what
    goes wrong (ValidationError, ValueError). `name_of` tells one entry from another.
    """

    name: str
    write: Callable[[], list[Entry]]
    take_in: Callable[[Entry], None]
    name_of: Callable[[Entry], str]


_registered: dict[str, Beside] = {}


def register(beside: Beside) -> None:
    """Have a list move with the content. Called from an app's `ready`."""
    _registered[beside.name] = beside


def get(name: str) -> Beside:
    """The list of that name. Raises ValueError for one that no app keeps."""
    if name not in _registered:
        raise ValueError(f"{name[:40]}: no such list.")
    return _registered[name]


def written() -> dict[str, list[Entry]]:
    """All lists that hold anything, as they stand in the file."""
    return {name: entries for name, each in sorted(_registered.items()) if (entries := each.write())}


def named(lists: dict[str, list[Entry]]) -> Iterable[tuple[str, str, Entry]]:
    """Each entry of a file as (its list, a name that no other entry has, itself). Raises ValueError for a list that no app keeps."""
    for name, entries in lists.items():
        for entry in entries:
            yield name, f"{name}:{get(name).name_of(entry)}", entry
