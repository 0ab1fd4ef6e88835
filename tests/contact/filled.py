"""The form as a patient fills it in, and a browser that keeps no cookies."""

from __future__ import annotations

import re
import time
from functools import cache

from django.core import signing
from django.test import Client

FORM, CHECK = "/contact/", "/contact/check/"

ANSWERS = {
    "name": "Pat Doe",
    "phone": "(555) 010-0177",
    "best_time": "morning",
    "topic": "other",
    "for_whom": "self",
    "language": "en",
    "may_leave_message": "yes",
    "email": "",
    "message": "",
    "consent": "on",
}


@cache
def stamp(seconds_ago: float = 60, key: str = "a form") -> str:
    """The hidden field of a form that was opened some time ago; the same one when asked for again."""
    return signing.dumps([key, int(time.time() - seconds_ago)], salt="contact.form")


def filled(**answers) -> dict[str, str]:
    """All answers, some of them as told."""
    return {"stamp": stamp(), **ANSWERS, **answers}


def hidden(html: str) -> dict[str, str]:
    """What a page carries on in hidden fields."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return dict(found)


def send(client: Client, headers: dict[str, str] | None = None, **answers):
    """The answer to a request that is sent straight away."""
    return client.post(FORM, filled(**answers), headers=headers or {})
