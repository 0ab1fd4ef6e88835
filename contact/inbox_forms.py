"""What a coordinator fills in: how a call went, and why requests are taken away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from contact.models import CallOutcome, ContactRequest

SPOKE_DONE = "spoke_done"
FARTHEST = timedelta(days=366)
EARLIEST_ASKED = date(2000, 1, 1)


class CallForm(forms.Form):
    """How a call went. "Left a message" is offered only where the patient allowed it; who may, `actions.call` decides.

    `version` is that of the request as the page showed it, so that a second click writes no second call.
    """

    outcome = forms.ChoiceField(label=_("How did the call go?"), widget=forms.RadioSelect)
    next_call_at = forms.DateTimeField(
        label=_("Call again at"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Leave empty where no time was agreed. At that time it is on top of everybody's list."),
    )

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, request: ContactRequest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (CallOutcome.NO_ANSWER, CallOutcome.NO_ANSWER.label),
            *([(CallOutcome.LEFT_MESSAGE, CallOutcome.LEFT_MESSAGE.label)] if request.may_leave_message else []),
            (SPOKE_DONE, _("Spoke with the patient, and it is done")),
            (CallOutcome.SPOKE, _("Spoke with the patient, and will call again")),
        ]

    def clean_next_call_at(self) -> datetime | None:
        """Within a year: a date farther away is a slip of the keyboard."""
        moment = self.cleaned_data["next_call_at"]
        if moment and moment > timezone.now() + FARTHEST:
            raise forms.ValidationError(_("That is more than a year away. Choose an earlier time."))
        return moment


class ExportForm(forms.Form):
    """Which requests are taken away, and why."""

    asked_from = forms.DateField(
        label=_("Asked from"), widget=forms.DateInput({"type": "date"}), initial=lambda: localdate() - timedelta(days=7)
    )
    asked_to = forms.DateField(
        label=_("Asked to, with that day"), widget=forms.DateInput({"type": "date"}), initial=localdate
    )
    reason = forms.CharField(
        label=_("Why is it needed?"),
        min_length=10,
        max_length=300,
        help_text=_("Stays beside each request for good. Name no patient."),
    )

    def clean_asked_from(self) -> date:
        """No day before there were requests: a slip of the keyboard."""
        day = self.cleaned_data["asked_from"]
        if day < EARLIEST_ASKED:
            raise forms.ValidationError(
                _("Choose a day in the year %(year)s or later.") % {"year": EARLIEST_ASKED.year}
            )
        return day

    def clean_asked_to(self) -> date:
        """At most a year ahead, so that the end of a month or of a year can be chosen before it is there."""
        day = self.cleaned_data["asked_to"]
        if day > localdate() + FARTHEST:
            raise forms.ValidationError(_("That is more than a year away. Choose an earlier day."))
        return day

    def clean(self):
        """The days in their order."""
        values = super().clean()
        first, last = values.get("asked_from"), values.get("asked_to")
        if first and last and first > last:
            self.add_error("asked_to", _("The last day comes before the first."))
        return values
