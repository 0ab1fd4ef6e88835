"""A patient who prefers e-mail gets one, with the reference and nothing else; the address stands in no message."""

import pytest
from django.core import mail
from django.test import override_settings

from contact.models import AccessEntry, ContactRequest
from deliveries.models import Delivery
from deliveries.sending import send_due
from tests import make
from tests.contact.filled import send

pytestmark = pytest.mark.django_db
BACKEND = override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")


def to_patients() -> list:
    return [message for message in mail.outbox if message.to == ["pat@example.org"]]


@BACKEND
def test_the_receipt_goes_to_the_patient_with_the_reference_alone(client, desk):
    send(client, email="pat@example.org", name="Marker Person", message="marker words")
    assert "pat@" not in str(list(Delivery.objects.values()))
    send_due()
    (receipt,) = to_patients()
    reference = ContactRequest.objects.get().reference
    assert reference[:3] in receipt.body and "arker" not in receipt.body + receipt.subject
    assert [entry.what for entry in AccessEntry.objects.order_by("number")] == ["asked", "receipt"]


@BACKEND
def test_who_prefers_a_call_gets_no_mail(client, desk):
    send(client)
    send_due()
    assert {tuple(message.to) for message in mail.outbox} == {("carla@example.org",), ("cora@example.org",)}


@BACKEND
def test_the_form_fills_nobody_s_mailbox(client, desk):
    for number in range(5):
        send(client, email="pat@example.org", name=f"Somebody {number}")
    send_due()
    assert len(to_patients()) == 1 and ContactRequest.objects.count() == 5


@BACKEND
def test_after_erasing_the_receipt_has_nowhere_to_go(desk):
    request = make.request(email="pat@example.org")
    ContactRequest.objects.filter(pk=request.pk).update(
        sealed=None, phone_index="", email_index="", erased_at=request.asked_at
    )
    send_due()
    assert to_patients() == [] and Delivery.objects.get(place__gt="").failed_at
