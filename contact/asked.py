"""What a patient asked for, ready to be stored: the same value whether it goes to the database or, for a while, to the spool."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from contact.models.request import Person
from contact.references import reference_of
from sealing.index import marks

WINDOW = timedelta(hours=24)
"""Without a form's key, the same content within this time is the same request."""


@dataclass(frozen=True)
class Asked:
    """One request as it was sent. `idem` marks it: whatever has the same mark is the same request."""

    person: Person
    best_time: str
    topic: str
    topic_title: str
    for_whom: str
    language: str
    may_leave_message: bool
    consent_version: str
    consent_text: str
    idem: str = ""
    earlier_idem: str = ""
    asked_at: str = ""
    spam_score: int = 0
    spam_reasons: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """The reference that the person is told."""
        return reference_of(self.idem)

    @property
    def topic_key(self) -> UUID | None:
        """The key of the page it is about."""
        return UUID(self.topic) if self.topic else None

    def content(self) -> str:
        """What makes it the same request when it comes again."""
        said = {name: value for name, value in asdict(self).items() if name not in _NOT_SAID}
        return json.dumps(said, sort_keys=True)

    def with_idem(self, idem: str, earlier: str = "") -> Asked:
        """The same with its mark."""
        return replace(self, idem=idem, earlier_idem=earlier)

    def to_bytes(self) -> bytes:
        """For sealing."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Asked:
        """What `to_bytes` wrote."""
        fields = json.loads(data)
        person, reasons = Person(**fields.pop("person")), tuple(fields.pop("spam_reasons"))
        return cls(person=person, spam_reasons=reasons, **fields)


_NOT_SAID = {
    "idem",
    "earlier_idem",
    "asked_at",
    "spam_score",
    "spam_reasons",
    "consent_version",
    "consent_text",
    "topic_title",
}


def idem_of(form_key: str, asked: Asked) -> str:
    """The mark of one form with one content. Sent again after a correction it is another request, so that neither is lost."""
    return hashlib.sha256(f"{form_key}\0{asked.content()}".encode()).hexdigest()


def idems_without_key(asked: Asked, at: datetime | None = None) -> tuple[str, str]:
    """The marks for content that came without a form's key: of this stretch of 24 hours and of the one before."""
    stretch = int((at or datetime.now(UTC)).timestamp() // WINDOW.total_seconds())
    now, before = (marks(f"{number}\0{asked.content()}", "idem")[0] for number in (stretch, stretch - 1))
    return now, before
