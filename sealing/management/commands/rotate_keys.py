from django.core.management.base import BaseCommand, CommandError

from sealing.models import KeySentinel
from sealing.rotation import Place, places


class Command(BaseCommand):
    help = "Seals everything again with the first key of SEALING_KEYS, so that the others can be taken off."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--batch", type=int, default=500, help="How many values are sealed in one transaction.")

    def handle(self, *args, batch: int, **options) -> None:
        if problems := KeySentinel.objects.problems():
            raise CommandError("\n".join(problems))
        KeySentinel.objects.remember()
        if failed := sum(self.rotate(place, batch) for place in places()):
            raise CommandError(f"{failed} values could not be opened; the older keys are still needed.")
        if left := sum(len(place.waiting()) for place in places()):
            raise CommandError(
                f"{left} values came in with an older key meanwhile: restart the site, and run this again."
            )
        KeySentinel.objects.forget_others()
        self.stdout.write("Everything is sealed with the first key; the others can be taken off SEALING_KEYS.")

    def rotate(self, place: Place, size: int) -> int:
        """Seal one place again; returns how many values could not be opened."""
        names, failed, done = place.waiting(), 0, 0
        for some in (names[start : start + size] for start in range(0, len(names), size)):
            failed += place.seal_again(some)
            done += len(some)
            self.stdout.write(f"{place.name}: {done} of {len(names)}")
        return failed
