"""What a web server loads: `granian --interface wsgi ara_site.wsgi:application`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections

from ara_site import deadline, keys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ara_site.settings")

try:
    application = get_wsgi_application()
    deadline.install()
    keys.check()
    connections.close_all()
except ImproperlyConfigured as error:
    sys.exit(str(error))
