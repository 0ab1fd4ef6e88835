"""Pictures: each with words for people who cannot see it, and not with the name of its file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from publishing.checks.finding import RULES, Finding
from publishing.checks.reading import Reading

_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|svg|heic|tiff?|bmp)\s*$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\W*(?:img|dsc[nf]?|image|picture|photo|pic|scan|screen ?shot|untitled|figure|drawing)?[\W_\d]*", re.IGNORECASE
)
_JOINED = re.compile(r"\w+(?:[_-]\w+)+")


def descriptions(reading: Reading) -> Iterator[Finding]:
    """Each drawing and upload has a description in words."""
    for identity, part in reading.parts.items():
        if part.field not in ("drawing", "image") or not part.value:
            continue
        place = (*identity[:-1], "alternative_text")
        described = reading.parts.get(place)
        text = str(described.value).strip() if described else ""
        if not text or _is_file_name(text):
            name = described.name if described else part.name
            suggestion = _(
                "Say what the picture shows: “Two vertebrae from the side; the lower one is pressed together in front.”"
            )
            yield Finding(RULES["alternative-text"], place, name, 1, text, suggestion)


def _is_file_name(text: str) -> bool:
    return bool(_FILE.search(text) or _NUMBERED.fullmatch(text) or _JOINED.fullmatch(text))
