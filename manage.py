#!/usr/bin/env python
"""Django's command line for this site."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run a command, or say in a sentence what the environment lacks."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ara_site.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 - reading one setting loads the file
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
