"""Refusals. Each carries a sentence that can be shown to the person who asked."""

from __future__ import annotations


class Refused(Exception):
    """A step was refused. `str()` is a sentence for staff; `sentences` are all of them, where there are several."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__(" ".join(self.sentences))


class NotPermitted(Refused):
    """This person may not do it, whatever the state."""


class TransitionNotAllowed(Refused):
    """The state does not allow it, whoever asks."""


class NotComplete(Refused):
    """The text lacks something that patients need."""


class AddressTaken(Refused):
    """Another document owns the address for good."""
