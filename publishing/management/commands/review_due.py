import json
import sys

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from publishing.desk import change_url
from publishing.reviewing import due_for_review
from publishing.schedule import database_clock

SOMETHING_IS_DUE = 3


class Command(BaseCommand):
    help = f"Lists the pages whose review is due; the exit status is {SOMETHING_IS_DUE} when there are any."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="For machines.")

    def handle(self, *args, **options) -> None:
        today = timezone.localdate(database_clock())
        due = [described(edition, today) for edition in due_for_review(today).defer("content", "text", "headings")]
        if options["json"]:
            self.stdout.write(json.dumps(due, indent=1, ensure_ascii=False))
        else:
            for each in due:
                self.stdout.write(f"{each['due_on']}  {each['title']}  {each['url']}")
        if due:
            sys.exit(SOMETHING_IS_DUE)


def described(edition, today) -> dict:
    """What there is to say about an edition whose review is due."""
    due_on = edition.review.next_review_on
    return {
        "title": edition.title,
        "kind": edition.document.kind,
        "due_on": due_on.isoformat(),
        "days_overdue": (today - due_on).days,
        "url": settings.SITE_URL + change_url(edition.document),
    }
