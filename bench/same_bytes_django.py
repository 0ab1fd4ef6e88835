"""What the web server loads for the bare Django view."""

from bench.same_bytes import bare_django

application = bare_django()
