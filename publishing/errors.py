"""Refusals. Each carries a sentence that can be shown to the person who asked."""

from __future__ import annotations


class LinkedSentence(str):
    """A sentence with the address of the field that it is about; "" where there is none."""

    url: str = ""


def linked(sentence: str, url: str) -> LinkedSentence:
    """A sentence with an address."""
    made = LinkedSentence(sentence)
    made.url = url
    return made


class Refused(Exception):
    """A step was refused. `str()` is a sentence for staff; `sentences` are all of them, where there are several;

    one that is about a field is a LinkedSentence.
    """

    def __init__(self, *sentences: str) -> None:
        self.sentences = [s if isinstance(s, str) else str(s) for s in sentences]
        super().__init__(" ".join(self.sentences))


class NotPermitted(Refused):
    """This person may not do it, whatever the state."""


class TransitionNotAllowed(Refused):
    """The state does not allow it, whoever asks."""


class NotComplete(Refused):
    """The text lacks something that patients need."""


class AddressTaken(Refused):
    """Another document owns the address for good."""
