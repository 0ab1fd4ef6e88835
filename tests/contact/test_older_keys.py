"""While keys are being changed nothing of a person is overlooked, and nothing that was set aside is forgotten."""

from base64 import b64encode

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from contact import actions, spool
from contact.models import AccessEntry, ContactRequest
from deliveries.models import Delivery
from sealing.models import KeySentinel
from tests import make

pytestmark = pytest.mark.django_db

OLD, NEW = (f"{number}:{b64encode(byte * 32).decode()}" for number, byte in ((1, b"o"), (2, b"n")))
PAT = "pat@example.org"


@pytest.fixture(autouse=True)
def ring(settings, tmp_path, desk):
    settings.SEALING_KEYS, settings.DATA_DIR = OLD, tmp_path
    KeySentinel.objects.all().delete()
    KeySentinel.objects.remember()


@pytest.fixture
def earlier_and_later(settings) -> tuple[ContactRequest, ContactRequest]:
    """Two of one person: one under the older key, one under the new one."""
    earlier = make.request(name="Earlier", email=PAT)
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    return earlier, make.request(name="Later", email=PAT)


def test_all_of_a_person_is_erased_whichever_key_has_marked_it(earlier_and_later):
    for request in earlier_and_later:
        actions.put_aside(request, by=make.carla())
    call_command("erase_request", earlier_and_later[1].reference, "--all-of-person", "--yes")
    assert ContactRequest.objects.filter(sealed__isnull=True).count() == 2
    assert AccessEntry.objects.filter(what="matched", reference=earlier_and_later[1].reference).count() == 1


def test_requests_from_the_same_number_are_found_under_an_older_key(client, earlier_and_later):
    earlier, later = earlier_and_later
    client.force_login(make.carla())
    for one, other in ((earlier, later), (later, earlier)):
        page = client.get(reverse("admin:contact_contactrequest_change", args=[one.pk])).content.decode()
        assert reverse("admin:contact_contactrequest_change", args=[other.pk]) in page


def test_one_address_gets_one_receipt_a_day_also_while_keys_are_changed(earlier_and_later):
    assert [delivery.place for delivery in Delivery.objects.filter(place__gt="")] == [
        f"contact.request/{earlier_and_later[0].pk}"
    ]


def test_what_was_set_aside_is_sealed_again_with_the_rest(settings):
    spool.keep(make.asked())
    (file,) = spool.waiting()
    spool._set_aside(file)
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    call_command("rotate_keys")
    settings.SEALING_KEYS = NEW
    assert [spool.read(each).person.name for each in spool.aside()] == ["Pat Doe"]


def test_the_older_key_stays_needed_for_what_was_set_aside_and_cannot_be_opened(settings):
    spool.keep(make.asked())
    (file,) = spool.waiting()
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert spool.drain()
    settings.SEALING_KEYS = f"{NEW},{OLD}"
    with pytest.raises(CommandError, match="1 values could not be opened"):
        call_command("rotate_keys")
    assert KeySentinel.objects.filter(number=1).exists()
