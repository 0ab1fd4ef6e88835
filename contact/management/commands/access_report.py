import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.timezone import localtime, make_aware

from contact.models import AccessEntry


class Command(BaseCommand):
    help = "Says who looked at, changed, searched or exported which requests between two days, both of them included."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--from", dest="first", required=True, metavar="DAY", help="Such as 2027-01-01.")
        parser.add_argument("--to", dest="last", required=True, metavar="DAY", help="Such as 2027-01-31.")
        parser.add_argument("--ref", help="Only this request.")
        parser.add_argument("--json", action="store_true", help="One JSON object a line.")

    def handle(self, first: str, last: str, ref: str | None, json: bool, **options) -> None:
        days = _day(first), _day(last)
        if days[0] > days[1]:
            raise CommandError("The last day comes before the first.")
        rows = list(_rows(_entries(*days, ref)))
        for row in rows:
            self.stdout.write(_as_json(row) if json else _as_line(row))
        if not json:
            looked = {row["reference"] for row in rows if row["reference"] and row["who"]}
            people = {row["who"] for row in rows if row["who"]}
            self.stdout.write(f"{len(rows)} entries; {len(people)} people at {len(looked)} requests")


def _entries(first: date, last: date, ref: str | None) -> QuerySet:
    begin = make_aware(datetime.combine(first, time.min))
    end = make_aware(datetime.combine(last + timedelta(days=1), time.min))
    entries = AccessEntry.objects.filter(at__gte=begin, at__lt=end).select_related("by").order_by("number")
    return entries.filter(reference="".join(ref.split()).upper()) if ref else entries


def _rows(entries: QuerySet) -> Iterator[dict[str, Any]]:
    for entry in entries.iterator():
        yield {
            "number": entry.number,
            "at": localtime(entry.at).isoformat(timespec="seconds"),
            "who": entry.by.get_username() if entry.by else "",
            "what": entry.what,
            "reference": entry.reference,
            "count": entry.count,
            "why": entry.why,
        }


def _as_json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _as_line(row: dict[str, Any]) -> str:
    who, reference = row["who"] or "(the site)", row["reference"] or f"{row['count']} requests"
    return "  ".join(filter(None, [row["at"], f"{who:20}", f"{row['what']:12}", f"{reference:10}", row["why"]]))


def _day(text: str) -> date:
    """Raises CommandError for what is no day, or the last one that there is."""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or day == date.max:
        raise CommandError(f"“{text}” is no day. Write it like 2027-01-31.")
    return day
