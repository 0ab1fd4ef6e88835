"""The forms of signing in, in words for people in a hurry."""

from __future__ import annotations

import logging

from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sealing import SealingError
from staff import limits

logger = logging.getLogger(__name__)

PASSWORD_HELP = gettext_lazy(
    "15 characters or more. Four or five words that have nothing to do with each other are easy to remember and hard to guess."
)


class SignInForm(LoginForm):
    """Name and password."""

    was_stopped = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocapitalize": "none", "spellcheck": "false"}
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""

    def clean(self) -> dict:
        try:
            return super().clean()
        except ValidationError as error:
            self.was_stopped = error.code == "too_many_login_attempts"
            raise


class CodeMixin:
    """A code is typed with its keyboard, may be tried a few times, and is good once."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["code"].widget
        widget.attrs.pop("placeholder", None)
        widget.attrs |= {"autocapitalize": "none", "spellcheck": "false", "autofocus": True}

    def clean_code(self) -> str:
        attempt = limits.attempt_code(self.user)
        if attempt is None:
            raise ValidationError(
                _("There were too many wrong codes. Please wait a quarter of an hour."), code="too_many_login_attempts"
            )
        try:
            code = super().clean_code()
        except SealingError as problem:
            logger.error("A second factor cannot be checked: %s", problem)
            raise ValidationError(
                _("Codes cannot be checked at the moment. Please tell whoever runs the server.")
            ) from None
        if not limits.is_first_use(self.user, code):
            raise factor_adapter().validation_error("incorrect_code")
        attempt.give_back()
        return code


class CodeForm(CodeMixin, AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(CodeMixin, ReauthenticateForm):
    """Once more, before something about the account is changed."""


class FirstCodeForm(CodeMixin, ActivateTOTPForm):
    """Proves that the app and the site agree."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].widget.attrs |= {"inputmode": "numeric"}


class ChangePasswordForm(LibraryChangePasswordForm):
    """One's own password, with the present one."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].label = _("New password again")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_oldpassword(self) -> str:
        """Guessing the password of a forgotten session is limited as signing in is."""
        attempt = limits.attempt_code(self.user)
        if attempt is None:
            raise ValidationError(_("There were too many wrong tries. Please wait a quarter of an hour."))
        password = super().clean_oldpassword()
        attempt.give_back()
        return password


class NewPasswordForm(forms.Form):
    """A password of one's own, by a link."""

    password1 = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("New password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password1(self) -> str:
        password = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("password1") and cleaned["password1"] != cleaned.get("password2"):
            self.add_error("password2", _("The two passwords differ."))
        return cleaned
