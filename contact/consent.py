"""What patients agree to, with its version. The practice's own words, in its published edition, or the site's."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

from practice.content import PracticeContent
from publishing.models import Edition

VERSION_LENGTH = 12


def wording(practice: PracticeContent | None) -> str:
    """The words to agree to."""
    own = practice.consent_text.strip() if practice else ""
    return own or _(
        "I agree that the practice keeps what I enter here and calls me back about it. It is read only by the people who "
        "answer me, and erased when it is no longer needed."
    )


def version(text: str) -> str:
    """The version of a wording: another wording has another one."""
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]


def wording_of(shown: str) -> str:
    """The wording of a version that is no longer the current one, from the practice's past editions; "" where it is not found."""
    editions = Edition.objects.filter(document__kind="practice").order_by("-number")
    for edition in editions.for_reading():
        text = wording(edition.reads)
        if version(text) == shown:
            return text
    return ""
