"""Loading content from a file: the starter content of a new installation, or what another one exported.

The file is JSON: {"format": 1, "documents": [{"key", "kind", "language", "position", "content"}, …]}.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection, transaction

from publishing import kinds
from publishing.actions import keep
from publishing.content import from_json
from publishing.ledger import approval_hash, publication_hash, record
from publishing.models import Document, Edition, Event
from publishing.reviewing import claim_address
from publishing.schedule import Schedule, database_clock

FORMAT = 1
ACCOUNT = "starter-content"
"""The account in whose name starter content stands. It has no password and cannot sign in."""


class UnreadableContent(Exception):
    """The file is not what it should be; the text says where."""


def read(path: Path) -> list[dict[str, Any]]:
    """The documents of a content file. Raises UnreadableContent for another format or a kind that no app describes."""
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableContent(f"{path} cannot be read: {error}") from error
    if values.get("format") != FORMAT:
        raise UnreadableContent(f"{path} has format {values.get('format')!r}; this version reads format {FORMAT}.")
    known = {kind.name for kind in kinds.every()}
    if strange := {d["kind"] for d in values["documents"]} - known:
        raise UnreadableContent(f"{path} has documents of unknown kinds: {', '.join(sorted(strange))}.")
    return values["documents"]


@transaction.atomic
def load(entries: list[dict[str, Any]]) -> list[Document]:
    """Load the documents that were never loaded before, live at once and unsigned. Returns them.

    Whatever staff did to an earlier loading, editing and discarding included, stays as it is.
    """
    _take_turns()
    account = _account()
    loaded_before = set(Event.objects.filter(verb="load").values_list("document_key", flat=True))
    known = set(Document.objects.values_list("key", flat=True))
    fresh = [entry for entry in entries if UUID(entry["key"]) not in loaded_before | known]
    drafts = [_draft(entry) for entry in fresh]
    # All exist before any is filled in, since they name each other.
    for entry, draft in zip(fresh, drafts, strict=True):
        draft.described_by.restore(draft, from_json(draft.described_by.content, entry["content"]))
    for draft in drafts:
        _go_live(draft, account)
    return drafts


def _take_turns() -> None:
    """Let two loadings at one time follow each other; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('publishing_starter'))")


def _draft(entry: dict[str, Any]) -> Document:
    """An empty draft with its key, kind, language and place."""
    draft = kinds.get(entry["kind"]).model(
        key=UUID(entry["key"]), language=entry.get("language", "en"), position=entry.get("position", 0)
    )
    draft.save()
    return draft


def _go_live(draft: Document, account) -> Edition:
    """Freeze a loaded draft and publish it without a review, as its one event says."""
    edition = keep(draft, by=account, verb="load", starter=True)
    claim_address(edition)
    schedule = Schedule(draft)
    schedule.publish(schedule.editions[edition.number], by=account, at=database_clock())
    bounds = schedule.write()
    edition.refresh_from_db()
    facts = {"stands": approval_hash(edition), "published": publication_hash(edition)}
    record("publish", by=account, document=draft, edition=edition, bounds=bounds, **facts)
    return edition


def _account():
    """The account that starter content is loaded by."""
    account, created = get_user_model().objects.get_or_create(username=ACCOUNT, defaults={"is_active": False})
    if created:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account
