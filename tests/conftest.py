"""What all tests share. Builders of content are in tests/make.py; what one app's tests share is beside them."""

import os
import shutil

import pytest
from django.test import override_settings

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


# Append-only tables: tests with `transaction=True` or a live server are flushed by TRUNCATE, which the guards of
# `publishing` refuse. The fixture that lifts them around the flush belongs here.


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drives the machine's own Chromium; inside a container root has no sandbox."""
    return browser_type_launch_args | {"executable_path": chromium(), "args": ["--no-sandbox"]}


def chromium() -> str:
    """Returns the path of the machine's Chromium; script/chromium sees to it that there is one."""
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    return next(found, "")
