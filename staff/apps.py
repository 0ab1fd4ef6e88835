from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Who works here: accounts, signing in, second factors, sessions."""

    name = "staff"
    verbose_name = _("Staff")

    def ready(self) -> None:
        """Those that have to be there before the first request: they need the models, so not above."""
        for module in ("staff.recording", "staff.tidying", "staff.rotating", "staff.kept_list"):
            import_module(module)
