"""The buttons of a gap: what each takes from its form, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.desk import change_url
from publishing.errors import TransitionNotAllowed
from publishing.models import Document
from search import gaps_steps
from search.gaps_retrying import try_again
from search.models import Gap


@dataclass(frozen=True)
class Done:
    """What is said afterwards, and where one is led: to the gap where no address is given."""

    message: str
    url: str = ""


def _start(gap: Gap, form: Mapping[str, str], by) -> Done:
    draft = gaps_steps.start(gap, by=by)
    return Done(_("The answer is begun. Write it, choose a topic, and publish it."), change_url(draft))


def _answered_by(gap: Gap, form: Mapping[str, str], by) -> Done:
    document = _row(Document, form.get("document"))
    if gaps_steps.answered_by(gap, document, by=by):
        return Done(_("The searches find that page. The gap is closed."))
    return Done(_("Kept. Not all of these searches find that page yet: see below."))


def _decline(gap: Gap, form: Mapping[str, str], by) -> Done:
    gaps_steps.decline(gap, by=by)
    return Done(_("Put aside: this is not for this site."), reverse("admin:search_gap_changelist"))


def _put_back(gap: Gap, form: Mapping[str, str], by) -> Done:
    gaps_steps.put_back(gap, by=by)
    return Done(_("Put back among what waits."))


def _merge(gap: Gap, form: Mapping[str, str], by) -> Done:
    into = _row(Gap, form.get("into"))
    gaps_steps.merge(gap, into, by=by)
    return Done(_("Put together."), reverse("admin:search_gap_change", args=[into.pk]))


def _take_apart(gap: Gap, form: Mapping[str, str], by) -> Done:
    gaps_steps.take_apart(gap, form.get("words", ""), by=by)
    return Done(_("Taken out of this group. It is shown again when it was asked often enough by itself."))


def _try_again(gap: Gap, form: Mapping[str, str], by) -> Done:
    gaps_steps.check_role(by, "edit")
    if try_again(gap):
        return Done(_("The searches find the answer now. The gap is closed."))
    return Done(_("Not all of these searches find the answer: see below."))


def _row(model, number: str | None):
    """The row of that number. Raises TransitionNotAllowed where a form names none."""
    text = number or ""
    found = (
        model.objects.filter(pk=int(text)).first() if text.isascii() and text.isdecimal() and len(text) < 10 else None
    )
    if found is None:
        raise TransitionNotAllowed(_("Choose one of the list."))
    return found


BUTTONS: dict[str, Callable[[Gap, Mapping[str, str], object], Done]] = {
    "start": _start,
    "answered-by": _answered_by,
    "decline": _decline,
    "put-back": _put_back,
    "merge": _merge,
    "take-apart": _take_apart,
    "try-again": _try_again,
}
