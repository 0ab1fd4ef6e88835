"""Doing the chores that are due. When that is stands in the database: a run that was missed is made up for by the next worker."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from deliveries.chores import Duty, duties
from deliveries.models import Chore

RETRY_AFTER = timedelta(minutes=5)
LONGEST_SENTENCE = 300

logger = logging.getLogger(__name__)


def run_due(at: datetime | None = None) -> list[str]:
    """Run the chores that are due, and return their names. A chore that fails never stops the others."""
    _make_rows()
    return [name for name, duty in duties.items() if _claim(name, duty, at) and _run(name, duty, at)]


def _make_rows() -> None:
    """A row for each chore, the first time."""
    known = set(Chore.objects.values_list("name", flat=True))
    if missing := duties.keys() - known:
        Chore.objects.bulk_create([Chore(name=name) for name in sorted(missing)], ignore_conflicts=True)


def _claim(name: str, duty: Duty, at: datetime | None) -> bool:
    """Whether the chore is due and this worker's: of several, one changes the row."""
    moment = at or Now()
    return bool(Chore.objects.filter(name=name, next_run_at__lte=moment).update(next_run_at=moment + duty.every))


def _run(name: str, duty: Duty, at: datetime | None) -> bool:
    """Run a chore and write down how it went; says whether it did its work."""
    moment, row = at or Now(), Chore.objects.filter(name=name)
    try:
        problem = duty.run() or ""
    except (OperationalError, InterfaceError):
        # The database is away: the worker waits for it, and the chore comes round again in its own time.
        raise
    except Exception as error:
        logger.exception("The chore %s failed.", name)
        problem = _("“%(name)s” failed (%(error)s).") % {"name": name, "error": type(error).__name__}
        row.update(last_problem=problem[:LONGEST_SENTENCE], next_run_at=moment + min(duty.every, RETRY_AFTER))
        return False
    row.update(last_problem=problem[:LONGEST_SENTENCE], done_at=moment)
    return True
