"""What somebody was saving when their session had ended."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

import sealing

KEPT_FOR = timedelta(hours=1)


class KeptSaveQuerySet(models.QuerySet):
    def waiting(self):
        """Those whose hour is not over."""
        return self.filter(kept_at__gt=Now() - KEPT_FOR)

    def over(self):
        """Those that nobody may open any more."""
        return self.filter(kept_at__lte=Now() - KEPT_FOR)


class KeptSave(models.Model):
    """A posted form, sealed; only the person who typed it can open it, for an hour. Files are not in it."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    body = models.BinaryField()
    had_files = models.BooleanField(default=False)
    kept_at = models.DateTimeField(db_default=Now())

    objects = KeptSaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept save")
        verbose_name_plural = _("kept saves")

    def __str__(self) -> str:
        return str(self.key)

    @property
    def bound_to(self) -> str:
        """Where the sealed body belongs: this row, this person, this address."""
        return f"staff.KeptSave|{self.key}|{self.user_id}|{self.path}"

    def seal(self, typed: QueryDict) -> None:
        """Put what was typed in."""
        self.body = sealing.seal(typed.urlencode().encode(), self.bound_to)

    def typed(self) -> QueryDict:
        """What was typed. Raises sealing.SealingError where it cannot be opened."""
        return QueryDict(sealing.opened(self.body, self.bound_to))
