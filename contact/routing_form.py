"""The forms with which coordinators say who answers which requests, and who is away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from contact.models import Absence, RoutingRule
from contact.models.choices import LANGUAGES
from contact.models.routing import ANYTHING, SOMETHING_ELSE
from contact.offered import offer
from contact.routing import coordinators
from practice.surroundings import NotSetUp


class PeopleField(forms.ModelMultipleChoiceField):
    """People by their names."""

    def label_from_instance(self, obj: Any) -> str:
        return obj.get_full_name() or obj.get_username()


class PersonField(forms.ModelChoiceField):
    """One of them."""

    label_from_instance = PeopleField.label_from_instance


def reasons(rule: RoutingRule) -> list[tuple[str, str]]:
    """What a rule can be about: what the form offers, and the rule's own page where it is not offered any more."""
    try:
        topics = list(offer().topics)
    except NotSetUp:
        topics = []
    if rule.reason not in (ANYTHING, SOMETHING_ELSE, *dict(topics)):
        topics.append((rule.reason, rule.about()))
    return [(ANYTHING, _("Anything")), *topics, (SOMETHING_ELSE, _("Something else"))]


def _coordinators_and(others: QuerySet) -> QuerySet:
    """Who can be named: coordinators, and those who are named already."""
    either = Q(pk__in=coordinators().order_by().values("pk")) | Q(pk__in=others.values("pk"))
    return get_user_model().objects.filter(either).order_by("first_name", "last_name", "username")


class RoutingRuleForm(forms.ModelForm):
    """One rule."""

    people = PeopleField(
        queryset=get_user_model().objects.none(),
        required=False,
        label=capfirst(RoutingRule._meta.get_field("people").verbose_name),
        help_text=RoutingRule._meta.get_field("people").help_text,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = RoutingRule
        fields = ["reason", "language", "people", "target_hours"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        reason = RoutingRule._meta.get_field("reason")
        self.fields["reason"] = forms.ChoiceField(
            choices=reasons(self.instance),
            required=False,
            label=capfirst(reason.verbose_name),
            help_text=reason.help_text,
        )
        self.fields["language"].choices = [("", _("Any language")), *LANGUAGES]
        named = self.instance.people.all() if self.instance.pk else get_user_model().objects.none()
        self.fields["people"].queryset = _coordinators_and(named)

    def clean(self) -> dict[str, Any]:
        """With the page's title of today, so that the list can be read when the page is gone."""
        values = super().clean()
        reason = values.get("reason", "")
        titles = dict(self.fields["reason"].choices)
        self.instance.reason_title = "" if reason in (ANYTHING, SOMETHING_ELSE) else str(titles.get(reason, ""))[:200]
        return values


class AbsenceForm(forms.ModelForm):
    """Days on which a coordinator is away."""

    person = PersonField(
        queryset=get_user_model().objects.none(), label=capfirst(Absence._meta.get_field("person").verbose_name)
    )

    class Meta:
        model = Absence
        fields = ["person", "first_on", "last_on"]
        widgets = {name: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for name in ("first_on", "last_on")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        who_was = get_user_model().objects.filter(pk=self.instance.person_id or 0)
        self.fields["person"].queryset = _coordinators_and(who_was)
