"""The activity log in plain words, for the staff site's list and for a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import sheets
from publishing.models import Edition, Event

VERBS = {
    "keep": gettext_lazy("saved"),
    "load": gettext_lazy("loaded"),
    "import": gettext_lazy("imported"),
    "submit": gettext_lazy("submitted for approval"),
    "send_back": gettext_lazy("sent back"),
    "approve": gettext_lazy("approved"),
    "review": gettext_lazy("reviewed, no change needed"),
    "publish": gettext_lazy("published"),
    "withdraw": gettext_lazy("took down"),
    "cancel": gettext_lazy("canceled a publication"),
    "cancel_withdrawal": gettext_lazy("kept up what was to be taken down"),
    "undo_publish": gettext_lazy("undid a publication"),
    "restore": gettext_lazy("copied an edition into the draft"),
    "discard": gettext_lazy("deleted a draft"),
    "reorder": gettext_lazy("changed the order"),
    "assign": gettext_lazy("changed who looks after it"),
    "note": gettext_lazy("wrote a note"),
    "settle": gettext_lazy("settled a note"),
    "share": gettext_lazy("made a link to share"),
    "take_back": gettext_lazy("took a link back"),
    "change_rules": gettext_lazy("changed the rules"),
    "define": gettext_lazy("wrote a glossary entry"),
    "remove_term": gettext_lazy("removed a glossary entry"),
}
"""What was done, as people say it, by the verb of the event."""


def in_words(verb: str) -> str:
    """What was done, in words."""
    return str(VERBS.get(verb, verb.replace("_", " ")))


def with_titles(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with the title that their document has now, as `title`."""
    newest = Edition.objects.filter(document__key=OuterRef("document_key")).newest_first().values("title")[:1]
    return events.annotate(title=Subquery(newest))


def documents_called(words: str) -> list[UUID]:
    """The keys of documents that were ever called so."""
    editions = Edition.objects.filter(title__icontains=words).order_by()
    return list(editions.values_list("document__key", flat=True).distinct()[:500])


def more(event: Event) -> str:
    """What else an event tells that people ask for."""
    details = event.details
    found = [
        _("from %(moment)s") % {"moment": _moment(details["publish_at"])} if details.get("publish_at") else "",
        _("at %(moment)s") % {"moment": _moment(details["withdraw_at"])} if details.get("withdraw_at") else "",
        _("place %(place)s") % {"place": details["position"]} if "position" in details else "",
        f"{details['term']}: {details['meaning']}" if "term" in details else "",
        ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in details.get("rules", {}).items()),
    ]
    return "; ".join(text for text in found if text)


def as_csv(events: QuerySet[Event]) -> HttpResponse:
    """The events as a file that spreadsheets open, row by row as they come from the database."""
    response = StreamingHttpResponse(sheets.as_csv(_heads(), _rows(events)), content_type=sheets.CONTENT_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="activity-{timezone.localdate():%Y-%m-%d}.csv"'
    response["Cache-Control"] = "no-store"
    return response


def _heads() -> list[str]:
    return [_("Number"), _("When"), _("Who"), _("What was done"), _("Page"), _("Edition"), _("More"), _("Hash")]


def _rows(events: QuerySet[Event]) -> Iterator[list[str]]:
    for event in with_titles(events).select_related("by").iterator(chunk_size=1000):
        yield [
            str(event.number),
            timezone.localtime(event.at).isoformat(timespec="seconds"),
            event.by.get_full_name() or event.by.get_username(),
            in_words(event.verb),
            event.title or "",
            str(event.edition_number or ""),
            more(event),
            event.hash,
        ]


def _moment(text: str) -> str:
    """A moment of the ledger in the practice's own time, as people write it."""
    moment = timezone.localtime(datetime.fromisoformat(text))
    return date_format(moment, "DATETIME_FORMAT")
