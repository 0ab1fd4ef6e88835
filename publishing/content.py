"""Content: what an edition holds. Plain, typed, frozen data, one struct for each kind of document.

Structs only ever gain fields, and only with defaults, so that an old edition can always be shown and keeps its hash.
"""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

import msgspec


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The base of every content struct: immutable, and silent about fields at their default."""


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
