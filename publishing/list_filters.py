"""How staff narrow a list of documents: by where a page stands in its life, and by who looks after it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models import Edition

STATUSES = {
    "live": _("Live"),
    "newer": _("Live, with a newer draft"),
    "waiting": _("Waiting for approval"),
    "sent_back": _("Sent back"),
    "approved": _("Approved, not yet published"),
    "scheduled": _("Scheduled"),
    "overdue": _("Review overdue"),
    "down": _("Taken down"),
    "never": _("Never public"),
}
"""The places in a page's life that lists are narrowed to, as they stand in the address and as staff read them."""


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(STATUSES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return in_status(queryset, self.value()) if self.value() in STATUSES else queryset


class LookedAfterFilter(admin.SimpleListFilter):
    title = _("looked after by")
    parameter_name = "looked_after"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("me", _("Me")), ("others", _("Somebody else")), ("nobody", _("Nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "me":
                return queryset.filter(assigned_to=request.user)
            case "others":
                return queryset.filter(assigned_to__isnull=False).exclude(assigned_to=request.user)
            case "nobody":
                return queryset.filter(assigned_to__isnull=True)
        return queryset


def in_status(documents: QuerySet, status: str) -> QuerySet:
    """The documents whose editions are where the name says. What was overtaken by something newer no longer counts."""
    live = Edition.objects.live()
    newer = Edition.objects.filter(document=OuterRef("document"), number__gt=OuterRef("number"))
    open_ = Edition.objects.filter(~Exists(newer), live__isnull=True)
    public = Edition.objects.filter(document=OuterRef("pk"), live__isnull=False)
    match status:
        case "live":
            return _having(documents, live)
        case "newer":
            return documents.filter(pk__in=_newer_than_live(live))
        case "waiting":
            return _having(
                documents, open_.filter(submitted_at__isnull=False, approved_at__isnull=True, sent_back_at__isnull=True)
            )
        case "sent_back":
            return _having(documents, open_.filter(sent_back_at__isnull=False, approved_at__isnull=True))
        case "approved":
            return _having(documents, open_.filter(approved_at__isnull=False))
        case "scheduled":
            return _having(documents, _planned())
        case "overdue":
            return _having(documents, live.filter(review__next_review_on__lte=timezone.localdate()))
        case "down":
            ahead = public.filter(live__endswith__gt=Now())
            return documents.filter(~_stays(public), ~Exists(ahead), Exists(public))
    return documents.filter(~_stays(public), ~Exists(public))


def _stays(public: QuerySet) -> Exists:
    """Whether a document is live, or will be, without an end. Most are: asked first, it spares looking at all that was."""
    return Exists(public.filter(live__upper_inf=True))


def _newer_than_live(live: QuerySet) -> QuerySet:
    """Drafts and planned editions of documents that are live with an older one."""
    older = Exists(live.filter(document=OuterRef("document"), number__lt=OuterRef("number")))
    drafts = Edition.objects.filter(older, live__isnull=True)
    return drafts.values("document").union(_planned().filter(older).values("document"))


def _having(documents: QuerySet, editions: QuerySet) -> QuerySet:
    return documents.filter(pk__in=editions.values("document"))


def _planned() -> QuerySet:
    """Editions that will be live; a live range begins when it was to be published, and that has an index."""
    return Edition.objects.filter(live__isnull=False, publish_at__gt=Now())
