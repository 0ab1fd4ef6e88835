"""How django-allauth works here: no signing up, our limits, sealed secrets, notices through the outbox."""

from __future__ import annotations

import uuid
from base64 import b64decode, b64encode
from urllib.parse import urlsplit

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import sealing
from publishing.visitors import client_address
from staff import limits, notices, sessions
from staff.devices import device_of
from staff.models import SignIn
from staff.recording import record

SEALED_FOR = "mfa.Authenticator"
"""All secrets of second factors have this one place: the library does not say whose it is asked for."""

SILENT = (
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "mfa/messages/recovery_codes_generated.txt",
)


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by name and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("That name and password do not belong together. Please try again."),
        "too_many_login_attempts": gettext_lazy(
            "There were too many wrong tries. Please wait a quarter of an hour, or sign in with a passkey."
        ),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the script that asks for a passkey speaks JSON."""
        return request.headers.get("Accept") == "application/json"

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def authenticate(self, request: HttpRequest, **credentials):
        """The person, or None; both are recorded. Raises a ValidationError where it was tried too often."""
        attempt = limits.attempt_password(request, credentials["username"])
        if attempt is None:
            record(SignIn.What.STOPPED, request, account_called(credentials["username"]))
            raise self.validation_error("too_many_login_attempts")
        user = authenticate(request, **credentials)
        if user is None or not user.is_staff:
            record(SignIn.What.REFUSED, request, account_called(credentials["username"]))
            return None
        attempt.give_back()
        return user

    def pre_login(self, request: HttpRequest, user, **kwargs) -> HttpResponse | None:
        """Whoever has a passkey still, but no account in use any more, is told no more than others."""
        if user.is_active and user.is_staff:
            return None
        record(SignIn.What.REFUSED, request, user)
        messages.error(request, _("This passkey does not open an account."))
        return redirect("account_login")

    def login(self, request: HttpRequest, user) -> None:
        """A new session, which remembers whether another person used this browser before."""
        device = device_of(request)
        super().login(request, user)
        sessions.begin(request)
        request.session["took_over"] = bool(device and (device.is_shared or device.user_id != user.pk))
        record(SignIn.What.SIGNED_IN, request, user, detail=_how(request, user))

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Signing in a moment ago is proof enough: nobody types the same password twice in a row."""
        request = context.request
        times = [each["at"] for each in get_authentication_records(request, request.user)]
        newest = max(times, default=0)
        return timezone.now().timestamp() - newest >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Where a second factor is required, the password alone is no proof again for whoever has one."""
        methods = super().get_reauthentication_methods(user)
        stronger = [each for each in methods if each["id"] != "reauthenticate"]
        return stronger if settings.REQUIRE_SECOND_FACTOR and stronger else methods

    def add_message(self, request, level, message_template=None, *args, **kwargs) -> None:
        """Without those that only say what can be seen."""
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)

    def send_notification_mail(self, template_prefix: str, user, *args, **kwargs) -> None:
        """Tell somebody what was changed about their way in; the message says no more than that."""
        notices.tell(user, template_prefix.rpartition("/")[2], key=uuid.uuid4().hex)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This is not the right code, or it was used before. Please wait for the next one."
        ),
        "cannot_delete_authenticator": gettext_lazy("Please add another second factor first: this one is your last."),
    }

    def encrypt(self, text: str) -> str:
        return b64encode(sealing.seal(text.encode(), SEALED_FOR)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.opened(b64decode(encrypted_text), SEALED_FOR).decode()

    def get_totp_label(self, user) -> str:
        return user.get_username()

    def get_totp_issuer(self) -> str:
        return urlsplit(settings.SITE_URL).hostname

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the host of SITE_URL, whatever host a request names."""
        host = urlsplit(settings.SITE_URL).hostname
        return {"id": host, "name": host}

    def get_public_key_credential_user_entity(self, user) -> dict:
        name = user.get_username()
        return super().get_public_key_credential_user_entity(user) | {"name": name, "display_name": name}

    def generate_authenticator_name(self, user, type: Authenticator.Type) -> str:
        """The browser in which it was made says most about where a passkey is."""
        browser = context.request.session.get(sessions.BROWSER)
        return browser or _("Passkey")

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR:
            return True
        others = Authenticator.objects.filter(user=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def account_called(username: str):
    """The account with this name, for the record."""
    return get_user_model().objects.filter(username__iexact=username.strip()).first()


def _how(request: HttpRequest, user) -> str:
    """By which proofs somebody signed in, for the record."""
    used = [each.get("type") or each["method"] for each in get_authentication_records(request, user)]
    return ", ".join(dict.fromkeys(used))
