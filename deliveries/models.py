"""Messages to members of staff, and the signs of life of the worker that sends them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

TRIES_UNTIL_SHOWN = 3
"""After so many tries in vain staff are told, though the worker goes on trying."""

SILENT_AFTER = timedelta(seconds=90)
"""Nine signs of life missed: long enough for a slow mail server, short enough that staff learn of it within two minutes."""


def message_id() -> str:
    """A Message-ID for one message: the same at each try, so that a mail system knows a second copy for one."""
    return f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>"


class DeliveryQuerySet(models.QuerySet):
    def waiting(self) -> DeliveryQuerySet:
        """Neither sent nor given up."""
        return self.filter(sent_at__isnull=True, failed_at__isnull=True)

    def due(self, at: datetime | None = None) -> DeliveryQuerySet:
        """To be tried now by the database's clock, or at a moment; the longest due first."""
        return self.waiting().filter(next_try_at__lte=at or Now()).order_by("next_try_at", "pk")

    def in_trouble(self) -> DeliveryQuerySet:
        """What staff should know of: given up, or tried several times in vain; not what somebody has put aside."""
        in_vain = Q(failed_at__isnull=True, attempts__gte=TRIES_UNTIL_SHOWN) & ~Q(last_problem="")
        return self.filter(Q(failed_at__isnull=False) | in_vain, sent_at__isnull=True, put_aside_at__isnull=True)


class Delivery(models.Model):
    """One message to one member of staff, or to the address at `place`. It holds no personal data; the address is looked up when it is sent.

    `next_try_at` is the lease, too: whoever claims the message moves it on first, so that after a crash it comes due again.
    """

    key = models.CharField(_("key"), max_length=200, unique=True, help_text=_("The same message is never made twice."))
    purpose = models.CharField(_("what it is about"), max_length=100)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("to"), null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    place = models.CharField(
        _("where the address is found"),
        max_length=100,
        blank=True,
        help_text=_("For somebody who is not staff: see deliveries/addresses.py."),
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True, default=message_id)

    made_at = models.DateTimeField(_("made at"), db_default=Now())
    first_tried_at = models.DateTimeField(_("first tried at"), null=True)
    next_try_at = models.DateTimeField(_("next try at"), db_default=Now())
    attempts = models.PositiveIntegerField(_("tries"), default=0)
    last_problem = models.CharField(_("what went wrong last"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failed_at = models.DateTimeField(_("given up at"), null=True)
    put_aside_at = models.DateTimeField(_("put aside at"), null=True)
    put_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("put aside by"), null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, place="") | (Q(recipient__isnull=True) & ~Q(place="")),
                name="delivery_goes_to_one",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True), name="delivery_sent_or_given_up"
            ),
            models.CheckConstraint(
                condition=Q(put_aside_at__isnull=True, put_aside_by__isnull=True)
                | Q(put_aside_at__isnull=False, put_aside_by__isnull=False),
                name="delivery_put_aside_at_with_by",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="delivery_waiting",
                condition=Q(sent_at__isnull=True, failed_at__isnull=True),
            ),
            models.Index(fields=["made_at"], name="delivery_unsent", condition=Q(sent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def status(self) -> str:
        """Where it stands, in a word for staff."""
        if self.sent_at:
            return _("Sent")
        if self.failed_at:
            return _("Put aside") if self.put_aside_at else _("Not sent")
        return _("Trying again") if self.last_problem else _("Waiting")


class Heartbeat(models.Model):
    """The worker's last sign of life. One row, whichever worker it was."""

    beat_at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="heartbeat_is_one_row")]

    def __str__(self) -> str:
        return f"{self.beat_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls) -> None:
        """Say that a worker is alive, by the database's clock."""
        if not cls.objects.filter(pk=1).update(beat_at=Now()):
            cls.objects.bulk_create([cls(pk=1)], ignore_conflicts=True)


class Chore(models.Model):
    """When a chore of the worker (see chores.py) is due again, and what went wrong with it last."""

    name = models.CharField(_("name"), max_length=50, primary_key=True)
    next_run_at = models.DateTimeField(_("next run at"), db_default=Now())
    done_at = models.DateTimeField(_("done at"), null=True)
    last_problem = models.CharField(_("what went wrong last"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("chore")
        verbose_name_plural = _("chores")

    def __str__(self) -> str:
        return self.name
