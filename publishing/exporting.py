"""The whole content of the site as one file: what `import_content` would make of it, to the byte."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from msgspec import UNSET

from publishing import beside, kinds, media
from publishing.content import Content, as_json, content_hash, from_json
from publishing.content_file import ContentFile, DocumentEntry, LiveText, TermEntry
from publishing.kinds import Kind
from publishing.models import Address, Document, Edition, Rules, Term

RULES = ("second_person", "months_to_next_review", "remind_days_before", "overdue_days")
"""The rules that move; who stands in for whom is about people and stays."""


class Exporting:
    """One export. `file` is what was found, `notes` say what the file could not take along."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._uploads: dict[str, str] = {}
        # Texts are passed through the drafts, as an import would, and everything is put back.
        with transaction.atomic():
            _see_one_moment()
            self._addresses = _addresses()
            documents = [entry for kind in kinds.every() for entry in self._documents(kind)]
            self._note_what_is_planned()
            self.file = ContentFile(
                rules=_rules() or UNSET,
                glossary=tuple(_glossary()) or UNSET,
                beside=beside.written() or UNSET,
                documents=tuple(documents),
                media=dict(sorted(self._uploads.items())) or UNSET,
            )
            transaction.set_rollback(True)

    def _documents(self, kind: Kind) -> list[DocumentEntry]:
        live = {e.document_id: e for e in Edition.objects.live().of_kind(kind.name).select_related("document")}
        # All are read before the first is restored into: a draft may name another one.
        drafts = list(kind.model.objects.select_related("translation_of").order_by("position", "key"))
        contents = [kind.freeze(draft) for draft in drafts]
        return [
            self._entry(kind, draft, content, live.get(draft.pk))
            for draft, content in zip(drafts, contents, strict=True)
        ]

    def _entry(self, kind: Kind, draft: Document, content: Content, live: Edition | None) -> DocumentEntry:
        self._take_uploads(content)
        taken = self._addresses.get(draft.pk, set()) - {live.address if live else ""}
        return DocumentEntry(
            key=draft.key,
            kind=kind.name,
            language=draft.language,
            position=draft.position,
            translation_of=draft.translation_of.key if draft.translation_of else UNSET,
            addresses=tuple(sorted(taken)) or UNSET,
            content=as_json(content),
            live=self._live_text(kind, draft, as_json(content), live) if live else None,
        )

    def _live_text(self, kind: Kind, draft: Document, values: dict[str, Any], live: Edition) -> LiveText | Any:
        """How what is live differs from the draft; UNSET where it does not."""
        text: dict[str, Any] = {}
        if live.language != draft.language:
            text["language"] = live.language
        if live.withdraw_at and live.withdraw_at != kind.ends_at(live.reads):
            text["until"] = live.withdraw_at
        if live.content_hash != content_hash(values):
            as_imported = self._as_imported(kind, draft, live)
            if as_imported != values:
                text["content"] = as_imported
        return LiveText(**text) if text else UNSET

    def _as_imported(self, kind: Kind, draft: Document, live: Edition) -> dict[str, Any]:
        """A live text as it comes out of a draft again: without what it names that is gone, and by today's rules."""
        kind.restore(draft, from_json(kind.content, live.content))
        content = kind.freeze(kind.model.objects.get(pk=draft.pk))
        self._take_uploads(content)
        return as_json(content)

    def _take_uploads(self, content: Content) -> None:
        for name in media.uploads_in(content):
            if name in self._uploads:
                continue
            if text := media.encoded(name):
                self._uploads[name] = text
            else:
                self.notes.append(_("The picture %(name)s is missing on this server.") % {"name": name})

    def _note_what_is_planned(self) -> None:
        for edition in Edition.objects.filter(live__startswith__gt=Now()).select_related("document"):
            self.notes.append(
                _("“%(title)s” is planned to go live on %(moment)s. Plans stay here; its draft is in the file.")
                % {"title": edition, "moment": f"{edition.live.lower:%Y-%m-%d %H:%M %Z}"}
            )


def _see_one_moment() -> None:
    """Read everything as it was at one moment, whatever staff save meanwhile. Inside a test there is no other moment."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _addresses() -> dict[int, set[str]]:
    """The addresses at which readers have met each document; none that is only planned."""
    found: dict[int, set[str]] = {}
    claimed = Edition.objects.filter(publish_at__isnull=False).values_list("document_id", "address")
    planned = set(claimed) - set(claimed.was_live())
    for document, path in Address.objects.values_list("document_id", "path"):
        if (document, path) not in planned:
            found.setdefault(document, set()).add(path)
    return found


def _glossary() -> list[TermEntry]:
    terms = sorted(Term.objects.all(), key=lambda term: (term.language, term.term.lower(), term.term))
    return [
        TermEntry(term=t.term, language=t.language, also=tuple(t.also.splitlines()), meaning=t.meaning) for t in terms
    ]


def _rules() -> dict[str, Any]:
    """The rules that differ from the defaults."""
    chosen, defaults = Rules.current(), Rules()
    return {name: getattr(chosen, name) for name in RULES if getattr(chosen, name) != getattr(defaults, name)}
