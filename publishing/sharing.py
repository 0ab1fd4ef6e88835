"""Links to one kept edition for people without an account: signed, good for a week, and taken back at will."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.errors import TransitionNotAllowed
from publishing.ledger import record
from publishing.models import Edition, ShareLink
from publishing.permissions import check_role
from publishing.schedule import database_clock

GOOD_FOR = timedelta(days=7)

# Without a date in the signature: until when a link is good stands in its row, by the database's clock.
_signer = signing.Signer(salt="publishing.sharing")


@transaction.atomic
def share(edition: Edition, *, by, at: datetime | None = None) -> ShareLink:
    """Make a link under which anyone who has it can read the edition for a week."""
    check_role(by, "share")
    if not edition.address:
        raise TransitionNotAllowed(_("“%(title)s” has no page of its own to share.") % {"title": edition})
    at = at or database_clock()
    link = ShareLink.objects.create(edition=edition, made_at=at, made_by=by, expires_at=at + GOOD_FOR)
    record("share", by=by, document=edition.document, edition=edition, link=link.pk, until=link.expires_at)
    return link


@transaction.atomic
def take_back(link: ShareLink, *, by, at: datetime | None = None) -> ShareLink:
    """Make a link lead nowhere from now on."""
    check_role(by, "share")
    held = ShareLink.objects.select_for_update(of=("self",)).select_related("edition__document").get(pk=link.pk)
    if held.revoked_at:
        raise TransitionNotAllowed(_("Somebody has taken this link back already."))
    held.revoked_at, held.revoked_by = at or database_clock(), by
    held.save(update_fields=["revoked_at", "revoked_by"])
    record("take_back", by=by, document=held.edition.document, edition=held.edition, link=held.pk)
    return held


def good_links(edition: Edition, at: datetime):
    """The links to an edition that lead to it at a moment, the newest first."""
    links = ShareLink.objects.filter(edition=edition, revoked_at__isnull=True, expires_at__gt=at)
    return links.select_related("made_by").order_by("-made_at")


def path_of(link: ShareLink) -> str:
    """The path of a link."""
    return reverse("publishing:shared_preview", args=[_signer.sign(str(link.pk))])


def edition_of(token: str, at: datetime | None = None) -> Edition:
    """The edition behind a link. Raises Edition.DoesNotExist for one that is forged, over or taken back."""
    try:
        number = int(_signer.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise Edition.DoesNotExist from error
    is_good = {"share_links__pk": number, "share_links__revoked_at__isnull": True}
    return Edition.objects.for_reading().get(share_links__expires_at__gt=at or database_clock(), **is_good)


def url_of(link: ShareLink) -> str:
    """The whole address of a link, as it is sent to somebody."""
    return settings.SITE_URL + path_of(link)
