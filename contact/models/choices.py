"""What a request can choose from. Only choices: whatever a patient writes in own words is sealed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BestTime(models.TextChoices):
    """When the patient would like to be called."""

    ANY = "any", _("Any time")
    MORNING = "morning", _("Morning")
    MIDDAY = "midday", _("Around noon")
    AFTERNOON = "afternoon", _("Afternoon")


class ForWhom(models.TextChoices):
    """Whose care it is about."""

    MYSELF = "self", _("Myself")
    OTHER = "other", _("Someone I care for")


# Each in its own words: whoever needs it may not read another.
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("zh", "中文"),
    ("vi", "Tiếng Việt"),
    ("ko", "한국어"),
    ("tl", "Tagalog"),
    ("hmn", "Hmoob"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("fr", "Français"),
    ("ht", "Kreyòl ayisyen"),
    ("pt", "Português"),
    ("de", "Deutsch"),
    ("pl", "Polski"),
    ("hi", "हिन्दी"),
    ("gu", "ગુજરાતી"),
    ("ja", "日本語"),
    ("sgn", _("Sign language")),
    ("xx", _("Another language")),
]
