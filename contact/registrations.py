"""What this app adds to the ones below it. Read once, when all models are there: `apps.py` may not import what is named here."""

from __future__ import annotations

from datetime import timedelta

from contact import access_chain, actions, inbox_desk, notify, retention, rotating, spam, spool, watching
from deliveries import addresses, chores
from publishing import alarms, desk, ledger, roles

LEAD_COORDINATOR = "Lead coordinator"
"""Beside the role of coordinator: may also take requests away as a file. Administrators give it to a person."""


def register() -> None:
    """Once, from the app's `ready`."""
    _grant()
    _schedule()
    desk.register(inbox_desk.lists)
    alarms.register(watching.alarms)
    addresses.register(notify.PLACE, notify.address_of)
    ledger.also_check(access_chain.faults)
    rotating.register()


def _grant() -> None:
    """Coordinators work the requests. Who looked, and who answers, is for administrators, too; who asked is not."""
    roles.also_grant(roles.COORDINATOR, "contact.contactrequest", "view", "change")
    roles.also_grant(roles.ADMINISTRATOR, "contact.accessentry", "view")
    roles.also_grant(roles.ADMINISTRATOR, "contact.requestrules", "view", "add", "change")
    for model in ("contact.routingrule", "contact.absence"):
        for role in (roles.COORDINATOR, roles.ADMINISTRATOR):
            roles.also_grant(role, model, "view", "add", "change", "delete")
    roles.also_grant(LEAD_COORDINATOR, "contact.contactrequest", "export")


def _schedule() -> None:
    """What the worker does beside sending messages."""
    chores.register("drain_spool", every=timedelta(seconds=10), run=spool.drain)
    chores.register("forget_counters", every=timedelta(hours=1), run=spam.forget)
    chores.register("release_stale_claims", every=timedelta(minutes=5), run=actions.release_stale)
    chores.register("erase_old_requests", every=timedelta(hours=1), run=retention.chore)
