"""How well search finds what patients look for, in a database of its own that is thrown away: a running site notices nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from bench import corpus
from publishing.starter import load
from publishing.starter import read as read_content
from search import evaluation, vocabulary

SEARCHES = settings.BASE_DIR / "starter" / "searches.tsv"
UNANSWERED = settings.BASE_DIR / "starter" / "searches_unanswered.tsv"
CONTENT = settings.BASE_DIR / "starter" / "content.json"
CONDITIONS = 20


class Command(BaseCommand):
    help = (
        "Put the searches of starter/searches.tsv to the starter content, among many pages about other things, and print how many find "
        "the right page first and among the first three; the quarter that is held out also apart. Then the same for searches on subjects "
        "that no page is about: how many find nothing, or guesswork only. Ends with 1 where all of them together are below 0.90 and 0.98, "
        "where fewer than 0.90 of what no page is about is known to be missing, or where more than 0.10 of what is found is taken for "
        "guesswork. Needs the right to create a database."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--searches", type=Path, default=SEARCHES, help="three columns: sort, search, right pages")
        parser.add_argument("--unanswered", type=Path, default=UNANSWERED, help="two columns: sort, search")
        parser.add_argument("--content", type=Path, default=CONTENT, help="the content file that has those pages")
        parser.add_argument("--questions", type=int, default=300, help="how many about other things")
        parser.add_argument("--misses", action="store_true", help="also list what was not found first, for tuning")
        parser.add_argument(
            "--without-held-out", action="store_true", help="for tuning: leave the held-out quarter alone"
        )

    def handle(self, *args, **options) -> None:
        with _own_database():
            load(read_content(options["content"]))
            corpus.build(options["questions"], conditions=CONDITIONS)
            vocabulary.count("en")
            with_held_out = not options["without_held_out"]
            tuning, unseen = _results(options["searches"], with_held_out=with_held_out)
            missing, missing_unseen = _results(options["unanswered"], with_held_out=with_held_out)
        self.stdout.write(f"Among {options['questions']} questions about other things:")
        parts = {"tuning": tuning, "held out": unseen} if unseen else {}
        for name, found in parts.items():
            self._print(name, found)
        whole = self._print("all" if unseen else "tuning", tuning + unseen)
        is_enough = self._print_missing(missing, missing_unseen, tuning + unseen)
        if options["misses"]:
            self._print_misses(tuning, missing)
        if not (whole.is_enough and is_enough):
            raise SystemExit(1)

    def _print(self, name: str, results: list[evaluation.Result]) -> evaluation.Score:
        score = evaluation.score(results)
        self.stdout.write(f"{name:10} {score.searches:4} searches   at 1: {score.at_1:.3f}   at 3: {score.at_3:.3f}")
        return score

    def _print_missing(self, tuning: list, unseen: list, answered: list) -> bool:
        """What no page is about, and what is taken for it wrongly; whether both reach their bars."""
        self.stdout.write("On subjects that no page is about, found nothing or only guesses:")
        parts = {"tuning": tuning, "held out": unseen, "all": tuning + unseen} if unseen else {"tuning": tuning}
        for name, found in parts.items():
            self.stdout.write(f"{name:10} {len(found):4} searches   {evaluation.missing(found):.3f}")
        wrongly = evaluation.taken_for_guesses(answered)
        self.stdout.write(f"Right page found, and taken for guesses: {wrongly:.3f}")
        return (
            evaluation.missing(tuning + unseen) >= evaluation.KNOWN_TO_BE_MISSING
            and wrongly <= evaluation.TAKEN_FOR_GUESSES
        )

    def _print_misses(self, results: list[evaluation.Result], missing: list[evaluation.Result]) -> None:
        for each in missing:
            if not each.is_missing:
                self.stdout.write(f"  !  {each.search.sort}: {each.search.typed}   first: {each.first}")
        for each in results:
            if each.place != 1:
                self.stdout.write(
                    f"  {each.place or '-'}  {each.search.sort}: {each.search.typed}   first: {each.first or 'nothing'}"
                )


def _results(path: Path, *, with_held_out: bool) -> tuple[list[evaluation.Result], list[evaluation.Result]]:
    """The results of a set, and those of its held-out quarter, which may be left alone."""
    searches = evaluation.read(path)
    unseen = [each for each in searches if each.is_held_out] if with_held_out else []
    return evaluation.results(each for each in searches if not each.is_held_out), evaluation.results(unseen)


@contextmanager
def _own_database() -> Iterator[None]:
    """A new, migrated database, which this process uses; removed afterwards."""
    site = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{site}_evaluate_search"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(site, verbosity=0)
