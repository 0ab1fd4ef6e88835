"""Telephone numbers: any spelling in, E.164 kept, the national spelling out."""

from __future__ import annotations

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def normalize(typed: str) -> str:
    """A typed number as E.164 (ITU-T E.164), "" for nothing typed. Raises ValidationError for what cannot be a number."""
    if not typed.strip():
        return ""
    try:
        number = phonenumbers.parse(typed, settings.PHONE_REGION)
    except phonenumbers.NumberParseException as error:
        raise ValidationError(_("Enter a telephone number with its area code, for example (555) 010-0100.")) from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_("This number has too many or too few digits. Enter it with its area code."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national(number: str) -> str:
    """An E.164 number as it is written in its own country; what cannot be read comes back as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
