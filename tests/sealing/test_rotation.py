"""Keys change without a loss: everything is sealed again, a killed run goes on, and a missing key stops the start."""

from base64 import b64encode

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from ara_site import keys
from contact import spool
from contact.models import ContactRequest
from sealing import WrongKey, rotation
from sealing.models import KeySentinel
from sealing.ring import current_head
from tests import make

pytestmark = pytest.mark.django_db


def key(number: int, byte: bytes) -> str:
    return f"{number}:{b64encode(byte * 32).decode()}"


OLD, NEW, OTHER = key(1, b"o"), key(2, b"n"), key(1, b"x")


@pytest.fixture(autouse=True)
def ring(settings, tmp_path):
    settings.SEALING_KEYS, settings.DATA_DIR = OLD, tmp_path
    KeySentinel.objects.all().delete()
    KeySentinel.objects.remember()


def rows() -> list[ContactRequest]:
    return list(ContactRequest.objects.order_by("asked_at"))


def test_after_rotation_the_older_key_can_be_taken_off(settings):
    for number in range(5):
        make.request(name=f"Pat {number}", email=f"pat{number}@example.org")
    spool.keep(make.asked(name="In the spool"))
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    assert ContactRequest.objects.from_email("PAT3@example.org").count() == 1
    call_command("rotate_keys", batch=2)
    settings.SEALING_KEYS = NEW
    assert [row.open_sealed().name for row in rows()] == [f"Pat {number}" for number in range(5)]
    assert ContactRequest.objects.from_email("pat3@example.org").count() == 1
    assert spool.drain() == "" and ContactRequest.objects.count() == 6
    keys.check()


def test_a_killed_run_goes_on_where_it_was(settings, monkeypatch):
    for number in range(4):
        make.request(name=f"Pat {number}")
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    (place,) = [each for each in rotation.places() if each.name == "contact.ContactRequest"]
    place.seal_again(place.waiting()[:2])
    assert len(place.waiting()) == 2 and len([r for r in rows() if bytes(r.sealed).startswith(current_head())]) == 2
    assert {row.open_sealed().name for row in rows()} == {f"Pat {number}" for number in range(4)}
    call_command("rotate_keys")
    assert place.waiting() == [] and list(KeySentinel.objects.values_list("number", flat=True)) == [2]


def test_a_missing_key_and_a_wrong_one_stop_the_start_with_a_sentence(settings):
    settings.SEALING_KEYS = NEW
    with pytest.raises(ImproperlyConfigured, match="Key 1 is missing from SEALING_KEYS"):
        keys.check()
    settings.SEALING_KEYS = OTHER
    with pytest.raises(ImproperlyConfigured, match="is not the key that sealed"):
        keys.check()
    with pytest.raises(CommandError, match="is not the key"):
        call_command("check_database")


def test_nothing_is_ever_shown_blank_for_a_missing_key(settings):
    request = make.request()
    settings.SEALING_KEYS = NEW
    with pytest.raises(WrongKey):
        request.open_sealed()


def test_what_cannot_be_opened_keeps_the_older_key_needed(settings):
    request = make.request()
    ContactRequest.objects.filter(pk=request.pk).update(sealed=bytes(request.sealed)[:-1] + b"x")
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    with pytest.raises(CommandError, match="1 values could not be opened"):
        call_command("rotate_keys")
    assert KeySentinel.objects.filter(number=1).exists()


def test_the_site_is_not_ready_with_a_wrong_key(client, settings):
    assert client.get("/healthz/ready").status_code == 200
    settings.SEALING_KEYS = OTHER
    assert client.get("/healthz/ready").json() == {"status": "unavailable", "reason": "keys"}
