"""A database that is paused or killed keeps no visitor waiting, whatever was being done, and is used again when it is back."""

import json
import os
import subprocess
import sys

import pytest

from tests.ara_site.frozen_database import SHORT
from tests.browser.served_site import ROOT


def broken(when: str, how: str) -> dict:
    """What a web process meets when the database breaks at that moment."""
    command = [sys.executable, "-m", "tests.ara_site.frozen_database", when, how]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "ara_site.settings"}
    done = subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    return json.loads(done.stdout)


@pytest.mark.parametrize("when", ["connecting", "begin", "statement", "commit", "rollback"])
def test_a_paused_database_is_an_error_in_time_and_at_once_for_the_next(when):
    found = broken(when, "frozen")
    assert found["error"] == "OperationalError" and found["first"] < SHORT + 5
    assert found["again"] == "OperationalError" and found["second"] < SHORT
    assert found["back"] == 3


@pytest.mark.parametrize("when", ["statement", "commit", "rollback"])
def test_a_killed_database_is_an_error_at_once(when):
    found = broken(when, "cut")
    assert found["error"] and found["first"] < SHORT + 5 and found["back"] == 3


@pytest.mark.parametrize("how", ["busy", "still"])
def test_time_that_is_not_the_databases_does_not_count(how):
    assert broken("slow", how)["error"] == ""
