"""The buttons of the staff site: for each step what it asks, when it is offered, and which action it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import actions, permissions
from publishing.errors import TransitionNotAllowed
from publishing.models import Edition
from publishing.roles import may
from publishing.schedule import database_clock
from publishing.states import allows
from publishing.wording import Change

FARTHEST = timedelta(days=3653)


class Plain(forms.Form):
    """A step that asks for nothing but yes."""


class WhenForm(forms.Form):
    """Now, or at a moment."""

    when = forms.SplitDateTimeField(
        label=_("When"),
        required=False,
        help_text=_(
            "Leave empty for now. Otherwise the date (2026-12-31) and the time (08:00) at which it happens by itself."
        ),
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": _("Date")},
            time_attrs={"type": "time", "aria-label": _("Time")},
        ),
    )

    def clean_when(self) -> datetime | None:
        """Within ten years: a date farther away is a slip of the keyboard."""
        moment = self.cleaned_data["when"]
        if moment and moment > timezone.now() + FARTHEST:
            raise forms.ValidationError(_("That is more than ten years away. Choose an earlier time."))
        return moment


class NoteForm(forms.Form):
    """A sentence to the author."""

    note = forms.CharField(
        label=_("What should be changed"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author reads this. Name the sentence and what is wrong with it."),
    )


class ChangeForm(forms.Form):
    """A line for readers about what changed."""

    change_note = forms.CharField(
        label=_("What changed, for readers"),
        required=False,
        max_length=200,
        help_text=_(
            "One line that patients read under the page, such as “How long to fast before the procedure.” Needed when the meaning of a clinical page changed."
        ),
    )


class PublishForm(WhenForm, ChangeForm):
    """When, and what to tell readers."""


class ReviewForm(forms.Form):
    """When to look again."""

    next_review = forms.DateField(
        label=_("Next review due"),
        required=False,
        help_text=_("Leave empty for the practice's usual time."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean_next_review(self) -> date | None:
        """The day, which has to be still to come, within ten years as `clean_when` has it."""
        day = self.cleaned_data["next_review"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today."))
        if day and day > timezone.localdate() + FARTHEST:
            raise forms.ValidationError(_("That is more than ten years away. Choose an earlier day."))
        return day


class ReadForm(ReviewForm):
    """The reviewer's word that the page was read."""

    attested = forms.BooleanField(
        label=_("I have read the page as it stands"),
        error_messages={"required": _("Read the page, and check the box to say that you have.")},
    )


class ApproveAndPublishForm(WhenForm, ReviewForm):
    """A clinician's approval and the publication in one step."""


@dataclass(frozen=True)
class Step:
    """A button. `act` gets the edition, the user and the cleaned form; what it returns is a sentence about what is now so."""

    name: str
    label: Any
    explanation: Any
    form: type[forms.Form]
    role: str
    offered: Callable[[Edition, Any, datetime], bool]
    act: Callable[[Edition, Any, dict[str, Any]], Any]
    done: Any
    danger: bool = False
    form_when_approved: type[forms.Form] | None = None

    def form_for(self, edition: Edition) -> type[forms.Form]:
        """What the step asks of this edition: an approved one keeps the line for readers that was approved with it."""
        return self.form_when_approved if self.form_when_approved and edition.approved_at else self.form


def allowed(step: str) -> Callable[[Edition, Any, datetime], bool]:
    """Offered while the edition's state allows the step."""
    return lambda edition, user, at: allows(edition, step, at)


def _goes_live_at_once(edition: Edition, user, at: datetime) -> bool:
    return allows(edition, permissions.publishing_step(edition, at), at)


def _needs_approval(edition: Edition, user, at: datetime) -> bool:
    return allows(edition, "submit", at) and permissions.needs_clinician(edition, at)


def _can_approve(edition: Edition, user, at: datetime) -> bool:
    return allows(edition, "approve", at) and permissions.can_approve(edition, user, at)


def _can_review(edition: Edition, user, at: datetime) -> bool:
    return (
        allows(edition, "review", at) and permissions.needs_clinician(edition) and permissions.can_review(edition, user)
    )


def _was_published_lately(edition: Edition, user, at: datetime) -> bool:
    return allows(edition, "undo_publish", at) and permissions.can_undo(edition.document, at)


def _withdrawal_planned(edition: Edition, user, at: datetime) -> bool:
    return bool(edition.withdraw_at and edition.withdraw_at > at)


def _publish(edition: Edition, user, given: dict[str, Any]) -> None:
    actions.publish(edition, by=user, publish_at=given["when"], change_note=given.get("change_note", ""))


