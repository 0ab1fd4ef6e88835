import hashlib
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from publishing.content_file import UnreadableContent, parse
from publishing.errors import Refused
from publishing.importing import import_file


class Command(BaseCommand):
    help = "Import content that export_content wrote into an empty site. What was live is live at once, and signed by nobody."

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", help="The file; - for the standard input.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, and do nothing.")
        parser.add_argument(
            "--confirm", action="store_true", help="In production: patients may read at once what no clinician signed."
        )

    def handle(self, *args, **options) -> None:
        dry_run = options["dry_run"]
        if settings.SITE_MODE == "production" and not (dry_run or options["confirm"]):
            raise CommandError(
                "Patients could read at once what no clinician has signed here. Look with --dry-run first, then add --confirm."
            )
        try:
            written = _read(options["file"])
            file = parse(written)
            importing = import_file(file, sha256=hashlib.sha256(written).hexdigest(), dry_run=dry_run)
        except UnreadableContent as error:
            raise CommandError("Nothing was imported.\n" + "\n".join(error.sentences)) from error
        except Refused as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        for note in importing.notes:
            self.stderr.write(note)
        live = sum(entry.is_live for entry in file.documents)
        counted = (
            f"{len(file.documents)} documents, {live} of them live and not yet signed by a clinician, "
            f"{len(file.glossary or ())} terms, {len(file.media or {})} pictures"
        )
        self.stdout.write(f"Would import {counted}. Nothing was changed." if dry_run else f"Imported {counted}.")


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}") from error
