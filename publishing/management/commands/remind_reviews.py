from django.core.management.base import BaseCommand

from publishing.reminders import remind


class Command(BaseCommand):
    help = "Reminds of reviews that are due or soon due, each once. The worker does it by itself every hour."

    def handle(self, *args, **options) -> None:
        tally = remind()
        self.stdout.write(f"{tally.due} due, {tally.soon} soon due, {tally.nobody} of which nobody can be reminded")
