from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from deliveries import chores
from publishing import roles


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        autodiscover_modules("kinds")
        reminders = import_module("publishing.reminders")
        chores.register("remind_reviews", every=timedelta(hours=1), run=reminders.chore)
        # After the last app, so that the permissions of all of them exist.
        last = list(apps.get_app_configs())[-1]
        post_migrate.connect(roles.grant, sender=last, dispatch_uid="publishing.roles.grant")
