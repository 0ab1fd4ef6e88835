"""Opening what is sealed. Who looks, and why, is written down first: without that row there is no text."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from contact.models import AccessEntry, ContactRequest, RequestNote
from contact.models.request import Person
from publishing.errors import NotPermitted
from publishing.roles import COORDINATOR, has_role
from sealing import SealingError

EXPORT = "contact.export_contactrequest"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """A request as its coordinator reads it. `person` is None once erased, or where `problem` says why."""

    request: ContactRequest
    person: Person | None
    notes: list[tuple[RequestNote, str]] = field(default_factory=list)
    problem: str = ""


def may_work(user) -> bool:
    """Coordinators, and nobody for being able to do everything else."""
    return has_role(user, COORDINATOR) and user.has_perm("contact.change_contactrequest")


def may_export(user) -> bool:
    """Coordinators with the right to take requests away."""
    return may_work(user) and user.has_perm(EXPORT)


def check_may_work(user) -> None:
    """Raise NotPermitted unless the person works the requests."""
    if not may_work(user):
        raise NotPermitted(_("Only coordinators work the requests of patients."))


def record(what: str, *, by, reference: str = "", count: int = 1, why: str = "") -> AccessEntry:
    """Write down a look or a step; nothing of what was seen."""
    return AccessEntry.objects.create(what=what, by=by, reference=reference, count=count, why=why[:300])


def open_request(request: ContactRequest, *, by, why: str = "") -> Opened:
    """One request with its notes, once the look is written down for good. Raises NotPermitted, or the database's errors."""
    check_may_work(by)
    with transaction.atomic(durable=True):
        record("viewed", by=by, reference=request.reference, why=why)
    return _opened(request, list(request.notes.select_related("written_by")))


def open_many(requests: Iterable[ContactRequest], *, by, what: str, why: str = "") -> list[Opened]:
    """Several, without their notes: one row of access for each, all written before the first is opened."""
    check_may_work(by)
    found = list(requests)
    with transaction.atomic(durable=True):
        AccessEntry.objects.bulk_create(
            AccessEntry(what=what, by=by, reference=request.reference, why=why[:300]) for request in found
        )
    return [_opened(request, []) for request in found]


def person_of(request: ContactRequest, *, what: str, why: str) -> Person | None:
    """Who asks, for a step that the site itself takes; written down first. None once erased, or where it cannot be opened."""
    record(what, by=None, reference=request.reference, why=why)
    return _opened(request, []).person


def _opened(request: ContactRequest, notes: list[RequestNote]) -> Opened:
    try:
        return Opened(request, request.open_sealed(), [(note, note.open_sealed()) for note in notes])
    except SealingError as error:
        logger.error("Request %s cannot be opened: %s", request.reference, error)
        problem = _(
            "What the patient wrote cannot be opened: it was changed in the database. Tell whoever looks after the server."
        )
        return Opened(request, None, problem=problem)
