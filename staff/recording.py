"""Writes the record of the door (models/sign_in.py), and ends other sessions when a factor or the password changes."""

from __future__ import annotations

import logging

from allauth.account.signals import password_changed
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from publishing.visitors import for_the_record
from staff import second_factor
from staff.models import SignIn
from staff.sessions import end_sessions

What = SignIn.What
logger = logging.getLogger(__name__)


def record(what: str, request: HttpRequest | None, user, *, detail: str = "", by=None) -> None:
    """Write one line. `by` is whoever did it for somebody else."""
    network = for_the_record(request) if request else ""
    SignIn.objects.create(what=what, user=user, detail=detail, by=by, network=network)


def changed_by(request: HttpRequest | None, user):
    """Whoever is signed in, where that is not the person whose account it is."""
    signed_in = getattr(request, "user", None)
    return signed_in if signed_in and signed_in.is_authenticated and signed_in.pk != user.pk else None


@receiver(signals.authenticator_added)
def factor_added(request, user, authenticator, **kwargs) -> None:
    """A passkey, an app, or the first recovery codes."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        second_factor.show_codes(request)
        record(What.CODES_MADE, request, user)
        return
    second_factor.passed(request, user)
    end_sessions(user, but=request)
    record(What.FACTOR_ADDED, request, user, detail=authenticator.get_type_display())


@receiver(signals.authenticator_removed)
def factor_removed(request, user, authenticator, **kwargs) -> None:
    """Whoever has none left has to add one before going on, where one is required."""
    end_sessions(user, but=request)
    record(What.FACTOR_REMOVED, request, user, detail=authenticator.get_type_display())
    if not second_factor.has_factor(user):
        second_factor.forget(request)


@receiver(signals.authenticator_reset)
def codes_made(request, user, authenticator, **kwargs) -> None:
    """New recovery codes put the old ones out of use."""
    second_factor.show_codes(request)
    record(What.CODES_MADE, request, user)


@receiver(signals.authenticator_used)
def factor_used(request, user, authenticator, **kwargs) -> None:
    """The session of this request has passed the second factor."""
    second_factor.passed(request, user)
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record(What.CODE_SPENT, request, user)


@receiver(signals.authentication_failed)
def code_refused(request, user, **kwargs) -> None:
    """A wrong code, after a right password."""
    record(What.CODE_REFUSED, request, user)


@receiver(password_changed)
def own_password_changed(request, user, **kwargs) -> None:
    """Django ends the other sessions by itself: their proof holds the old password."""
    record(What.PASSWORD_CHANGED, request, user)


@receiver(user_logged_out)
def signed_out(request, user, **kwargs) -> None:
    """By the button, or because the session was over."""
    if user is not None:
        record(What.SIGNED_OUT, request, user)
