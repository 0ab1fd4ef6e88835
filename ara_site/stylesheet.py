"""One stylesheet for the reader's browser out of the many files that we edit.

Every request that blocks the first paint costs a phone on a slow line dearly, and many small files compress badly. This finder
offers css/site.css, put together anew whenever it is asked for: by collectstatic, and in development by every page view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from ara_site import whole_files

NAME = "css/site.css"
SOURCE = Path(settings.BASE_DIR) / "static" / "css"
TARGET = Path(settings.DATA_DIR) / "stylesheet"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE_AT_ENDS = re.compile(r"\s*\n\s*")


def parts(source: Path = SOURCE) -> list[Path]:
    """The files in cascade order: names, plain elements, frame, components, paper."""
    components = sorted((source / "components").glob("*.css"))
    return [source / "tokens.css", source / "base.css", source / "layout.css", *components, source / "print.css"]


def stylesheet(source: Path = SOURCE) -> str:
    """All parts as one text, without comments and indentation."""
    text = "\n".join(part.read_text("utf-8") for part in parts(source))
    return _SPACE_AT_ENDS.sub("\n", _COMMENT.sub("", text)).strip() + "\n"


def write(target: Path = TARGET) -> Path:
    """Write css/site.css below `target`, whole or not at all, and return its path."""
    path = target / NAME
    whole_files.write(path, stylesheet().encode(), mode=whole_files.READABLE_FOR_ALL)
    return path


class StylesheetFinder(BaseFinder):
    """Finds css/site.css and nothing else."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The path of the stylesheet, freshly written, when it is the one asked for."""
        found = [str(write())] if path == NAME else []
        return found if find_all or not found else found[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """What collectstatic copies."""
        write()
        yield NAME, FileSystemStorage(location=TARGET)
