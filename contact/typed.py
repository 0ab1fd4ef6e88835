"""What people type, made readable without losing any of it: invisible characters, dictated numbers, digits of other scripts."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_DICTATED = {
    word: sign
    for words, sign in [
        ("zero oh", "0"), ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"),
        ("seven", "7"), ("eight", "8"), ("nine", "9"), ("plus", "+"), ("extension", " ext. "),
        ("dash hyphen minus dot point period space slash comma area code open close parenthesis parentheses bracket and", " "),
        ("tel telephone phone mobile cell home work number is my call", " "),
    ]
    for word in words.split()
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\v\f\x85]")


def line(text: str) -> str:
    """A text of one line: composed (José is José), without invisible characters, each run of white space one space."""
    return " ".join(_visible(unicodedata.normalize("NFC", text)).split())


def lines(text: str) -> str:
    """A text of several lines, with one kind of line end and without invisible characters."""
    return _visible(_LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)), keep="\n\t").strip()


def phone(text: str) -> tuple[str, str]:
    """A typed or dictated number as (E.164, extension). Raises ValidationError where it cannot be one."""
    try:
        number = phonenumbers.parse(_as_digits(text), settings.PHONE_REGION)
    except phonenumbers.NumberParseException:
        raise ValidationError(_too_odd()) from None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        raise ValidationError(_too_odd())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), number.extension or ""


def _too_odd() -> str:
    return _("Enter a phone number with its area code, such as (555) 010-0100")


def _as_digits(text: str) -> str:
    """With digits of other scripts as 0 to 9, and dictated words as what they say."""
    plain = line(unicodedata.normalize("NFKC", text)).lower()
    digits = "".join(str(unicodedata.digit(sign, sign)) for sign in plain)
    spoken = _WORD.sub(lambda word: _DICTATED.get(word[0], word[0]), digits)
    return re.sub(r"[,;:/_•·*]+", " ", spoken)


def _visible(text: str, keep: str = "") -> str:
    """Without control and format characters (zero-width spaces, marks of direction, soft hyphens); white space stays."""
    return "".join(
        sign
        for sign in text
        if sign in keep or sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn")
    )
