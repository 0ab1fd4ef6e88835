"""Addresses belong to one document for good: an edition asks whether its own is free, and claims it when it goes live."""

from __future__ import annotations

from django.utils.translation import gettext as _

from publishing import kinds
from publishing.errors import AddressTaken
from publishing.live import LiveSet
from publishing.models import Address, Document, Edition


def claim_address(edition: Edition) -> None:
    """Give the address to the edition's document for good. Raises AddressTaken where another one owns it."""
    if not edition.address:
        return
    address, _created = Address.objects.select_related("document").get_or_create(
        path=edition.address, defaults={"document": edition.document}
    )
    if address.document_id != edition.document_id:
        raise AddressTaken(_taken(edition, address.document))


def taken(edition: Edition) -> list[str]:
    """A sentence where another document owns the edition's address, with the field where another one is chosen."""
    others = Address.objects.filter(path=edition.address).exclude(document=edition.document_id)
    return [_taken(edition, address.document) for address in others.select_related("document")]


def _taken(edition: Edition, owner: Document) -> str:
    sentence = _("The address %(path)s belongs to “%(title)s”. Choose another one.")
    field = ["slug"] if "slug" in edition.content else []
    return kinds.at(*field, sentence=sentence % {"path": _as_read(edition), "title": owner})


def _as_read(edition: Edition) -> str:
    """The address as readers type it; with a gap where another document, not live yet, has a part in it."""
    return LiveSet.around_edition(edition).path(edition) or edition.address.replace("*", "…")
