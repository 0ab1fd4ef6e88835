from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FaqConfig(AppConfig):
    name = "faq"
    verbose_name = _("Questions")

    def ready(self) -> None:
        import_module("publishing.desk").register(import_module("faq.unanswered").lists)
