"""Taking in content from a file: all of it or nothing, live where it was live, and signed by nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from publishing import beside, kinds, media
from publishing.actions import keep
from publishing.addresses import claim_address
from publishing.content import as_json
from publishing.content_file import ContentFile, DocumentEntry, TermEntry, UnreadableContent, content_of, named
from publishing.errors import Refused
from publishing.exporting import RULES
from publishing.ledger import approval_hash, publication_hash, record
from publishing.models import Address, Document, Edition, Rules, Term
from publishing.parts import take_apart
from publishing.schedule import Schedule, database_clock

ACCOUNT = "content-import"
"""The account in whose name imported content stands. It has no password and cannot sign in."""


@dataclass
class Incoming:
    """A document on its way in."""

    place: str
    entry: DocumentEntry
    draft: Document
    live: Edition | None = None


@dataclass
class Importing:
    """One import: `load` brings things in, `notes` say what came in otherwise than it stands in the file."""

    by: Any
    notes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @transaction.atomic
    def load(self, entries: list[tuple[int, DocumentEntry]], uploads: dict[str, str]) -> list[Document]:
        """Bring in these documents, each with its index in the file. Raises UnreadableContent with all that is wrong."""
        self._store(uploads)
        incoming = [each for index, entry in entries if (each := self._begin(index, entry))]
        self._join_translations(incoming)
        # All exist before any is filled in, and all texts are in before any has an address: they name each other.
        for each in incoming:
            if each.entry.is_live:
                self._fill(each, each.entry.live_language, each.entry.live_content)
                self._keep_live(each)
        for each in incoming:
            if not each.entry.is_live or self._is_newer(each.entry):
                self._fill(each, each.entry.language, each.entry.content)
        for each in incoming:
            self._go_live(each)
        for each in incoming:
            self._keep_draft(each)
        if self.faults:
            raise UnreadableContent(*self.faults)
        return [each.draft for each in incoming]

    def add_terms(self, terms: tuple[TermEntry, ...]) -> None:
        """Put these entries into the glossary, where they are not in it."""
        for index, entry in enumerate(terms):
            with self._at(f"glossary[{index}]"):
                if not Term.objects.filter(term__iexact=entry.term, language=entry.language).exists():
                    term = Term(
                        term=entry.term, language=entry.language, also="\n".join(entry.also), meaning=entry.meaning
                    )
                    term.full_clean()
                    term.save()
        if self.faults:
            raise UnreadableContent(*self.faults)

    def add_beside(self, entries: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        """Take in entries of the lists that apps keep beside the documents, as `beside.named` gives them."""
        for name, place, entry in entries:
            with self._at(place):
                beside.get(name).take_in(entry)
        if self.faults:
            raise UnreadableContent(*self.faults)

    def set_rules(self, values: dict[str, Any]) -> None:
        """Turn the practice's rules as the file has them."""
        if unknown := set(values) - set(RULES):
            raise UnreadableContent(f"rules: {', '.join(sorted(unknown))}: " + _("no such rule."))
        with self._at("rules"):
            rules = Rules(pk=1, **values)
            rules.full_clean(validate_unique=False)
            Rules.objects.update_or_create(pk=1, defaults=values)
            record("change_rules", by=self.by, rules={name: str(value) for name, value in values.items()})
        if self.faults:
            raise UnreadableContent(*self.faults)

    def _begin(self, index: int, entry: DocumentEntry) -> Incoming | None:
        """An empty draft with its key, kind, language and place."""
        place = named(index, entry)
        with self._at(place):
            draft = kinds.get(entry.kind).model(key=entry.key, language=entry.language, position=entry.position)
            draft.save()
            return Incoming(place, entry, draft)
        return None

    def _join_translations(self, incoming: list[Incoming]) -> None:
        by_key = {each.entry.key: each.draft for each in incoming}
        for each in incoming:
            if original := each.entry.translation_of:
                with self._at(each.place):
                    each.draft.translation_of_id = by_key[original].pk if original in by_key else None
                    each.draft.save(update_fields=["translation_of"])

    def _fill(self, each: Incoming, language: str, values: dict[str, Any]) -> None:
        """Write a text into the draft, and note what comes out of it otherwise."""
        kind, content = kinds.get(each.entry.kind), content_of(each.entry, values)
        with self._at(each.place):
            each.draft.language = language
            kind.restore(each.draft, content)
            # What the database would ask at the end, and say of no place in the file.
            connection.check_constraints()
            each.draft = kind.model.objects.get(pk=each.draft.pk)
            wanted, found = as_json(content), as_json(kind.freeze(each.draft))
            unknown = set(values) - set(kind.content.__struct_fields__)
            changed = {name for name in {*wanted, *found} if wanted.get(name) != found.get(name)}
            for name in sorted(changed | unknown):
                self.notes.append(
                    _("%(place)s: %(name)s was cleaned, or left out.") % {"place": each.place, "name": name}
                )

    def _keep_live(self, each: Incoming) -> None:
        with self._at(each.place):
            _check_described(each.draft)
            each.live = keep(each.draft, by=self.by, verb="load", starter=True)

    def _is_newer(self, entry: DocumentEntry) -> bool:
        return entry.live_content != entry.content or entry.live_language != entry.language

    def _go_live(self, each: Incoming) -> None:
        """Publish the live text without a review, as its event says; and give it the addresses of old."""
        with self._at(each.place):
            if each.live and self._has_not_ended(each):
                claim_address(each.live)
                _publish(each, by=self.by)
            for path in each.entry.addresses or ():
                _claim(path, each.draft)

    def _has_not_ended(self, each: Incoming) -> bool:
        """Whether its end, if it has one, is still to come."""
        own_end = kinds.get(each.entry.kind).ends_at(each.live.reads)
        planned = each.entry.live.until if each.entry.live else None
        ends = [end for end in (own_end, planned) if end]
        if ends and min(ends) <= database_clock():
            self.notes.append(_("%(place)s: its end has passed, so it is not live.") % {"place": each.place})
            return False
        return True

    def _keep_draft(self, each: Incoming) -> None:
        with self._at(each.place):
            keep(each.draft, by=self.by, verb="load")

    def _store(self, uploads: dict[str, str]) -> None:
        pictures = {}
        for name, text in uploads.items():
            with self._at(f"media[{name[:80]}]"):
                pictures[name] = media.decoded(name, text)
        if self.faults:
            raise UnreadableContent(*self.faults)
        # A picture too many does no harm: its name is its content, and nothing shows it.
        for name, data in pictures.items():
            media.store(name, data)

    @contextmanager
    def _at(self, place: str) -> Iterator[None]:
        """Do one thing; what goes wrong with it is a sentence about its place in the file, and undone."""
        try:
            with transaction.atomic():
                yield
        except Refused as refusal:
            self.faults += [f"{place}: {sentence}" for sentence in refusal.sentences]
        except ValidationError as error:
            self.faults += [f"{place}: {sentence}" for sentence in error.messages]
        except (DataError, IntegrityError) as error:
            self.faults.append(f"{place}: " + _("the database refuses it: %(why)s") % {"why": _first_line(error)})
        except (ValueError, TypeError, OverflowError) as error:
            self.faults.append(f"{place}: {error}")


