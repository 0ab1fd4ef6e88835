from django.core.management.base import BaseCommand

from ara_site import front_pages


class Command(BaseCommand):
    help = "Writes the error pages that the front shows, with the number to call. The worker does it by itself."

    def handle(self, *args, **options) -> None:
        written = front_pages.write()
        self.stdout.write(f"{written} files written." if written else "All were current.")
