"""What happened at the door: never changed, never removed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class SignIn(models.Model):
    """One line of the record. What was typed as a name is not kept: some people type their password there."""

    class What(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        REFUSED = "refused", _("wrong name or password")
        CODE_REFUSED = "code_refused", _("wrong code")
        STOPPED = "stopped", _("stopped after too many tries")
        SIGNED_OUT = "signed_out", _("signed out")
        FACTOR_ADDED = "factor_added", _("second factor added")
        FACTOR_REMOVED = "factor_removed", _("second factor removed")
        CODES_MADE = "codes_made", _("new recovery codes made")
        CODE_SPENT = "code_spent", _("recovery code used")
        PASSWORD_CHANGED = "password_changed", _("password changed")
        LINK_MADE = "link_made", _("link for a new password made")
        SESSIONS_ENDED = "sessions_ended", _("signed out everywhere")
        ACCOUNT_CHANGED = "account_changed", _("account or role changed")

    at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Empty where the name that was typed is nobody's."),
    )
    what = models.CharField(_("what"), max_length=20, choices=What.choices)
    detail = models.CharField(_("detail"), max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Whoever did it for somebody else."),
    )
    network = models.CharField(
        _("network"),
        max_length=45,
        blank=True,
        help_text=_("The first part of the address it came from: enough to tell the office from elsewhere."),
    )

    class Meta:
        verbose_name = _("line of the sign-in record")
        verbose_name_plural = _("sign-in record")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="staff_signin_newest")]

    def __str__(self) -> str:
        return f"{self.get_what_display()}"
