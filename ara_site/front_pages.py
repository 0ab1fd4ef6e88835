"""The error pages that the front shows for what never reaches the site, or when the site does not answer (deploy/nginx.conf).

They lie as files in DATA_DIR/front/errors, with the number to call as it was live when they were written: at every start, and by the
worker every half minute.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.template.loader import render_to_string
from django.utils.translation import override

from ara_site import whole_files
from ara_site.error_pages import BY_STATUS
from ara_site.errors import context
from ara_site.stylesheet import stylesheet
from practice import theme
from practice.surroundings import surroundings
from publishing.live import LiveSet
from publishing.rendering import NotSetUp

FOLDER = "front/errors"
STYLESHEET = "site.css"


def write() -> int:
    """Write what has changed; returns how many files. Raises DatabaseError or InterfaceError where the database does not answer."""
    folder = Path(settings.DATA_DIR) / FOLDER
    return sum(_write(folder / name, text) for name, text in files().items())


def chore() -> str:
    """The same for the worker. While the database is away, what was written last stays."""
    try:
        write()
    except (DatabaseError, InterfaceError):
        pass
    return ""


def files() -> dict[str, str]:
    """All files as name and content: the stylesheet with the practice's own color, and a page for each status."""
    try:
        around = surroundings(LiveSet.around())
    except NotSetUp:
        around = {}
    css = stylesheet() + (theme.stylesheet(around["practice"].color) if around else "")
    # Its address changes with it, and it may be kept for an hour.
    around["stylesheet"] = f"/errors/{STYLESHEET}?{hashlib.sha256(css.encode()).hexdigest()[:12]}"
    with override(settings.LANGUAGE_CODE):
        pages = {f"{s}.html": render_to_string("errors/front.html", context(p) | around) for s, p in BY_STATUS.items()}
    return {STYLESHEET: css, **pages}


def _write(path: Path, text: str) -> bool:
    """Write a file, whole or not at all, readable for the front; says whether it was needed."""
    if path.exists() and path.read_text("utf-8") == text:
        return False
    whole_files.write(path, text.encode(), mode=whole_files.READABLE_FOR_ALL)
    return True
