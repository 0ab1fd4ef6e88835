"""Addresses of people who are not staff. A message names only a place, and whoever made it looks the address up when it is sent.

    addresses.register("contact.request", find)     find("<the rest of the place>") -> the address, or "" for none any more

So no address of a patient stands in a message, and none outlives what it was given for.
"""

from __future__ import annotations

from collections.abc import Callable

_finders: dict[str, Callable[[str], str]] = {}


def register(kind: str, find: Callable[[str], str]) -> None:
    """Make a kind of place known. Called from an app's `ready`."""
    _finders[kind] = find


def find(place: str) -> str:
    """The address at a place such as "contact.request/<key>"; "" where there is none."""
    kind, _slash, rest = place.partition("/")
    finder = _finders.get(kind)
    return finder(rest) if finder else ""
