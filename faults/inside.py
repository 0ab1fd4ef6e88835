"""What somebody needs who attacks from inside, too: every address of the site, and a session of a member of staff who may do everything.

python -m faults.inside
"""

import json

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from faults.addresses import addresses, one_of_each_view  # noqa: E402

TOKEN = "a" * 32
"""A form's mark and its cookie, which have to be equal."""


def session() -> str:
    """The key of a session in which somebody with all roles is signed in."""
    user, _created = get_user_model().objects.get_or_create(username="inside", defaults={"is_staff": True})
    user.groups.set(Group.objects.all())
    store = SessionStore()
    store.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
    )
    store.create()
    return store.session_key


if __name__ == "__main__":
    cookies = f"{settings.SESSION_COOKIE_NAME}={session()}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    print(json.dumps({"addresses": addresses(), "views": one_of_each_view(), "cookies": cookies, "token": TOKEN}))
