"""What staff must know on whatever page they are. Apps above add theirs:

alarms.register(lambda user: ["A sentence."])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_registered: list[Callable[[Any], Iterable[str]]] = []


def register(function: Callable[[Any], Iterable[str]]) -> None:
    """Add sentences to the head of every staff page. Called on every page: the function keeps what it found for a while."""
    _registered.append(function)


def current(user) -> list[str]:
    """All sentences for this person; none for somebody who is not staff."""
    if not (user.is_active and user.is_staff):
        return []
    return [sentence for function in _registered for sentence in function(user)]
