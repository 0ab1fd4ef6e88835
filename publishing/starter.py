"""Loading the starter content of a new installation: once, and never over what staff did with it since."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from publishing.content_file import ContentFile, UnreadableContent, parse
from publishing.importing import Importing, account, entries_beside, take_turns
from publishing.ledger import record
from publishing.models import Document, Event

ACCOUNT = "starter-content"
"""The account in whose name starter content stands. It has no password and cannot sign in."""


def read(path: Path) -> ContentFile:
    """What a content file says. Raises UnreadableContent with sentences for one that cannot be read."""
    try:
        return parse(path.read_bytes())
    except OSError as error:
        raise UnreadableContent(f"{path} cannot be read: {error.strerror}") from error


@transaction.atomic
def load(file: ContentFile) -> list[Document]:
    """Load the documents and terms that were never loaded before, live at once and unsigned. Returns the documents.

    Whatever staff did to an earlier loading, editing and discarding included, stays as it is.
    """
    take_turns()
    loading = Importing(by=account(ACCOUNT))
    loaded_before = set(Event.objects.filter(verb="load").values_list("document_key", flat=True))
    known = loaded_before | set(Document.objects.values_list("key", flat=True))
    fresh = [(index, entry) for index, entry in enumerate(file.documents) if entry.key not in known]
    _add_terms(file, loading)
    return loading.load(fresh, file.media or {} if fresh else {})


def _add_terms(file: ContentFile, loading: Importing) -> None:
    """The entries of the glossary and of the lists beside the documents that no earlier loading brought."""
    brought = {
        name
        for terms in Event.objects.filter(verb="load_terms").values_list("details__terms", flat=True)
        for name in terms
    }
    fresh = tuple(term for term in file.glossary or () if f"{term.language}:{term.term}" not in brought)
    others = [each for each in entries_beside(file) if each[1] not in brought]
    if fresh or others:
        loading.add_terms(fresh)
        loading.add_beside(others)
        names = [f"{term.language}:{term.term}" for term in fresh] + [name for _list, name, _entry in others]
        record("load_terms", by=loading.by, terms=names)
