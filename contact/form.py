"""The form with which a patient asks for a call back. It keeps what was typed, whatever is wrong with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from contact import consent, stamps, typed
from contact.asked import Asked, idem_of, idems_without_key
from contact.models.choices import LANGUAGES, BestTime, ForWhom
from contact.models.request import Person
from contact.offered import Offer

SOMETHING_ELSE = "other"
LONGEST_NAME = 100
LONGEST_MESSAGE = 300
LONGEST_READ = 10_000
YES_OR_NO = [("yes", _("Yes")), ("no", _("No"))]


def _radios(label: str, choices: Any, missing: str, help_text: str = "") -> forms.ChoiceField:
    """A question with a few answers, of which none is chosen beforehand."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        help_text=help_text,
        error_messages={"required": missing, "invalid_choice": missing},
    )


class RequestForm(forms.Form):
    """Each error message says what to do; the same words stand in the summary and at the field."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As we should ask for you."),
        error_messages={"required": _("Enter your name")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    phone = forms.CharField(
        label=_("Phone number"),
        help_text=_("With the area code, for example (555) 010-0100."),
        error_messages={"required": _("Enter the phone number that we should call")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "class": "field__input--short"}),
    )
    best_time = _radios(_("When should we call?"), BestTime.choices, _("Choose when we should call"))
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages={"required": _("Choose what it is about. If nothing fits, choose “Something else”")},
    )
    for_whom = _radios(_("Who is it for?"), ForWhom.choices, _("Choose who it is for"))
    language = forms.ChoiceField(
        label=_("Which language do you want to speak?"),
        choices=LANGUAGES,
        help_text=_("We arrange an interpreter. It costs you nothing."),
        error_messages={"required": _("Choose a language"), "invalid_choice": _("Choose a language")},
    )
    may_leave_message = _radios(
        _("May we leave a message if nobody answers?"),
        YES_OR_NO,
        _("Choose whether we may leave a message"),
        _("For example on your voicemail. We only say who called, and ask you to call us back."),
    )
    email = forms.EmailField(
        label=_("Email (optional)"),
        required=False,
        help_text=_("Only if you would rather have an answer by email."),
        error_messages={"invalid": _("Enter an email address such as name@example.org, or leave it empty")},
        widget=forms.TextInput(
            attrs={"type": "email", "autocomplete": "email", "spellcheck": "false", "autocapitalize": "off"}
        ),
    )
    message = forms.CharField(
        label=_("A short message (optional)"),
        required=False,
        help_text=_(
            "Up to %(count)s characters. Please leave out medical details: tell us those when we call."
        ) % {"count": LONGEST_MESSAGE},
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    consent = forms.BooleanField(
        error_messages={"required": _("Tick the box to agree, so that we may keep your request and call you")}
    )
    subject_line = forms.CharField(required=False)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    consent_version = forms.CharField(required=False, widget=forms.HiddenInput)
    calm = forms.CharField(required=False, widget=forms.HiddenInput)
    again = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, offer: Offer, about: str = "", **kwargs) -> None:
        self.offer = offer
        super().__init__(*args, **kwargs)
        if not offer.asks_message and not self._given("message"):
            del self.fields["message"]
        self.fields["topic"].choices = [("", _("Choose from the list")), *offer.topics, *self._posted_topic()]
        self.fields["topic"].choices += [(SOMETHING_ELSE, _("Something else"))]
        self.fields["consent"].label = consent.wording(offer.practice)
        for field in self.fields.values():
            field.widget.is_required = False
        self.initial = self._first_values(about) | self.initial
        self.helper = _helper(self.fields)

    def _first_values(self, about: str) -> dict[str, str]:
        spoken = (get_language() or "en").partition("-")[0]
        return {
            "stamp": stamps.new_stamp(),
            "consent_version": consent.version(consent.wording(self.offer.practice)),
            "language": spoken if spoken in dict(LANGUAGES) else "en",
            "topic": self.offer.key_of(about),
        }

    def _posted_topic(self) -> list[tuple[str, str]]:
        """A page that was taken down while the form was open is still what the request is about."""
        posted = self._given("topic")
        if posted in dict(self.offer.topics) or not _is_key(posted):
            return []
        return [(posted, _("The page that you came from"))]

    def _given(self, name: str) -> str:
        """What came with the form, posted or to be changed: what the site offers may be another thing since it was opened."""
        return (self.data if self.is_bound else self.initial).get(name) or ""

    def message_as_typed(self) -> str:
        """The message before anything is known to be right or wrong with it, to be looked through for an emergency.

        Of a message that is far too long the beginning will do: all of it is read once it is short enough to be sent.
        """
        return typed.lines(self._given("message")[:LONGEST_READ])

    def clean_name(self) -> str:
        return self._line("name", LONGEST_NAME) or self._refuse("name", "required")

    def clean_phone(self) -> tuple[str, str]:
        if not typed.line(self.cleaned_data["phone"]):
            return self._refuse("phone", "required")
        return typed.phone(self.cleaned_data["phone"])

    def clean_message(self) -> str:
        text = typed.lines(self.cleaned_data["message"])
        if len(text) > LONGEST_MESSAGE:
            raise forms.ValidationError(
                _("Shorten your message to %(most)s characters or fewer. It has %(count)s now"),
                params={"most": LONGEST_MESSAGE, "count": len(text)},
            )
        return text

    def _line(self, name: str, longest: int) -> str:
        text = typed.line(self.cleaned_data[name])
        if len(text) > longest:
            raise forms.ValidationError(
                _("Enter %(most)s characters or fewer"), code="max_length", params={"most": longest}
            )
        return text

    def _refuse(self, name: str, code: str):
        raise forms.ValidationError(self.fields[name].error_messages[code], code=code)

    def asked(self) -> Asked:
        """The request as it will be stored. Only of a valid form."""
        values = self.cleaned_data
        phone, extension = values["phone"]
        topic = "" if values["topic"] == SOMETHING_ELSE else values["topic"]
        shown = values["consent_version"]
        current = consent.wording(self.offer.practice)
        is_current = not shown or consent.version(current) == shown
        asked = Asked(
            person=Person(values["name"], phone, values["email"], values.get("message", ""), extension),
            best_time=values["best_time"],
            topic=topic,
            topic_title=dict(self.offer.topics).get(topic, ""),
            for_whom=values["for_whom"],
            language=values["language"],
            may_leave_message=values["may_leave_message"] == "yes",
            consent_version=consent.version(current) if is_current else shown[: consent.VERSION_LENGTH],
            consent_text=current if is_current else "",
        )
        return _marked(asked, values["stamp"])


def _marked(asked: Asked, stamp: str) -> Asked:
    if stamp:
        return asked.with_idem(idem_of(stamp, asked))
    return asked.with_idem(*idems_without_key(asked))


def _helper(fields: dict[str, forms.Field]) -> FormHelper:
    """The order of the page, for crispy: the hidden fields are among what is rendered at its end."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.render_hidden_fields = True
    helper.layout = Layout(*(Field(name) for name in fields if name not in HIDDEN))
    return helper


HIDDEN = ("stamp", "consent_version", "calm", "again", "subject_line")
SHOWN_AGAIN = "name phone best_time topic for_whom language may_leave_message email message".split()


def _is_key(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
