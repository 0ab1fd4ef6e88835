"""What went wrong with sending: a sentence without personal data, and how long it is worth trying again.

What a mail server says may quote the recipient's address, so only its code is kept. The classes follow RFC 5321, 4.2.1 and 4.5.4.1.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

TRIES_WHEN_REFUSED = 3
PATIENCE = timedelta(days=5)
"""RFC 5321, 4.5.4.1: a sender gives up after four to five days at the earliest."""

PERMANENT = 500


class NoAddress(Exception):
    """The recipient has left, or has no e-mail address."""


@dataclass(frozen=True)
class Problem:
    """Why a try failed. `tries` and `patience` bound how long it is tried again; None for no bound."""

    sentence: str
    tries: int | None = None
    patience: timedelta | None = None


def problem_of(error: Exception) -> Problem:
    """The problem behind an exception of sending."""
    match error:
        case NoAddress():
            return Problem(_("The recipient has left, or has no e-mail address."), tries=1)
        case smtplib.SMTPRecipientsRefused():
            return _of_code(_("The mail server refused the recipient"), _recipient_code(error))
        case smtplib.SMTPDataError():
            return _of_code(_("The mail server refused the message"), error.smtp_code)
        case smtplib.SMTPAuthenticationError():
            return Problem(_("The mail server does not accept our sign-in (%s).") % error.smtp_code)
        case smtplib.SMTPSenderRefused():
            return Problem(_("The mail server does not accept our address as the sender (%s).") % error.smtp_code)
        case ssl.SSLCertVerificationError() | smtplib.SMTPNotSupportedError():
            return Problem(_("No safe connection to the mail server can be made."))
        case TimeoutError() | smtplib.SMTPServerDisconnected():
            return Problem(_("The mail server did not answer, or broke off."), patience=PATIENCE)
        case smtplib.SMTPResponseException():
            return Problem(_("The mail server is not ready (%s).") % error.smtp_code, patience=PATIENCE)
        case OSError():
            return Problem(_("The mail server cannot be reached."), patience=PATIENCE)
    # A message that cannot even be put together would fail in the same way for ever.
    return Problem(_("The message could not be put together (%s).") % type(error).__name__, tries=TRIES_WHEN_REFUSED)


def _of_code(sentence: str, code: int) -> Problem:
    """A refusal for good is tried a few times, as some servers take one back; any other one for days."""
    if code >= PERMANENT:
        return Problem(f"{sentence} ({code}).", tries=TRIES_WHEN_REFUSED)
    return Problem(f"{sentence} ({code}).", patience=PATIENCE)


def _recipient_code(error: smtplib.SMTPRecipientsRefused) -> int:
    """The code for the one recipient that each message has."""
    return next((code for code, _reason in error.recipients.values()), PERMANENT)
