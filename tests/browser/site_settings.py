"""The site's own settings for the server that the browser tests drive; what differs keeps them out of the local site's files."""

import os
from pathlib import Path

from ara_site.settings import *  # noqa: F403 - all of them
from ara_site.settings import WHITENOISE_SKIP_COMPRESS_EXTENSIONS

STATIC_ROOT = Path(os.environ["STATIC_ROOT"])
# Squeezing the editor's scripts is half the time of collecting; patients' pages have none.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = [*WHITENOISE_SKIP_COMPRESS_EXTENSIONS, "js"]
