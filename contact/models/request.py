"""A patient's request to be called back: who asks is sealed, what happened to it is facts of time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from contact.models.choices import LANGUAGES, BestTime, ForWhom
from publishing.models.pairs import both_or_neither
from sealing import opened, seal
from sealing.index import marks


@dataclass(frozen=True)
class Person:
    """What is sealed: who asks, and in their own words. `phone` is E.164, `extension` what to dial after it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    message: str = ""
    extension: str = ""


def indexes_of(person: Person) -> dict[str, str]:
    """The columns for exact search by what is sealed."""
    return {
        "phone_index": marks(person.phone, "phone")[0] if person.phone else "",
        "email_index": marks(person.email.lower(), "email")[0] if person.email else "",
    }


class Outcome(models.TextChoices):
    """How a request ended."""

    SPOKE = "spoke", _("Spoke with the patient")
    ANSWERED = "answered", _("Answered by e-mail")
    NOT_REACHED = "not_reached", _("Could not be reached")
    DUPLICATE = "duplicate", _("The same request came twice")


class ContactRequestQuerySet(models.QuerySet):
    def put_aside(self) -> ContactRequestQuerySet:
        """What the site or a person took for spam, and nobody has brought back."""
        return self.filter(Q(suspected_at__isnull=False) | Q(put_aside_at__isnull=False), restored_at__isnull=True)

    def in_play(self) -> ContactRequestQuerySet:
        """What is no spam as far as anybody knows."""
        return self.filter(Q(restored_at__isnull=False) | Q(suspected_at__isnull=True, put_aside_at__isnull=True))

    def open(self) -> ContactRequestQuerySet:
        """Waits for somebody: no spam, and not closed."""
        return self.in_play().filter(closed_at__isnull=True)

    def unanswered(self) -> ContactRequestQuerySet:
        """Open, and nobody has called so far."""
        return self.open().filter(first_called_at__isnull=True)

    def from_phone(self, phone: str) -> ContactRequestQuerySet:
        """With exactly this number (E.164)."""
        return self.filter(phone_index__in=marks(phone, "phone")) if phone else self.none()

    def from_email(self, email: str) -> ContactRequestQuerySet:
        """With exactly this address, in capitals or not."""
        return self.filter(email_index__in=marks(email.strip().lower(), "email")) if email.strip() else self.none()


class ContactRequest(models.Model):
    """One request. `id` and `reference` come from what was sent, so that each repeat of it gets the same answer.

    A row is never deleted: erasing empties what is sealed and its index, and leaves the facts.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    reference = models.CharField(_("reference"), max_length=8, unique=True, editable=False)
    also_told = models.CharField(
        _("reference that was told"),
        max_length=8,
        blank=True,
        editable=False,
        help_text=_("Differs from the reference only where another request had that one already."),
    )
    idem = models.CharField(_("mark of what was sent"), max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), db_default=Now(), editable=False)
    stored_at = models.DateTimeField(_("stored at"), db_default=Now(), editable=False)

    sealed = models.BinaryField(_("who asks"), null=True, editable=False)
    phone_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    email_index = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    best_time = models.CharField(_("best time to call"), max_length=10, choices=BestTime, editable=False)
    topic = models.UUIDField(_("topic"), null=True, editable=False)
    topic_title = models.CharField(_("about"), max_length=200, blank=True, editable=False)
    for_whom = models.CharField(_("for whom"), max_length=10, choices=ForWhom, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, editable=False)
    may_leave_message = models.BooleanField(_("may we leave a message"), editable=False)
    wants_email = models.BooleanField(_("prefers e-mail"), default=False, editable=False)
    consent_version = models.CharField(_("version of the consent"), max_length=12, editable=False)
    consent_text = models.TextField(_("consent as it was shown"), editable=False)
    target_hours = models.PositiveSmallIntegerField(
        _("hours until the first call"),
        null=True,
        editable=False,
        help_text=_("Where a rule gave these requests a time of their own."),
    )
    answerers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("for whom it is to answer"),
        related_name="requests_to_answer",
        editable=False,
        help_text=_("As the rules said when it was stored, or a colleague since. Nobody: it is for everybody."),
    )
    spam_score = models.PositiveSmallIntegerField(_("spam score"), default=0, editable=False)
    spam_reasons = models.JSONField(_("reasons"), default=list, editable=False)

    suspected_at = models.DateTimeField(
        _("put aside by the site at"), null=True, editable=False, help_text=_("The site itself took it for spam.")
    )
    put_aside_at = models.DateTimeField(_("put aside at"), null=True, editable=False)
    put_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    restored_at = models.DateTimeField(_("brought back at"), null=True, editable=False)
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(_("claimed at"), null=True, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who has it"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    first_called_at = models.DateTimeField(_("first called at"), null=True, editable=False)
    next_call_at = models.DateTimeField(_("call again at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True, editable=False)
    duplicate_of = models.ForeignKey(
        "self", verbose_name=_("the same as"), null=True, on_delete=models.PROTECT, related_name="duplicates"
    )
    held_at = models.DateTimeField(_("kept from being erased since"), null=True, editable=False)
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    hold_reason = models.CharField(_("why it must be kept"), max_length=200, blank=True)
    erasable_at = models.DateTimeField(_("will be erased at"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased at"), null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["asked_at", "reference"]
        permissions = [("export_contactrequest", _("Can export requests"))]
        constraints = [
            *(both_or_neither("request", fact) for fact in ("put_aside", "restored", "claimed", "closed", "held")),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(sealed__isnull=True, phone_index="", email_index=""),
                name="request_erased_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | Q(sealed__isnull=False), name="request_is_sealed_until_erased"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="request_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(held_at__isnull=True), name="request_held_is_not_erased"
            ),
        ]
        indexes = [
            models.Index(fields=["asked_at"], name="request_open", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["closed_at"], name="request_to_erase", condition=Q(erased_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def place(self) -> str:
        """What its sealed value is bound to: this row and no other."""
        return f"contact.request/{self.pk}"

    def seal(self, person: Person) -> None:
        """Put in who asks, with the index for exact search."""
        self.sealed = seal(json.dumps(asdict(person)).encode(), self.place)
        for name, mark in indexes_of(person).items():
            setattr(self, name, mark)

    def open_sealed(self) -> Person | None:
        """Who asks; None once erased. Only `access.py` calls this: it writes down who looks before anything is shown."""
        return Person(**json.loads(opened(self.sealed, self.place))) if self.sealed is not None else None

    def is_put_aside(self) -> bool:
        """Whether it counts as spam until somebody brings it back."""
        return bool(self.suspected_at or self.put_aside_at) and not self.restored_at
