"""A patient pressed "send": into the database, else into the spool, and the reference either way."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from django.db import Error, InterfaceError, OperationalError

from contact import spool
from contact.asked import Asked
from contact.spam import Spam
from contact.storing import known, store

logger = logging.getLogger(__name__)


class NotReceived(Exception):
    """Neither the database nor the disk took it: the patient is told, and keeps the text."""


def receive(asked: Asked, judge: Callable[[], Spam], signs: Spam) -> str:
    """The reference. `judge` weighs the request, with the database's counters; `signs` is what can be said without them."""
    try:
        request = known(asked) or store(_judged(asked, judge()))
        return request.also_told or request.reference
    except Error as error:
        _report(error)
    except Exception as error:
        # A fault of ours, in a message for example, is no reason to lose what a patient sent. Its text may hold what was typed.
        logger.error("A request goes to the spool, as it could not be stored (%s)", type(error).__name__)
    try:
        spool.keep(_judged(asked, signs))
    except OSError as error:
        logger.error("A request could not be put into the spool: %s", type(error).__name__)
        raise NotReceived from error
    return asked.reference


def _judged(asked: Asked, spam: Spam) -> Asked:
    return replace(asked, spam_score=spam.score, spam_reasons=spam.reasons)


def _report(error: Error) -> None:
    """A database that is away is a warning; one that answers with a fault is an error that somebody has to mend."""
    is_away = isinstance(error, OperationalError | InterfaceError)
    logger.log(
        logging.WARNING if is_away else logging.ERROR,
        "A request goes to the spool, as the database %s (%s)",
        "is away" if is_away else "has a fault",
        type(error).__name__,
    )
