"""Wording that may be an emergency, among what people search for. Whoever can tell it from other wording registers that here:

warning.register(signs_in=function, card=function)
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class _Reader:
    """`signs_in` finds signs of an emergency in a text; `card` gives the lines of the emergency card."""

    signs_in: Callable[[str], Collection]
    card: Callable[[], list[str]]


_readers: list[_Reader] = []


def register(*, signs_in: Callable[[str], Collection], card: Callable[[], list[str]]) -> None:
    """Have searches read for signs of an emergency. Called from an app's `ready`."""
    _readers.append(_Reader(signs_in, card))


def card_for(words: str) -> list[str]:
    """The lines of the emergency card, where these words may be one; else nothing."""
    return next((reader.card() for reader in _readers if reader.signs_in(words)), [])
