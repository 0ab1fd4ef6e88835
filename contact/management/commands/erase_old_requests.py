from datetime import datetime, time, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware

from contact import retention
from publishing.schedule import database_clock


class Command(BaseCommand):
    help = "Puts closed requests on the list of those to be erased, and erases those that were on it long enough."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--as-of", metavar="DAY", help="As if it were this day, such as 2027-01-31.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *args, as_of: str | None = None, dry_run: bool = False, **options) -> None:
        at = _moment(as_of) if as_of else database_clock()
        if dry_run:
            listed, erased = retention.to_list(at).count(), retention.to_erase(at).count()
        else:
            listed, erased = retention.run(at)
        would = "would be " if dry_run else ""
        self.stdout.write(f"{listed} {would}put on the list, {erased} {would}erased")
        if forgotten := retention.forgotten(at).count():
            self.stderr.write(f"{forgotten} are older than that and nobody has handled them: they are kept")


def _moment(text: str) -> datetime:
    """The end of the day. Raises CommandError for what is no day."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"“{text}” is no day. Write it like 2027-01-31.")
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))
