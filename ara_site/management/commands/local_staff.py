import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError

from ara_site.environment import PRODUCTION

# The account's name, the group that says what it may do, and the name that colleagues see.
STAFF = (
    ("coordinator", "Coordinator", ("Chris", "Coordinator")),
    ("clinician", "Clinician", ("Kim", "Clinician")),
    ("administrator", "Administrator", ("Alex", "Administrator")),
)
# Without letters and digits that are mistaken for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Makes an account for each role on one's own machine; prints its password until that is changed."

    def handle(self, *args, **options) -> None:
        if settings.SITE_MODE == PRODUCTION:
            raise CommandError("This makes accounts for trying the site out. In production: manage.py createsuperuser")
        file = settings.DATA_DIR / "staff-passwords.json"
        passwords = read(file)
        for username, group, names in STAFF:
            user = ensure_account(username, group, names, passwords)
            self.stdout.write(line_about(user, group, passwords.get(username, "")))
        write(file, passwords)


def ensure_account(username: str, group: str, names: tuple[str, str], passwords: dict[str, str]):
    """Returns the account; makes it, with a new password, when there is none."""
    User = get_user_model()
    user = User.objects.filter(username=username).first()
    if user:
        return user
    passwords.setdefault(username, new_password())
    first_name, last_name = names
    user = User.objects.create_user(
        username,
        email=f"{username}@localhost",
        password=passwords[username],
        first_name=first_name,
        last_name=last_name,
        is_staff=True,
    )
    user.groups.add(Group.objects.get(name=group))
    return user


def line_about(user, group: str, password: str) -> str:
    """Returns the line to print: the password as long as it is the generated one."""
    if password and user.check_password(password):
        return f"{group + ':':<16} {user.username}  password {password}"
    cure = f"manage.py changepassword {user.username}"
    return f"{group + ':':<16} {user.username}  (its password was changed; to set a new one: {cure})"


def new_password() -> str:
    """Returns a password of four groups of five characters: 99 bits, and short enough to type."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


def read(file: Path) -> dict[str, str]:
    """Returns the generated passwords by account name; empty before the first start."""
    try:
        return json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return {}


def write(file: Path, passwords: dict[str, str]) -> None:
    """Keeps the passwords in a file that only its owner reads."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as kept:
        json.dump(passwords, kept, indent=1)
