"""Gaps: what patients looked for and did not find, as groups of wordings that mean the same."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing.models import Document, Edition

SHOWN_FROM = 3
"""What fewer people asked could tell something of one of them, and is shown to nobody."""


class State(models.TextChoices):
    """Where a gap stands."""

    OPEN = "open", _("Open")
    STARTED = "started", _("Being answered")
    STAYS = "stays", _("Published, still not found")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Not for this site")


WAITING = (State.OPEN, State.STAYS)
"""The states in which a gap is somebody's move."""


class GapQuerySet(models.QuerySet):
    def shown(self) -> GapQuerySet:
        """Those that may be shown: asked often enough, or worked on before, and not merged into another."""
        often = Q(times__gte=SHOWN_FROM)
        return self.filter(often | ~Q(state=State.OPEN), merged_into__isnull=True)

    def waiting(self) -> GapQuerySet:
        """Those that somebody should see to, the most asked first."""
        return self.shown().filter(state__in=WAITING, times__gte=SHOWN_FROM).ranked()

    def ranked(self) -> GapQuerySet:
        """The most asked first; of two that were asked as often, the one that was asked last."""
        return self.order_by("-times", F("last_on").desc(nulls_last=True), "pk")


class Gap(models.Model):
    """One thing that the site does not say, or says so that nobody finds or understands it.

    `stems` are those of the wording that began the group: new ones are compared with them, so that a group never wanders off.
    `page` is set where readers of a page said that it did not answer their question: then there are no wordings.
    """

    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    words = models.CharField(_("words"), max_length=200)
    stems = ArrayField(models.TextField(), default=list)
    times = models.PositiveIntegerField(_("times"), default=0)
    last_on = models.DateField(_("last asked on"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    page = models.OneToOneField(Document, null=True, on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(
        Document, verbose_name=_("answer"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    tried_with = models.ForeignKey(Edition, null=True, on_delete=models.SET_NULL, related_name="+")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="merged")
    changed_on = models.DateField(_("since"), null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_on = models.DateField(_("closed on"), null=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("What patients did not find")
        indexes = [models.Index(fields=["state", "-times"], name="gap_by_state")]

    def __str__(self) -> str:
        return self.words
