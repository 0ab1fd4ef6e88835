"""The site's own settings for measuring: what differs spares the run collecting and compressing static files."""

import os
from pathlib import Path

from ara_site.settings import *  # noqa: F403 - all of them

DEBUG = False
STATIC_ROOT = Path(os.environ["DATA_DIR"]) / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
