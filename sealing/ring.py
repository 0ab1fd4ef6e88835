"""A ring of keys: the first one seals, all of them open.

A sealed value is version (1 byte), number of the key (4), nonce (12), then what was sealed with its tag of 16 bytes. Version,
key number and `bound_to`, the place where the value belongs, are covered by the tag: a value that was changed, or that was
copied into another row, does not open.
"""

from __future__ import annotations

import binascii
import hmac
import os
import struct
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = 1
HEAD = struct.Struct(">BI")
NONCE_BYTES = 12
TAG_BYTES = 16
KEY_BYTES = 32
HIGHEST_NUMBER = 2**32 - 1


class SealingError(Exception):
    """A sealed value cannot be opened; the text says why and never what it held."""


class WrongKey(SealingError):
    """The value was sealed with a key that is not on the ring."""


class Altered(SealingError):
    """The value was changed, cut short, or belongs to another place."""


class KeyRing:
    """Keys by number; the first seals. Rotation: put a new key first, seal everything again, take the old one off."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        if not keys:
            raise ValueError("There is no key on the ring.")
        for number, key in keys.items():
            if not 0 < number <= HIGHEST_NUMBER:
                raise ValueError(f"The number of a key is between 1 and {HIGHEST_NUMBER}.")
            if len(key) != KEY_BYTES:
                raise ValueError(f"Key {number} has {len(key)} bytes: it must have {KEY_BYTES}.")
        self.current = next(iter(keys))
        self.numbers = tuple(keys)
        self._ciphers = {number: AESGCM(key) for number, key in keys.items()}
        self._index_keys = [hmac.digest(key, b"index", "sha256") for key in keys.values()]

    @classmethod
    def read(cls, text: str) -> KeyRing:
        """The ring written as `2:base64,1:base64`, the current key first. Raises ValueError with a sentence without the key."""
        keys: dict[int, bytes] = {}
        for part in filter(None, (part.strip() for part in text.split(","))):
            number, _colon, encoded = part.partition(":")
            if not number.isdecimal() or int(number) in keys:
                raise ValueError("Each key needs a number of its own before its colon.")
            try:
                keys[int(number)] = b64decode(encoded, validate=True)
            except binascii.Error:
                raise ValueError(f"Key {number} is not base64.") from None
        return cls(keys)

    def seal(self, plain: bytes, bound_to: str) -> bytes:
        """What can be opened only with this key, and only as what belongs to `bound_to`."""
        head, nonce = HEAD.pack(VERSION, self.current), os.urandom(NONCE_BYTES)
        return head + nonce + self._ciphers[self.current].encrypt(nonce, plain, _bound(head, bound_to))

    def opened(self, sealed: bytes, bound_to: str) -> bytes:
        """What was sealed. Raises WrongKey or Altered; nothing is ever half opened."""
        sealed = bytes(sealed)
        if len(sealed) < HEAD.size + NONCE_BYTES + TAG_BYTES:
            raise Altered("The sealed value is too short.")
        head, nonce = sealed[: HEAD.size], sealed[HEAD.size : HEAD.size + NONCE_BYTES]
        try:
            return self._cipher(head).decrypt(nonce, sealed[HEAD.size + NONCE_BYTES :], _bound(head, bound_to))
        except InvalidTag:
            raise Altered("The sealed value was changed, or belongs to another place.") from None

    def index_keys(self) -> list[bytes]:
        """Keys for marks of values (sealing/index.py), one from each key, the current first; they open nothing."""
        return self._index_keys

    def is_current(self, sealed: bytes) -> bool:
        """Whether a value was sealed with the current key; the others are waiting to be sealed again."""
        return bytes(sealed)[: HEAD.size] == HEAD.pack(VERSION, self.current)

    def _cipher(self, head: bytes) -> AESGCM:
        version, number = HEAD.unpack(head)
        if version != VERSION:
            raise Altered(f"The sealed value has the unknown form {version}.")
        if number not in self._ciphers:
            raise WrongKey(f"The value was sealed with key {number}, which is not on the ring.")
        return self._ciphers[number]


def _bound(head: bytes, bound_to: str) -> bytes:
    if not bound_to:
        raise ValueError("A sealed value must be bound to its place.")
    return head + bound_to.encode()


def new_keys() -> str:
    """A ring of one new key, as it is written in SEALING_KEYS."""
    return f"1:{b64encode(os.urandom(KEY_BYTES)).decode()}"


def seal(plain: bytes, bound_to: str) -> bytes:
    """`KeyRing.seal` with the keys of this installation."""
    return KeyRing.read(settings.SEALING_KEYS).seal(plain, bound_to)


def opened(sealed: bytes, bound_to: str) -> bytes:
    """`KeyRing.opened` with the keys of this installation."""
    return KeyRing.read(settings.SEALING_KEYS).opened(sealed, bound_to)


def current_head() -> bytes:
    """What every value begins with that the current key has sealed."""
    return HEAD.pack(VERSION, KeyRing.read(settings.SEALING_KEYS).current)