def check_empty() -> None:
    """Raise Refused unless the site has no content: an import is a beginning, not an addition."""
    if count := Document.objects.count():
        raise Refused(
            _(
                "This site has %(count)s documents already. Content is imported into an empty site: make a new database, "
                "run migrate, and import there."
            )
            % {"count": count}
        )


@transaction.atomic
def import_file(file: ContentFile, *, sha256: str, dry_run: bool = False) -> Importing:
    """Import a whole file into an empty site, as one event. With `dry_run` nothing stays."""
    take_turns()
    check_empty()
    importing = Importing(by=account(ACCOUNT))
    importing.set_rules(file.rules) if file.rules else None
    importing.add_terms(file.glossary or ())
    importing.add_beside(entries_beside(file))
    documents = importing.load(list(enumerate(file.documents)), file.media or {})
    record("import", by=importing.by, documents=len(documents), terms=len(file.glossary or ()), sha256=sha256)
    if dry_run:
        transaction.set_rollback(True)
    return importing


def entries_beside(file: ContentFile) -> list[tuple[str, str, dict[str, Any]]]:
    """What the file holds beside the documents, as `beside.named` gives it. Raises UnreadableContent for what no app keeps."""
    try:
        return list(beside.named(file.beside or {}))
    except ValueError as error:
        raise UnreadableContent(f"beside: {error}") from error


def take_turns() -> None:
    """Let two loadings at one time follow each other; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('publishing_starter'))")


def account(username: str):
    """The account that content is loaded by."""
    found, created = get_user_model().objects.get_or_create(username=username, defaults={"is_active": False})
    if created:
        found.set_unusable_password()
        found.save(update_fields=["password"])
    return found


def _check_described(draft: Document) -> None:
    """Raise ValueError for a picture without words: a draft may have one, readers may not."""
    parts = take_apart(as_json(draft.described_by.freeze(draft)))
    if any(part.field == "alternative_text" and not part.value.strip() for part in parts.values.values()):
        raise ValueError(_("a picture that is to be live has no alternative text."))


def _publish(each: Incoming, *, by) -> None:
    schedule = Schedule(each.draft)
    edition = schedule.editions[each.live.number]
    schedule.publish(edition, by=by, at=database_clock())
    if each.entry.live and each.entry.live.until:
        schedule.withdrawals[each.entry.live.until] = by
    bounds = schedule.write()
    edition.refresh_from_db()
    facts = {"stands": approval_hash(edition), "published": publication_hash(edition)}
    record("publish", by=by, document=each.draft, edition=edition, bounds=bounds, **facts)


def _claim(path: str, draft: Document) -> None:
    """Give an address of old to its document for good."""
    if not path.startswith("/") or len(path) > Address._meta.get_field("path").max_length:
        raise ValueError(_("“%(path)s” is no address of a page.") % {"path": path[:80]})
    address, _created = Address.objects.get_or_create(path=path, defaults={"document_id": draft.pk})
    if address.document_id != draft.pk:
        raise ValueError(_("The address %(path)s belongs to another document.") % {"path": path})


def _first_line(error: Exception) -> str:
    """What the database says, without the row that it would show."""
    return str(error).partition("\n")[0]
