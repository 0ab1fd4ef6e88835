from django.core.management.base import BaseCommand, CommandError

from contact import inbox_lists, retention
from contact.models import ContactRequest
from publishing.errors import TransitionNotAllowed


class Command(BaseCommand):
    help = (
        "Erases what one patient sent, at once and for good. What happened when is left, without a word of the patient."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("reference", help="The reference of the request, in any spacing.")
        parser.add_argument("--why", default="The patient asked for it", help="Stays in the list of accesses.")
        parser.add_argument(
            "--all-of-person", action="store_true", help="Also the others from the same number or e-mail address."
        )
        parser.add_argument("--yes", action="store_true", help="Do it; without this it is only counted.")

    def handle(self, reference: str, why: str, all_of_person: bool, yes: bool, **options) -> None:
        request = inbox_lists.of_reference(reference).first()
        if request is None:
            raise CommandError("There is no request with this reference.")
        own = ContactRequest.objects.filter(pk=request.pk, erased_at__isnull=True)
        found = list(retention.of_same_person(request) if all_of_person else own)
        notes = sum(each.notes.count() for each in found)
        if not yes:
            self.stdout.write(f"{len(found)} requests with {notes} notes would be erased. Add --yes to do it.")
            return
        done = [self._erase(each, why) for each in found]
        self.stdout.write(f"{sum(done)} of {len(found)} requests erased")
        if not found or not all(done):
            raise CommandError("Not everything is erased.")

    def _erase(self, request: ContactRequest, why: str) -> bool:
        try:
            retention.erase_now(request, why=why)
        except TransitionNotAllowed as refusal:
            self.stderr.write(str(refusal))
            return False
        return True
