"""What a password must not be: easy to guess, or made of the words of this trade and this practice."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from zxcvbn import zxcvbn

from publishing.live import LiveSet

LOWEST_SCORE = 3
"""zxcvbn's "safely unguessable": more than 10^8 guesses, with no list fetched from anywhere."""

LOOKED_AT = 72
"""zxcvbn looks at no more; its work grows with the square."""

LEFT_OVER = 8
"""So many characters must remain when all that strangers know of the practice is taken out."""


class ContextValidator:
    """Refuses what is mostly the practice's name, its trade, or the person's own name."""

    def validate(self, password: str, user=None) -> None:
        """Raise where too little remains once the words that anybody would try are taken out."""
        left = re.sub(r"[\W_]", "", password.casefold())
        for word in sorted(context_words(user), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LEFT_OVER:
            raise ValidationError(
                _("This is made of words that anybody would try here: the practice, its trade, your name."),
                code="password_of_context",
            )

    def get_help_text(self) -> str:
        return _("Not made of the practice's name, its trade, or your name.")


class StrengthValidator:
    """Refuses what a guessing program finds."""

    def validate(self, password: str, user=None) -> None:
        """Raise below zxcvbn's score of 3."""
        if zxcvbn(password[:LOOKED_AT], user_inputs=context_words(user))["score"] < LOWEST_SCORE:
            raise ValidationError(
                _("This is easy to guess. Put four or five words together that have nothing to do with each other."),
                code="password_too_easy",
            )

    def get_help_text(self) -> str:
        return _("Hard to guess, for a program too.")


def context_words(user=None) -> list[str]:
    """Words that strangers know: of the trade, of the practice as it is live, of the site's host, of the person."""
    practice = LiveSet.around().one("practice")
    texts = [
        *settings.PASSWORD_CONTEXT_WORDS,
        urlsplit(settings.SITE_URL).hostname or "",
        *([practice.reads.name, practice.reads.tagline] if practice else []),
        *(getattr(user, field, "") or "" for field in ("username", "first_name", "last_name", "email")),
    ]
    return list({word for text in texts for word in re.findall(r"[^\W_]{4,}", text.casefold())})
