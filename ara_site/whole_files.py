"""Writing a file whole or not at all: whoever reads it meanwhile finds the one before, and a full disk leaves nothing half written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

READABLE_FOR_ALL = 0o644
OWN = 0o600


def write(file: Path, content: bytes, *, mode: int = OWN) -> None:
    """Put the content in the place of what was there. Raises OSError, with the file as it was before."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
        os.chmod(name, mode)
        os.replace(name, file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
