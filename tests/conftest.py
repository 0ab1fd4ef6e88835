"""What all tests share. Builders of content are in tests/make.py; what one app's tests share is beside them."""

import os
import shutil

import pytest
from django.db import connection
from django.test import TransactionTestCase, override_settings

# The browser fixtures of Playwright keep an event loop running in the test's thread; Django would refuse queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(tmp_path_factory):
    """Keeps the tests out of the local site's data, and spares them collectstatic and slow password hashes."""
    data = tmp_path_factory.mktemp("data")
    with override_settings(
        DATA_DIR=data,
        MEDIA_ROOT=data / "media",
        CACHES={
            "default": {
                "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                "LOCATION": data / "cache",
            }
        },
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def flush_past_the_guards():
    """Tests with `transaction=True` or a live server are flushed by TRUNCATE, which append-only tables refuse."""
    flush = TransactionTestCase._fixture_teardown

    def flush_with_guards_lifted(self) -> None:
        switch_guards("DISABLE")
        try:
            flush(self)
        finally:
            switch_guards("ENABLE")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_with_guards_lifted)
        yield


def switch_guards(switch: str) -> None:
    """Disables or enables the triggers of our own on all tables that have any; needs no more than owning the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {switch} TRIGGER USER")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drives the machine's own Chromium; inside a container root has no sandbox."""
    return browser_type_launch_args | {"executable_path": chromium(), "args": ["--no-sandbox"]}


def chromium() -> str:
    """Returns the path of the machine's Chromium; script/programs sees to it that there is one."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return next(found, "")
