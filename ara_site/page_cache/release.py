"""Which release of the code makes the pages: another one never shows pages that this one made."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django import get_version
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

SOURCES = ("*/**/*.py", "*/**/*.html", "*/**/*.mo", "requirements.txt")
NOT_OURS = {"staticfiles", "tests", "var", "bench", "faults"}
SHOWN = (
    "SITE_URL",
    "LANGUAGE_CODE",
    "TIME_ZONE",
    "PHONE_REGION",
    "STATIC_URL",
    "MEDIA_URL",
    "CONTENT_SECURITY_POLICY",
    "TLS",
)
"""Settings that a page shows, or its headers."""


@cache
def release() -> str:
    """The beginning of a hash over the code, the templates, the names of the static files, and the settings that show."""
    digest = hashlib.sha256(get_version().encode())
    for name in SHOWN:
        digest.update(f"{name}={getattr(settings, name, None)!r}".encode())
    manifest = getattr(staticfiles_storage, "hashed_files", {})
    digest.update(repr(sorted(manifest.items())).encode())
    for file in _sources(Path(settings.BASE_DIR)):
        digest.update(str(file.relative_to(settings.BASE_DIR)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def _sources(top: Path) -> list[Path]:
    """The files of our own that a page is made by."""
    found = {file for pattern in SOURCES for file in top.glob(pattern)}
    return sorted(file for file in found if _is_ours(file.relative_to(top).parts))


def _is_ours(parts: tuple[str, ...]) -> bool:
    return parts[0] not in NOT_OURS and not parts[0].startswith(".")
