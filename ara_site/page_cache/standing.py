"""While the database is away: what a copy may still be shown as, and the answer that comes of it."""

from __future__ import annotations

import hashlib
import logging
import re
import time
from enum import Enum
from http import HTTPStatus

import msgspec
from django.http import HttpRequest
from django.template.loader import render_to_string

from ara_site import deadline
from ara_site.error_pages import GONE
from ara_site.errors import show
from ara_site.page_cache.copies import Copy
from ara_site.page_cache.encodings import encode
from ara_site.page_cache.epochs import Epoch
from practice.surroundings import last_known

A_DAY = 24 * 60 * 60
SECONDS_FOR_THE_FRAME = 0.2

_MAIN = re.compile(rb"<main\b[^>]*>")

logger = logging.getLogger(__name__)


class Standing(Enum):
    """What readers get."""

    GOOD = "as it is"
    TO_CHECK = "with the advice to call"
    TAKEN_DOWN = "not any more"


def judge(copy: Copy, last: Epoch | None, now: float) -> Standing:
    """What is known of a copy at a moment (seconds since 1970), by what it says itself and by the epoch that was known last."""
    if copy.status == HTTPStatus.GONE:
        return Standing.GOOD
    has_ended = copy.ends_at is not None and now >= copy.ends_at
    if (has_ended and copy.withdrawn) or (last and copy.document in last.gone):
        return Standing.TAKEN_DOWN
    has_changed = has_ended or (copy.changes_at is not None and now >= copy.changes_at)
    is_older = last is None or copy.version != last.version or now - last.seen_at > A_DAY
    return Standing.TO_CHECK if has_changed or is_older else Standing.GOOD


def stand_in(copy: Copy, last: Epoch | None) -> Copy:
    """The copy as it may be shown now, its label empty unless it is unchanged."""
    standing = judge(copy, last, time.time())
    if standing is Standing.GOOD:
        return copy
    if standing is Standing.TAKEN_DOWN:
        return _taken_down(copy)
    return _with_advice(copy)


def _with_advice(copy: Copy) -> Copy:
    """The page with a sentence at its beginning; other files have no place for one."""
    body = copy.bodies["identity"]
    found = _MAIN.search(body)
    if found is None:
        return copy
    advice = render_to_string("page_cache/please_call.html", last_known()).encode()
    return _rewritten(copy, body[: found.end()] + advice + body[found.end() :])


def _taken_down(copy: Copy) -> Copy:
    request = HttpRequest()
    request.path = request.path_info = copy.path
    with deadline.within(SECONDS_FOR_THE_FRAME):
        page = show(request, GONE)
    headers = dict(copy.headers) | dict(page.items())
    return _rewritten(copy, page.content, status=page.status_code, headers=list(headers.items()))


def _rewritten(copy: Copy, body: bytes, **changes) -> Copy:
    etag = hashlib.sha256(body).hexdigest()[:24]
    return msgspec.structs.replace(copy, bodies=encode(body), etag=etag, label="", **changes)
