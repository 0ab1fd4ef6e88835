import os

from django.core.management.base import BaseCommand

from deliveries import rounds
from deliveries.models import Heartbeat
from deliveries.sending import send_due
from deliveries.worker import Worker


class Command(BaseCommand):
    help = "Sends messages as they come due, and does the site's chores, until it is stopped."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="Send what is due, do the chores that are due, and end."
        )
        parser.add_argument(
            "--with-parent", action="store_true", help="End by itself when the process that started it is gone."
        )

    def handle(self, *args, once: bool = False, with_parent: bool = False, **options) -> None:
        if once:
            self.once()
        else:
            Worker(parent=os.getppid() if with_parent else 0).run()

    def once(self) -> None:
        Heartbeat.beat()
        done = rounds.run_due()
        tally = send_due()
        self.stdout.write(f"{tally.sent} sent, {tally.not_sent} not sent, {len(done)} chores done")
