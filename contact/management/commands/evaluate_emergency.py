from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from contact.emergency.evaluation import LEAST_RECALL, MOST_FALSE_ALARMS, PHRASES, Phrase, phrases, score


class Command(BaseCommand):
    help = (
        "Print how many labelled emergencies the contact form recognizes, and how many ordinary phrases it takes for one. "
        f"Fails below a recall of {LEAST_RECALL:.0%} or above {MOST_FALSE_ALARMS:.0%} false alarms."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--phrases", type=Path, default=PHRASES, help="A file with labelled phrases of your own.")
        parser.add_argument(
            "--misses", action="store_true", help="List the phrases that are taken for the wrong thing."
        )
        parser.add_argument("--misses-held-out", action="store_true", help="List those that are held out as well.")

    def handle(self, *args, **options) -> None:
        every = phrases(options["phrases"])
        self.stdout.write(f"{'':22}{'recall':>18}{'false alarms':>18}")
        for name, some in _parts(every).items():
            self._print(name, some)
        if options["misses"] or options["misses_held_out"]:
            self._print_misses([p for p in every if options["misses_held_out"] or not p.is_held_out])
        if not score(every).is_enough:
            raise CommandError("Too many emergencies are missed, or too many ordinary phrases taken for one.")

    def _print(self, name: str, some: list[Phrase]) -> None:
        it = score(some)
        found = f"{it.recall:.1%} {it.found}/{it.emergencies}"
        alarms = f"{it.false_alarm_share:.1%} {it.false_alarms}/{it.ordinary}"
        self.stdout.write(f"{name:22}{found:>18}{alarms:>18}")

    def _print_misses(self, some: list[Phrase]) -> None:
        for phrase in some:
            if not phrase.is_right:
                self.stdout.write(f"{'missed' if phrase.is_emergency else 'false alarm'}: {phrase.text}")


def _parts(every: list[Phrase]) -> dict[str, list[Phrase]]:
    """The whole set, and what is reported apart."""
    parts = {"all": every}
    for kept, held_out in (("tuned on", False), ("held out", True)):
        parts[kept] = [phrase for phrase in every if phrase.is_held_out == held_out]
        for language in ("en", "es"):
            parts[f"{kept}, {language}"] = [phrase for phrase in parts[kept] if phrase.language == language]
    return parts
