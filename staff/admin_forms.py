"""The forms of an account: neither has a password."""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from publishing.roles import ROLES, additional

USERNAME_HELP = _("What the person types to sign in: letters, digits and @ . + - _")
EMAIL_HELP = _("For reminders, and for a word when something about the account is changed. Patients never see it.")


class AccountForm(forms.ModelForm):
    """An account that there is."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Roles"),
        queryset=Group.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("What each role may do stands in the guide."),
    )

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "groups", "is_active"]
        help_texts = {
            "username": USERNAME_HELP,
            "email": EMAIL_HELP,
            "is_active": _("Untick it when somebody leaves: they are signed out at once. Accounts are never deleted."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Which groups there are beside the roles is known only once every app has said so.
        if "groups" in self.fields:
            self.fields["groups"].queryset = Group.objects.filter(name__in=[*ROLES, *additional()]).order_by("name")


class NewAccountForm(AccountForm):
    """A new account: it has no password until its owner sets one by the invitation."""

    class Meta(AccountForm.Meta):
        fields = ["username", "first_name", "last_name", "email", "groups"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].required = True
        self.fields["groups"].required = True

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit)
