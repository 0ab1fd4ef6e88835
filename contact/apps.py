from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from deliveries import addresses, chores
from publishing import alarms, roles

LEAD_COORDINATOR = "Lead coordinator"
"""Beside the role of coordinator: may also take requests away as a file. Administrators give it to a person."""


class ContactConfig(AppConfig):
    name = "contact"
    verbose_name = _("Contact")

    def ready(self) -> None:
        # Coordinators work the requests. Who looked is for administrators, too; who asked is not.
        roles.also_grant(roles.COORDINATOR, "contact.contactrequest", "view", "change")
        roles.also_grant(roles.ADMINISTRATOR, "contact.accessentry", "view")
        roles.also_grant(roles.ADMINISTRATOR, "contact.requestrules", "view", "add", "change")
        roles.also_grant(LEAD_COORDINATOR, "contact.contactrequest", "export")
        chores.register("drain_spool", every=timedelta(seconds=10), run=import_module("contact.spool").drain)
        chores.register("forget_counters", every=timedelta(hours=1), run=import_module("contact.spam").forget)
        release = import_module("contact.actions").release_stale
        chores.register("release_stale_claims", every=timedelta(minutes=5), run=release)
        chores.register("erase_old_requests", every=timedelta(hours=1), run=import_module("contact.retention").chore)
        import_module("publishing.desk").register(import_module("contact.inbox_desk").lists)
        import_module("contact.rotating").register()
        notify = import_module("contact.notify")
        addresses.register(notify.PLACE, notify.address_of)
        alarms.register(import_module("contact.watching").alarms)
