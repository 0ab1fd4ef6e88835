"""A patient sends a request while the mail server is dead: the answer waits for no mail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.measuring import Measured
from contact.models import Coordinator
from faults.loading import FORM, post
from practice.models import Practice
from publishing import actions

ROOT = Path(__file__).resolve().parents[1]
BAR = 1000
NOWHERE = "smtp+plain://localhost:9"


def measure(port: int, requests: int, coordinator) -> Measured:
    """So many requests, one after the other, while a worker tries in vain to send the coordinator's messages."""
    _open_the_practice(coordinator)
    command = [sys.executable, "manage.py", "send_deliveries", "--with-parent"]
    worker = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"EMAIL_URL": NOWHERE, "EMAIL_FROM": "site@example.org"}
    )
    try:
        return Measured("asking for a call back, mail server dead", [_send(port, n) for n in range(requests)], BAR)
    finally:
        worker.terminate()
        worker.wait(30)


def _open_the_practice(by) -> None:
    """The form is part of a practice's site; a database that was kept has one already."""
    if Practice.objects.exists():
        return
    desk = Coordinator.objects.create(name="Desk", phone="+15550100100")
    practice = Practice.objects.create(name="Bench", coordinator=desk)
    for draft in (desk, practice):
        actions.publish(actions.keep(draft, by=by), by=by)


def _send(port: int, number: int) -> float:
    """Milliseconds. Raises RuntimeError unless the request is taken."""
    begin = time.perf_counter()
    status, _location = post(port, FORM | {"name": f"Bench {number}", "stamp": f"bench {number}"})
    taken = (time.perf_counter() - begin) * 1000
    if status != 303:
        raise RuntimeError(f"A request was answered {status}")
    return taken
