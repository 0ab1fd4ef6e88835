"""Who has had the rendered page of which text in front of them: what stands behind “Reviewed, no change needed”.

The preview writes down, in the session of the person who asked for it, that this site sent the page of exactly this text. It shows
that the page was opened; that it was read, the reviewer says.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from publishing.errors import NotPermitted
from publishing.models import Edition

OPENED = "pages_opened"
MOST_REMEMBERED = 50


def remember(request: HttpRequest, edition: Edition) -> None:
    """The page of this text has been sent to this person."""
    opened = request.session.get(OPENED, {})
    if opened.get(str(edition.pk)) != edition.content_hash:
        kept = list(opened.items())[1 - MOST_REMEMBERED :]
        request.session[OPENED] = dict(kept) | {str(edition.pk): edition.content_hash}


def check_opened(request: HttpRequest, edition: Edition) -> None:
    """Raise NotPermitted for somebody to whom the page of this text was not sent since they signed in."""
    if request.session.get(OPENED, {}).get(str(edition.pk)) != edition.content_hash:
        raise NotPermitted(_("Open the page first, as it stands below, and read it. Then confirm it."))
