"""Fills a database with an invented site about bicycles, to try out and measure what a large site is like."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ara_site.environment import PRODUCTION
from bench import corpus
from search import vocabulary

STEPS = 6


class Command(BaseCommand):
    help = (
        "Add invented questions and conditions, live at once: always the same ones. Not for a site that patients read."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--questions", type=int, default=300)
        parser.add_argument("--conditions", type=int, default=0)

    def handle(self, *args, **options) -> None:
        if settings.SITE_MODE == PRODUCTION:
            raise CommandError("This would put invented pages before patients. It runs in local mode only.")
        if corpus.found():
            raise CommandError("This database has the invented pages already; make a new one for others.")
        self.done = 0
        corpus.build(options["questions"], conditions=options["conditions"], step=self._show)
        self._show("the words for searching")
        for language, _name in settings.LANGUAGES:
            vocabulary.count(language)
        self._show("done")
        self.stdout.write(f"\n{options['questions']} questions and {options['conditions']} conditions.")

    def _show(self, what: str) -> None:
        """A bar, and what is done now."""
        self.done += 1
        bar = "#" * (self.done * 5)
        self.stdout.write(f"\r[{bar:<{STEPS * 5}}] {what:<35}", ending="")
        self.stdout.flush()
