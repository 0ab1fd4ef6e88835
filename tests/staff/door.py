"""What the tests of signing in share: people with passwords, codes of their apps, and the way through the door."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse

from tests import make

PASSWORD = "seven lamps under quiet rain"
SIGN_IN = "/staff/sign-in/"
START = "/staff/"


def member(name="Carla", role=make.COORDINATOR):
    """Somebody with a role and a password."""
    user = make.person(name, role)
    user.set_password(PASSWORD)
    user.save()
    return user


def with_app(user):
    """The secret of an authenticator app that this person has from now on, with recovery codes."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code(secret, steps=0):
    """What the app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def recovery_codes(user):
    """The codes that are on paper."""
    return Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()


def sign_in(client, username="carla", password=PASSWORD, address="192.0.2.1", back="", **headers):
    """Posts name and password."""
    typed = {"login": username, "password": password} | ({"next": back} if back else {})
    return client.post(SIGN_IN, typed, REMOTE_ADDR=address, headers=headers)


def show_code(client, typed):
    """Posts the second step."""
    return client.post(reverse("mfa_authenticate"), {"code": typed})


def is_in(client):
    """Whether the start page opens."""
    return client.get(START).status_code == 200
