from django.core.management.base import BaseCommand

from ara_site.page_cache import setup


class Command(BaseCommand):
    help = "Makes every public page that is not kept on disk as it is now. The worker does the same, some at a time."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{setup.warm_all()} pages made")
