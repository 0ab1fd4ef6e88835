"""What coordinators do with a request: calls and notes."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from contact.models.request import ContactRequest
from sealing import opened, seal


class CallOutcome(models.TextChoices):
    """How a call went."""

    NO_ANSWER = "no_answer", _("No answer")
    LEFT_MESSAGE = "left_message", _("Left a message")
    SPOKE = "spoke", _("Spoke with the patient")


class CallAttempt(models.Model):
    """One call. Never changed afterwards; "left a message" only where the patient allowed it, which a trigger sees to."""

    request = models.ForeignKey(
        ContactRequest, verbose_name=_("request"), on_delete=models.PROTECT, related_name="attempts"
    )
    called_at = models.DateTimeField(_("called at"), db_default=Now(), editable=False)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("called by"), on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=CallOutcome)
    next_call_at = models.DateTimeField(_("call again at"), null=True, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["called_at", "pk"]

    def __str__(self) -> str:
        return self.get_outcome_display()


class RequestNote(models.Model):
    """What a coordinator noted, sealed like the request itself, and emptied with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        ContactRequest, verbose_name=_("request"), on_delete=models.PROTECT, related_name="notes"
    )
    written_at = models.DateTimeField(_("written at"), db_default=Now(), editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField(_("note"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True, sealed__isnull=False)
                | Q(erased_at__isnull=False, sealed__isnull=True),
                name="request_note_is_sealed_until_erased",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def place(self) -> str:
        """What its sealed value is bound to."""
        return f"contact.note/{self.pk}"

    def seal(self, text: str) -> None:
        """Put in the text."""
        self.sealed = seal(text.encode(), self.place)

    def open_sealed(self) -> str:
        """The text; "" once erased. To be shown only together with its request, whose opening is written down."""
        return opened(self.sealed, self.place).decode() if self.sealed is not None else ""
