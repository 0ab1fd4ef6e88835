"""How often a password or a code may be tried.

- 5 wrong tries within 15 minutes for a name from one address, 20 from one address whatever the name;
- 100 within a day for a name from everywhere, then one in 5 minutes: slower, never locked;
- from a browser in which that person signed in before, 5 within 15 minutes of its own, whatever others do.

A try is counted before the password is looked at, and given back where it was right: many at one moment do not slip through.
A name that nobody has counts as any other, so that the answers are the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from publishing.visitors import for_limits
from staff.devices import device_of
from staff.models import Tries

QUARTER, DAY, SLOWLY = timedelta(minutes=15), timedelta(days=1), timedelta(minutes=5)
CODE_LASTS = timedelta(minutes=2)
"""Longer than a code of an authenticator app can be right."""


@dataclass
class Attempt:
    """A try that was let through, and what it was counted under."""

    counted: list[tuple[str, datetime]] = field(default_factory=list)

    def take(self, *what: str, limit: int, within: timedelta) -> bool:
        """Count it under one more thing; False where that has been tried too often."""
        key = key_of(*what)
        time = Tries.take(key, limit=limit, within=within)
        if time:
            self.counted.append((key, time))
        return bool(time)

    def give_back(self) -> None:
        """It was right, or was not let through after all: it counts no longer."""
        for key, time in self.counted:
            Tries.give_back(key, time)


def attempt_password(request: HttpRequest, username: str) -> Attempt | None:
    """Count a try to sign in; None where there were too many."""
    attempt, name, address = Attempt(), username.strip().casefold(), for_limits(request)
    device = device_of(request)
    if device and name == _name_of(device.user_id):
        allowed = attempt.take("device", device.key, limit=5, within=QUARTER)
    else:
        allowed = (
            attempt.take("name and address", name, address, limit=5, within=QUARTER)
            and attempt.take("address", address, limit=20, within=QUARTER)
            and (
                attempt.take("name", name, limit=100, within=DAY)
                or attempt.take("name, slowly", name, limit=1, within=SLOWLY)
            )
        )
    if not allowed:
        attempt.give_back()
    return attempt if allowed else None


def attempt_code(user) -> Attempt | None:
    """Count a try of a second factor's code, which only who has the password or the session can make."""
    attempt = Attempt()
    allowed = attempt.take("code", str(user.pk), limit=5, within=QUARTER) and attempt.take(
        "code a day", str(user.pk), limit=50, within=DAY
    )
    if not allowed:
        attempt.give_back()
    return attempt if allowed else None


def is_first_use(user, code: str) -> bool:
    """Whether a right code of this person was not used before: of two at one moment one is the first."""
    digits = "".join(filter(str.isalnum, code))
    return Tries.take(key_of("used code", str(user.pk), digits), limit=1, within=CODE_LASTS) is not None


def key_of(*what: str) -> str:
    """The key that something is counted under: a hash that only this installation can make."""
    return salted_hmac("staff.limits", "|".join(what), algorithm="sha256").hexdigest()


def _name_of(user_id: int) -> str | None:
    username = get_user_model().objects.filter(pk=user_id).values_list("username", flat=True).first()
    return username.casefold() if username else None
