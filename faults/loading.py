"""Patients: many at once, each sends one request until there is a final answer, as somebody does who presses "send" again."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

LONGEST_WAIT = 20
"""Seconds after which a patient gives up on one answer; the site promises half of that."""

PATIENCE = 120
"""Seconds for which a patient goes on trying."""

FORM = {"phone": "555-010-0177", "best_time": "any", "topic": "other", "for_whom": "self", "language": "en"}
FORM |= {"may_leave_message": "yes", "consent": "on", "message": "Please call me about my visit."}
HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}


class Skipped(Exception):
    """This machine cannot stage the fault; the text says what is missing."""


@dataclass
class Loaded:
    """What the patients were told: references by patient, the answers by status, the longest wait; `notes` for who reads the table."""

    told: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    broken_off: int = 0
    hung: int = 0
    longest: float = 0.0
    gave_up: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, status: int, seconds: float) -> None:
        """One answer; 0 for a connection that broke off."""
        with self._lock:
            self.longest = max(self.longest, seconds)
            if status:
                self.statuses[status] += 1
            elif seconds >= LONGEST_WAIT:
                self.hung += 1
            else:
                self.broken_off += 1


def joined(one: Loaded, other: Loaded) -> Loaded:
    """Two loads as one."""
    return Loaded(
        told=one.told | other.told,
        statuses=one.statuses + other.statuses,
        broken_off=one.broken_off + other.broken_off,
        hung=one.hung + other.hung,
        longest=max(one.longest, other.longest),
        gave_up=one.gave_up + other.gave_up,
        notes=one.notes + other.notes,
    )


def load(port: int, label: str, count: int, *, parallel: int = 8) -> Loaded:
    """`count` patients, so many at once."""
    found = Loaded()

    def patient(name: str) -> None:
        found.told[name] = _until_told(port, name, found)
        if not found.told[name]:
            found.gave_up.append(name)

    in_parallel(patient, (f"{label} {number}" for number in range(count)), parallel=parallel)
    return found


def in_parallel(do: Callable[[Any], None], items: Iterable[Any], *, parallel: int = 8) -> None:
    """Do something with each item, so many at once."""
    left, lock = iter(items), threading.Lock()

    def work() -> None:
        while True:
            with lock:
                item = next(left, None)
            if item is None:
                return
            do(item)

    threads = [threading.Thread(target=work) for _one in range(parallel)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _until_told(port: int, name: str, found: Loaded) -> str:
    """The reference, or "" for somebody who gave up."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        begin = time.monotonic()
        status, location = post(port, {"name": name, "stamp": f"form of {name}"} | FORM)
        found.note(status, time.monotonic() - begin)
        if status == 303:
            return location.removeprefix("/contact/sent/")[:8]
        time.sleep(0.3)
    return ""


def post(port: int, fields: dict[str, str]) -> tuple[int, str]:
    """(status, where it leads); (0, "") for a connection that broke off or hung."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_WAIT)
    try:
        connection.request("POST", "/contact/", urlencode(fields), HEADERS)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers.get("Location", "")
    except (OSError, http.client.HTTPException):
        return 0, ""
    finally:
        connection.close()
