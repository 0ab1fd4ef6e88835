from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The project itself as an app: its commands (`manage.py local_staff` and others)."""

    name = "ara_site"
