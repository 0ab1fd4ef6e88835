from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publishing.roles import ADMINISTRATOR, ROLES
from staff.account_steps import link_for
from staff.models import AccessLink, SignIn
from staff.recording import record


class Command(BaseCommand):
    help = "Makes an account and prints a link, good once for 24 hours, by which its owner sets a password: the first way in."

    def add_arguments(self, parser) -> None:
        parser.add_argument("username", help="what the person types to sign in")
        parser.add_argument("--role", choices=[role.lower() for role in ROLES], default=ADMINISTRATOR.lower())
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--email", default="")

    @transaction.atomic
    def handle(self, *args, username: str, role: str, **options) -> None:
        """Safe to run twice: somebody who has an account gets a new link, while no password is set."""
        user = User.objects.filter(username=username).first() or self.make(username, role, options)
        if user.has_usable_password():
            raise CommandError(f"{username} has a password already. An administrator can make a link for a new one.")
        record(SignIn.What.LINK_MADE, None, user, detail="manage.py invite_staff")
        self.stdout.write(f"{role.title()}: {username}. Hand this link over; it works once, for 24 hours:")
        self.stdout.write(link_for(user, AccessLink.Purpose.INVITATION, by=None))

    def make(self, username: str, role: str, options: dict) -> User:
        """The account, in its role, without a password."""
        names = {name: options[name] for name in ("first_name", "last_name", "email")}
        user = User(username=username, is_staff=True, **names)
        user.set_unusable_password()
        try:
            user.full_clean()
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        user.save()
        user.groups.add(Group.objects.get(name=role.title()))
        return user