def _withdraw(edition: Edition, user, given: dict[str, Any]) -> None:
    when = given["when"]
    is_planned = edition.live is not None and edition.publish_at > database_clock()
    if is_planned and (when is None or when <= edition.publish_at):
        raise TransitionNotAllowed(
            _("It is not live yet. Say when, after it went live, it is to be taken down; or cancel the publication.")
        )
    actions.withdraw(edition.document, by=user, withdraw_at=when)


def _approve_and_publish(edition: Edition, user, given: dict[str, Any]) -> None:
    approved = actions.approve(edition, by=user, next_review=given["next_review"])
    actions.publish(approved, by=user, publish_at=given["when"])


STEPS = {
    step.name: step
    for step in (
        Step(
            "publish",
            _("Publish"),
            _("Patients read this text from then on, in place of what is live now."),
            PublishForm,
            "publish",
            _goes_live_at_once,
            _publish,
            _("Published."),
            form_when_approved=WhenForm,
        ),
        Step(
            "submit",
            _("Submit for approval"),
            _("This is about patients' care, so somebody else reads it before it goes live."),
            ChangeForm,
            "submit",
            _needs_approval,
            lambda edition, user, given: actions.submit(edition, by=user, change_note=given["change_note"]),
            _("Submitted for approval."),
        ),
        Step(
            "approve_and_publish",
            _("Approve and publish"),
            _("You confirm that you have read this text, and it goes live."),
            ApproveAndPublishForm,
            "review",
            _can_approve,
            _approve_and_publish,
            _("Approved and published."),
        ),
        Step(
            "approve",
            _("Approve"),
            _("You confirm that you have read this text. Somebody then publishes it."),
            ReviewForm,
            "approve",
            _can_approve,
            lambda edition, user, given: actions.approve(edition, by=user, next_review=given["next_review"]),
            _("Approved."),
        ),
        Step(
            "send_back",
            _("Send back"),
            _("The author gets your note and changes the text. What is live stays as it is."),
            NoteForm,
            "send_back",
            allowed("send_back"),
            lambda edition, user, given: actions.send_back(edition, by=user, note=given["note"]),
            _("Sent back."),
        ),
        Step(
            "review",
            _("Reviewed, no change needed"),
            _("You confirm that you have read the page as it is live, and that it is right."),
            ReadForm,
            "review",
            _can_review,
            lambda edition, user, given: actions.review(edition, by=user, next_review=given["next_review"]),
            _("Your review is recorded, and the page shows it."),
        ),
        Step(
            "cancel",
            _("Cancel the publication"),
            _("It does not go live. What is live now stays."),
            Plain,
            "cancel",
            allowed("cancel"),
            lambda edition, user, given: actions.cancel(edition, by=user),
            _("The publication is cancelled."),
        ),
        Step(
            "undo_publish",
            _("Undo the publication"),
            _("What was live just before goes live again. Your draft stays as it is."),
            Plain,
            "undo_publish",
            _was_published_lately,
            lambda edition, user, given: actions.undo_publish(edition.document, by=user),
            _("What was live before is live again."),
        ),
        Step(
            "withdraw",
            _("Take the page down"),
            _("Readers who come to its address are told that it was taken down, and where to turn."),
            WhenForm,
            "withdraw",
            allowed("withdraw"),
            _withdraw,
            _("Taken down, or planned to be."),
            danger=True,
        ),
        Step(
            "cancel_withdrawal",
            _("Keep the page up"),
            _("The page is not taken down at the planned moment."),
            Plain,
            "cancel",
            _withdrawal_planned,
            lambda edition, user, given: actions.cancel_withdrawal(edition, by=user),
            _("The page stays."),
        ),
        Step(
            "restore",
            _("Copy into the draft"),
            _("The draft becomes what this edition says. Patients see no change until you publish it."),
            Plain,
            "restore",
            lambda edition, user, at: True,
            lambda edition, user, given: actions.restore(edition, by=user),
            _("The draft says again what that edition said."),
        ),
    )
}


def offered(edition: Edition, user, at: datetime, *, leave_out: tuple[str, ...] = ()) -> list[Step]:
    """The steps that this person can take with this edition now, in order."""
    return [
        step
        for step in STEPS.values()
        if step.name not in leave_out and may(user, step.role) and step.offered(edition, user, at)
    ]


def change_kind(edition: Edition) -> str:
    """What kind of change an edition is, as a sentence; "" where no clinician has a say."""
    if not permissions.needs_clinician(edition):
        return ""
    if permissions.signed_text(edition) is None:
        return _("No clinician has signed an earlier text of this page: a clinician has to approve it.")
    return _SENTENCES[permissions.change_of(edition)]


_SENTENCES = {
    Change.SAME: _("This is word for word what a clinician signed."),
    Change.WORDING: _("Only the wording differs from what a clinician signed: any second person may approve it."),
    Change.CLINICAL: _("This differs in meaning from what a clinician signed last: a clinician has to approve it."),
}
