"""Links to one kept edition for people without an account: signed, and good for a week."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from publishing.models import Edition

GOOD_FOR = timedelta(days=7)

_signer = signing.TimestampSigner(salt="publishing.sharing")


def link_to(edition: Edition) -> str:
    """The path under which anyone who has it can read the edition for a week."""
    return reverse("publishing:shared_preview", args=[_signer.sign(str(edition.pk))])


def edition_of(token: str) -> int:
    """The edition that a link names. Raises signing.BadSignature for a forged or expired one."""
    return int(_signer.unsign(token, max_age=GOOD_FOR))
