"""Content: what an edition holds. Plain, typed, frozen data, one struct for each kind of document.

Structs only ever gain fields, and only with defaults, so that an old edition can always be shown and keeps its hash.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any, TypeVar

import msgspec


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of every content struct: immutable, and silent about fields at their default."""

    def __post_init__(self) -> None:
        # msgspec leaves a field out where it is the very object that stands as its default; an equal one has to go as well.
        for name, default in _defaults(type(self)):
            if getattr(self, name) == default:
                msgspec.structs.force_setattr(self, name, default)


@cache
def _defaults(struct: type[Content]) -> tuple[tuple[str, Any], ...]:
    """The fields of a struct that have a default, with it."""
    fields = msgspec.structs.fields(struct)
    return tuple((field.name, field.default) for field in fields if field.default is not msgspec.NODEFAULT)


AnyContent = TypeVar("AnyContent", bound=Content)


class Picture(Content):
    """A drawing of ours, named, or an uploaded image, named by the hash of its bytes. Exactly one of the two is set."""

    alternative_text: str
    drawing: str = ""
    image: str = ""
    width: int = 0
    height: int = 0
    caption: str = ""


def as_json(content: Content) -> dict[str, Any]:
    """Content as JSON-ready values, with the fields at their default left out."""
    return msgspec.to_builtins(content)


def from_json(struct: type[AnyContent], values: dict[str, Any]) -> AnyContent:
    """The struct that `values` describe. Raises msgspec.ValidationError, naming the field, where they do not fit."""
    return msgspec.convert(values, struct)


def content_hash(values: dict[str, Any]) -> str:
    """SHA-256, in hex, over sorted JSON. Takes what `as_json` gives or what the database kept: both hash alike."""
    return hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()
