"""Links by which somebody sets a password of their own: once, and soon."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AccessLinkQuerySet(models.QuerySet):
    def usable(self):
        """Not used, not replaced, not too old, of an account that is in use."""
        return self.filter(used_at__isnull=True, ends_at__gt=Now(), user__is_active=True)


class AccessLink(models.Model):
    """The database knows a hash of the link alone. A new link for a person puts the older ones out of use."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        RESET = "reset", _("new password")

    LASTS = {Purpose.INVITATION: timedelta(hours=24), Purpose.RESET: timedelta(hours=1)}

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for a password")
        verbose_name_plural = _("links for passwords")

    def __str__(self) -> str:
        return self.get_purpose_display()

    @classmethod
    @transaction.atomic
    def make(cls, user, purpose: str, *, by) -> str:
        """The token of a new link; `by` is None on the command line. It cannot be read again later."""
        token = secrets.token_urlsafe(32)
        cls.objects.filter(user=user, used_at__isnull=True).delete()
        cls.objects.create(
            token_hash=hash_of(token), user=user, purpose=purpose, made_by=by, ends_at=Now() + cls.LASTS[purpose]
        )
        return token

    @classmethod
    def find(cls, token_hash: str) -> AccessLink | None:
        """The usable link whose token has this hash."""
        return cls.objects.usable().select_related("user").filter(token_hash=token_hash).first()

    def use(self) -> bool:
        """Whether this was the first use; of two at one moment one is."""
        return type(self).objects.usable().filter(pk=self.pk).update(used_at=Now()) == 1


def hash_of(token: str) -> str:
    """What the database keeps of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
