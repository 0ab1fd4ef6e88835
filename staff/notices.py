"""Short messages to somebody whose way in was changed: so that they learn of it when it was not they."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deliveries.actions import enqueue

WHAT = {
    "password_changed": gettext_lazy("Your password was changed."),
    "password_set": gettext_lazy("Your password was set by a link."),
    "totp_activated": gettext_lazy("An authenticator app was added to your account."),
    "totp_deactivated": gettext_lazy("The authenticator app was removed from your account."),
    "webauthn_added": gettext_lazy("A passkey was added to your account."),
    "webauthn_removed": gettext_lazy("A passkey was removed from your account."),
    "recovery_codes_generated": gettext_lazy(
        "New recovery codes were made for your account; the old ones no longer work."
    ),
    "factors_removed": gettext_lazy("An administrator removed the second factors of your account."),
    "link_made": gettext_lazy("An administrator made a link by which a new password can be set for your account."),
    "stopped": gettext_lazy(
        "Somebody tried too often to sign in with your name. Your account is open to you as before."
    ),
}


def tell(user, what: str, *, key: str) -> None:
    """Have the worker send a message, if the person has an e-mail address. The same key sends it once."""
    if not user.email or what not in WHAT:
        return
    body = "\n\n".join(
        [
            str(WHAT[what]),
            _("If this was you, or you know of it, there is nothing to do. If not, tell an administrator at once."),
            f"{settings.SITE_URL}{reverse('staff:account')}",
        ]
    )
    enqueue(
        key=f"staff.{what}.{key}",
        to=user,
        purpose=_("Account"),
        subject=_("Your account on the staff site"),
        body=body,
    )
