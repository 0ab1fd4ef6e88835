"""Exact search in what is sealed: a keyed mark of a value, the same for the same value, and of no use without the key.

Each key of the ring makes its own marks. What is stored carries the mark of the current key; a search asks for all of them, so
that nothing is overlooked while keys are being changed.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from sealing.ring import KeyRing


def marks(value: str, purpose: str) -> list[str]:
    """The marks of a value for one purpose, by each key on the ring, the current one first; 64 hexadecimal digits each."""
    return [
        hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()
        for key in KeyRing.read(settings.SEALING_KEYS).index_keys()
    ]
