"""Signed marks: when a form was made, that our own page asked to send again, which message was read, and which request was received.

They are weighed or read, never required: a wrong or missing one costs no patient the request.
"""

from __future__ import annotations

import secrets
import time

from django.core import signing

KEY_BYTES = 16


def new_stamp() -> str:
    """For a new form: a key that no other form has, and when it was made."""
    return signing.dumps([secrets.token_urlsafe(KEY_BYTES), int(time.time())], salt="contact.form")


def age(stamp: str) -> float | None:
    """Seconds since a form was made by this machine's clock, which may have been set meanwhile; None for a stamp that is not ours."""
    try:
        _key, made_at = signing.loads(stamp, salt="contact.form")
        return time.time() - made_at
    except (signing.BadSignature, ValueError, TypeError):
        return None


def again(stamp: str) -> str:
    """Stands in a page of ours that asks to send once more."""
    return signing.Signer(salt="contact.again").signature(stamp)


def is_again(given: str, stamp: str) -> bool:
    """Whether a page of ours has asked to send this form once more."""
    try:
        return bool(given) and signing.Signer(salt="contact.again").unsign(f"{stamp}:{given}") == stamp
    except signing.BadSignature:
        return False


def calm(message: str) -> str:
    """Stands in the page that shows the emergency number because of a message: going on from it is about this message alone."""
    return signing.Signer(salt="contact.calm").signature(_in_one_line(message))


def is_calm(given: str, message: str) -> bool:
    """Whether a person went on from the emergency number because of this very message, in whatever lines it comes back."""
    text = _in_one_line(message)
    try:
        return bool(given) and signing.Signer(salt="contact.calm").unsign(f"{text}:{given}") == text
    except signing.BadSignature:
        return False


def receipt(reference: str) -> str:
    """What the confirmation's address ends with. It says no more than the reference."""
    return signing.Signer(salt="contact.sent").sign(reference)


def reference_in(token: str) -> str:
    """The reference that a confirmation is about; "" for a token that is not ours."""
    try:
        return signing.Signer(salt="contact.sent").unsign(token)
    except signing.BadSignature:
        return ""


def _in_one_line(message: str) -> str:
    return " ".join(message.split())
