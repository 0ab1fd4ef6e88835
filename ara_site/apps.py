from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig

from deliveries import chores


class SiteConfig(AppConfig):
    """The project itself as an app: its commands (`manage.py local_staff` and others), and what the worker does for it."""

    name = "ara_site"

    def ready(self) -> None:
        write = import_module("ara_site.front_pages").chore
        chores.register("write_error_pages", every=timedelta(seconds=30), run=write)
        page_cache = import_module("ara_site.page_cache.setup")
        chores.register("render_pages", every=timedelta(seconds=5), run=page_cache.warm)
        import_module("publishing.site_version").listen(page_cache.ring)
        # Search and contact do not know each other: what reads requests for emergencies reads searches, too.
        signs, card = import_module("contact.emergency").signs_in, import_module("contact.warning").signs
        import_module("search.warning").register(signs_in=signs, card=card)
