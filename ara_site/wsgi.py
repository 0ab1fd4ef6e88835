"""What a web server loads: `granian --interface wsgi ara_site.wsgi:application`."""

import gc
import os
import sys
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections

from ara_site import deadline, kept_by_front, keys, whole_requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ara_site.settings")

OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""A page makes some ten thousand objects and drops nearly all of them; looking for cycles every 700 stops readers now and then for long."""

try:
    application = get_wsgi_application()
    deadline.install()
    keys.check()
    connections.close_all()
    if settings.PAGE_CACHE:
        # It imports models, which are there only now.
        application = import_module("ara_site.page_cache.setup").in_front_of(application)
    if settings.TRUST_PROXY:
        application = whole_requests.read_to_the_end(kept_by_front.marked(application))
except ImproperlyConfigured as error:
    sys.exit(str(error))

# What is loaded stays: the collector need not look through it again and again.
gc.collect()
gc.freeze()
gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
