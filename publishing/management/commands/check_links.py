"""Follows the links out of the site and writes down which are broken, for the staff start page. Publishing never waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.management.base import BaseCommand
from django.db import transaction

from publishing.checks.known import Known
from publishing.checks.links import is_own
from publishing.checks.reading import read
from publishing.models import BrokenLink, Edition
from publishing.outside_links import Manners, ask_all
from publishing.schedule import database_clock

AT_ONCE = 200


class Command(BaseCommand):
    help = (
        "Ask every address outside the site that a live page links to, and keep the list of those that do not answer."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--timeout", type=float, default=10, help="seconds to wait for an answer")
        parser.add_argument("--pause", type=float, default=1, help="seconds between two questions to one host")
        parser.add_argument("--allow-private", action="store_true", help="ask addresses of private networks, too")

    def handle(self, *args, **options) -> None:
        links: dict[str, dict[int, str]] = {}
        for url, document, title in _outside_links():
            links.setdefault(url, {})[document] = title
        manners = Manners(options["timeout"], options["pause"], options["allow_private"])
        broken = {url: problem for url, problem in ask_all(list(links), manners).items() if problem}
        _keep({url: (broken[url], list(links[url])) for url in broken})
        for url, problem in sorted(broken.items()):
            self.stdout.write(f"{url}\n  {problem} On: {'; '.join(sorted(links[url].values()))}")
        self.stdout.write(f"{len(links)} links asked, {len(broken)} broken.")


def _outside_links() -> Iterator[tuple[str, int, str]]:
    """Every address out of the site, with the document that links to it and its title."""
    editions = Edition.objects.live().order_by("document_id").select_related("document")
    for edition in editions.iterator(chunk_size=AT_ONCE):
        for _text, line in read(edition, Known()).lines():
            for href, _words in line.links:
                if href.startswith(("http://", "https://")) and not is_own(href):
                    yield href, edition.document_id, edition.title


@transaction.atomic
def _keep(broken: dict[str, tuple[str, list[int]]]) -> None:
    """Replace what the last run found."""
    at = database_clock()
    BrokenLink.objects.all().delete()
    BrokenLink.objects.bulk_create(
        BrokenLink(document_id=document, url=url, problem=problem[:200], checked_at=at)
        for url, (problem, documents) in broken.items()
        for document in documents
    )
