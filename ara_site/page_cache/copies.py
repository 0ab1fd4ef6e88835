"""A copy: a finished page as it is kept, with what has to be known to say whether it may still be shown."""

from __future__ import annotations

import hashlib

import msgspec

DIGEST = 32


class Copy(msgspec.Struct, frozen=True):
    """One page. `label` says under which version of the site it was made, `version` which event was the newest then.

    For when the database is away: `document` is the key of the document whose page it is, "" for lists; `ends_at` when the edition
    that it shows ends, and `withdrawn` whether nothing follows it; `changes_at` when the first of the others ends that stand on it.
    Moments are seconds since 1970.
    """

    path: str
    label: str
    version: str
    made_at: float
    status: int
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]
    etag: str
    document: str = ""
    ends_at: float | None = None
    withdrawn: bool = False
    changes_at: float | None = None
    reads_query: bool = False


def to_bytes(copy: Copy) -> bytes:
    """A copy as it lies on disk: its digest, then itself."""
    packed = msgspec.msgpack.encode(copy)
    return hashlib.blake2b(packed, digest_size=DIGEST).digest() + packed


def from_bytes(stored: bytes) -> Copy:
    """The copy that was stored. Raises ValueError for bytes of which any is not as it was written."""
    digest, packed = stored[:DIGEST], stored[DIGEST:]
    if hashlib.blake2b(packed, digest_size=DIGEST).digest() != digest:
        raise ValueError("The copy is not as it was written.")
    return msgspec.msgpack.decode(packed, type=Copy)
