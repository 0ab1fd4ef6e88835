"""A document's publications and withdrawals, held under a lock on its row, and the writing down of the live ranges they give."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q

from publishing.models import Document, Edition
from publishing.timeline import Span, lay_out, live_at


def database_clock() -> datetime:
    """What time the database has now. Its clock alone decides, so that two servers never disagree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


FACTS_OF_TIME = (
    "publish_at",
    "publish_by",
    "withdraw_at",
    "withdraw_by",
    "cancelled_at",
    "cancelled_by",
    "live",
)


def _lock(document: Document) -> None:
    """Hold the document and all that its editions name, in one order for everybody, so that what it counts on stays."""
    named = {key for uses in document.editions.values_list("uses", flat=True) for key in uses}
    wanted = Document.objects.filter(Q(pk=document.pk) | Q(key__in=named)).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk", flat=True))


class Schedule:
    """All editions of a locked document, its future withdrawals, and the changes to both; `write` makes them so."""

    def __init__(self, document: Document) -> None:
        _lock(document)
        unread = ("text", "headings") if document.described_by.ends_itself else ("content", "text", "headings")
        editions = document.editions.select_related("document", "review").defer(*unread)
        self.editions = {e.number: e for e in editions}
        self._before = {e.number: _facts(e) for e in editions}
        self.withdrawals = {
            e.withdraw_at: e.withdraw_by for e in editions if e.withdraw_at and e.withdraw_at != _own_end(e)
        }

    def spans(self) -> list[Span]:
        """The live spans that the facts give, in order. An edition whose content has an end is taken down by then."""
        publications = [(e.publish_at, e.number) for e in self.editions.values() if e.publish_at and not e.cancelled_at]
        return [
            span.ending_by(_own_end(self.editions[span.number])) for span in lay_out(publications, self.withdrawals)
        ]

    def live_at(self, at: datetime) -> Edition | None:
        """The edition that is, was or will be live at a moment, as things are planned."""
        span = live_at(self.spans(), at)
        return self.editions[span.number] if span else None

    def last_public(self, at: datetime) -> Edition | None:
        """The edition that readers see or saw last."""
        seen = [span for span in self.spans() if span.lower <= at]
        return self.editions[seen[-1].number] if seen else None

    def publish(self, edition: Edition, *, by, at: datetime) -> None:
        """Plan an edition's start. A new edition joins the document's others."""
        self._before.setdefault(edition.number, _facts(edition))
        edition.publish_at, edition.publish_by = at, by
        edition.cancelled_at = edition.cancelled_by = None
        self.editions[edition.number] = edition

    def cancel(self, edition: Edition, *, by, at: datetime) -> None:
        """Take a planned start back."""
        edition.cancelled_at, edition.cancelled_by = at, by

    def write(self) -> dict[str, Any]:
        """Store what changed, closing the old before opening the new. Returns the changed live ranges by edition number."""
        spans = {span.number: span for span in self.spans()}
        for number, edition in self.editions.items():
            self._settle(edition, spans.get(number))
        changed = [e for e in self.editions.values() if _facts(e) != self._before[e.number]]
        moved = {e.number: (self._before[e.number]["live"], e.live) for e in changed}
        for edition in sorted(changed, key=lambda e: _opening(*moved[e.number])):
            edition.save(update_fields=FACTS_OF_TIME)
        return {str(number): bounds(new) for number, (old, new) in moved.items() if old != new}

    def _settle(self, edition: Edition, span: Span | None) -> None:
        """Set the live range and the withdrawal that the plan gives this edition."""
        edition.live = DateTimeTZRange(span.lower, span.upper, "[)") if span else None
        edition.withdraw_at = span.upper if span and span.withdrawn else None
        edition.withdraw_by = self.withdrawals.get(span.upper, edition.publish_by) if span and span.withdrawn else None


def _own_end(edition: Edition) -> datetime | None:
    """The moment at which the content itself ends, for the kinds that have one."""
    return edition.kind.ends_at(edition.reads) if edition.kind.ends_itself else None


def _facts(edition: Edition) -> dict[str, Any]:
    """The facts of time, to tell whether any has changed; people by their primary keys, so that none is fetched."""
    return {name: getattr(edition, f"{name}_id" if name.endswith("_by") else name) for name in FACTS_OF_TIME}


def _opening(old: DateTimeTZRange | None, new: DateTimeTZRange | None) -> int:
    """Sort key: what only closes comes first, what opens comes last, so that no two editions overlap in between."""
    if new is None:
        return 0
    if old is not None and (old.upper is None or (new.upper is not None and new.upper < old.upper)):
        return 1
    return 2


def bounds(live: DateTimeTZRange | None) -> list[str | None] | None:
    """A live range as the ledger keeps it: ISO 8601 in UTC, null for no end; null altogether for no range."""
    if live is None:
        return None
    return [iso_utc(live.lower), iso_utc(live.upper) if live.upper else None]


def iso_utc(moment: datetime) -> str:
    """ISO 8601 in UTC with microseconds, so that equal moments are equal text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
