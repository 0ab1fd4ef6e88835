from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SealingConfig(AppConfig):
    """What must not be readable in the database, and the keys to it."""

    name = "sealing"
    verbose_name = _("Sealing")

    def ready(self) -> None:
        post_migrate.connect(_remember, sender=self, dispatch_uid="sealing.remember")


def _remember(sender: AppConfig, **kwargs) -> None:
    """The first migration of a new site remembers its key; later ones change nothing."""
    if kwargs.get("using", "default") == "default":
        sender.get_model("KeySentinel").objects.remember()
