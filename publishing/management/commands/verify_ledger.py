from django.core.management.base import BaseCommand, CommandError

from publishing.ledger import faults
from publishing.models import Event


class Command(BaseCommand):
    help = (
        "Recompute every hash of the ledger and replay it; the same for the list of who looked at requests. "
        "Names each row that was altered, and fails if there is one."
    )

    def handle(self, *args, **options) -> None:
        found = list(faults())
        for fault in found:
            self.stdout.write(fault)
        if found:
            raise CommandError(f"The ledger does not add up: {len(found)} faults.")
        self.stdout.write(f"The ledger is clean: {Event.objects.count()} events.")
