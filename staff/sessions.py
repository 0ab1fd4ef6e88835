"""When a session of staff ends: 30 minutes after the last work, 12 hours after signing in, or when somebody ends it.

Requests that a page makes by itself carry the header `X-Background: 1`: they do not count as work. Public pages never touch a
session.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse

from staff.browsers import name_of

STAFF = "/staff/"
BACKGROUND = "X-Background"
BEGAN, SEEN, BROWSER = "began_at", "seen_at", "browser"
NOTED_EVERY = 60
"""Seconds between two notes that somebody is at work: most requests then write nothing."""


class StaffSessionMiddleware:
    """Ends what is over before a view sees it, and notes work."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(STAFF) and request.user.is_authenticated:
            if min(seconds_left(request)) <= 0:
                logout(request)
            elif not is_background(request):
                note_work(request)
        return self.get_response(request)


def now() -> int:
    """The second it is."""
    return int(time.time())


def is_background(request: HttpRequest) -> bool:
    """Whether a page asks by itself, without anybody doing anything."""
    return request.headers.get(BACKGROUND) == "1"


def begin(request: HttpRequest) -> None:
    """A session begins with signing in."""
    request.session.update({BEGAN: now(), SEEN: now(), BROWSER: name_of(request.headers.get("User-Agent", ""))})


def note_work(request: HttpRequest) -> None:
    """Somebody is at work: the session lasts on from now."""
    if BEGAN not in request.session:
        begin(request)
    elif now() - request.session[SEEN] >= NOTED_EVERY:
        request.session[SEEN] = now()


def seconds_left(request: HttpRequest) -> tuple[int, int]:
    """The seconds until the session ends without work, and until it ends in any case."""
    began, seen = request.session.get(BEGAN, now()), request.session.get(SEEN, now())
    return settings.SESSION_IDLE_SECONDS - (now() - seen), settings.SESSION_LONGEST_SECONDS - (now() - began)


@dataclass(frozen=True)
class OpenSession:
    """A session as its owner sees it."""

    key: str
    browser: str
    began_at: datetime
    seen_at: datetime
    is_this_one: bool


def sessions_of(user, request: HttpRequest | None = None) -> list[OpenSession]:
    """The sessions in which somebody is signed in, the last used first. Staff are few: all are looked through."""
    own_key = request.session.session_key if request else None
    found = []
    for row in Session.objects.filter(expire_date__gt=Now()):
        held = row.get_decoded()
        if held.get(SESSION_KEY) == str(user.pk):
            began, seen = (datetime.fromtimestamp(held.get(name, 0), UTC) for name in (BEGAN, SEEN))
            key = row.session_key
            found.append(OpenSession(key, held.get(BROWSER, ""), began, seen, key == own_key))
    return sorted(found, key=lambda session: (session.is_this_one, session.seen_at), reverse=True)


def end_sessions(user, *, but: HttpRequest | None = None) -> int:
    """Sign somebody out everywhere, but in the session of a request if there is one; says how many sessions ended."""
    keys = [session.key for session in sessions_of(user, but) if not session.is_this_one]
    return Session.objects.filter(session_key__in=keys).delete()[0]
