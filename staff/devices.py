"""The browser in which somebody signed in before: known by a signed cookie of the staff site.

It proves nothing by itself. It gives its owner wrong tries of their own while strangers hammer on the same name, and it tells
whose text it was that met an ended session.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

LASTS_SECONDS = 180 * 24 * 60 * 60
PATH = "/staff/"
SALT = "staff.devices"


@dataclass(frozen=True)
class Device:
    """A browser, and who signed in there last. `is_shared`: somebody else did before, so whose a stale form is cannot be told."""

    user_id: int
    key: str
    is_shared: bool


def device_of(request: HttpRequest) -> Device | None:
    """The device that a request comes from; None where the cookie is missing, too old, or made up."""
    try:
        user_id, key, is_shared = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=LASTS_SECONDS
        )
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Device(user_id, key, is_shared)


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Make this browser known as the one of whoever is signed in."""
    device = device_of(request)
    if device and device.user_id == request.user.pk:
        return
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([request.user.pk, secrets.token_urlsafe(16), device is not None], salt=SALT),
        max_age=LASTS_SECONDS,
        path=PATH,
        secure=settings.TLS,
        httponly=True,
        samesite="Lax",
    )
