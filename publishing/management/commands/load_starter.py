from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publishing.errors import Refused
from publishing.starter import UnreadableContent, load, read


class Command(BaseCommand):
    help = "Load the starter content. Loads each document once: what staff changed since is never touched."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=settings.BASE_DIR / "starter" / "content.json")

    def handle(self, *args, **options) -> None:
        try:
            documents = load(read(options["file"]))
        except (UnreadableContent, Refused) as error:
            raise CommandError(str(error)) from error
        if documents:
            self.stdout.write(f"Loaded {len(documents)} documents of starter content, not yet signed by a clinician.")
