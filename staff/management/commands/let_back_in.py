from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from staff.account_steps import link_for
from staff.models import AccessLink, SignIn
from staff.recording import record
from staff.sessions import end_sessions


class Command(BaseCommand):
    help = "For the administrator whom no other administrator can help: prints a link for a new password, good for an hour."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--without-factors", action="store_true", help="the phone or key and the recovery codes are lost, too"
        )

    @transaction.atomic
    def handle(self, *args, username: str, without_factors: bool, **options) -> None:
        """Both are in the record. Sessions end only where the factors go."""
        user = User.objects.filter(username=username, is_active=True, is_staff=True).first()
        if user is None:
            raise CommandError(f"There is no account in use with the name {username}.")
        if without_factors:
            Authenticator.objects.filter(user=user).delete()
            end_sessions(user)
            record(SignIn.What.FACTOR_REMOVED, None, user, detail="manage.py let_back_in")
        record(SignIn.What.LINK_MADE, None, user, detail="manage.py let_back_in")
        self.stdout.write("This link works once, for an hour:")
        self.stdout.write(link_for(user, AccessLink.Purpose.RESET, by=None))
