"""Asks the site on this machine whether it can serve pages; the exit status is the answer."""

import os
import sys
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
request = urllib.request.Request(
    f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz/ready", headers={"Host": host}
)
try:
    with urllib.request.urlopen(request, timeout=2) as answer:
        sys.exit(answer.status != 200)
except OSError as error:
    sys.exit(str(error))
