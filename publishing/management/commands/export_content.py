import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from publishing.content_file import as_bytes
from publishing.exporting import Exporting


class Command(BaseCommand):
    help = "Write the whole content (drafts, order, pictures, what is live; no people, no history) to one file."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="Where to; - for the standard output.")

    def handle(self, *args, **options) -> None:
        try:
            export = Exporting()
        except OperationalError as error:
            raise CommandError(f"Nothing was written; try again: {str(error).splitlines()[0]}") from error
        for note in export.notes:
            self.stderr.write(note)
        self._write(options["file"], as_bytes(export.file))

    def _write(self, name: str, written: bytes) -> None:
        if name == "-":
            sys.stdout.buffer.write(written)
            sys.stdout.buffer.flush()
            return
        path = Path(name)
        beside = path.with_name(f"{path.name}.part")
        try:
            beside.write_bytes(written)
            beside.replace(path)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"Wrote {len(written):,} bytes to {path}.")
