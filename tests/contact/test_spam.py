"""Spam is put aside, never refused and never dropped; a patient with an odd browser is not taken for it."""

import pytest

from contact.models import ContactRequest, Counter
from contact.stamps import new_stamp
from deliveries.models import Delivery
from tests.contact.filled import FORM, filled, hidden, send

pytestmark = pytest.mark.django_db
LINKS = "Buy at https://one.example https://two.example http://three.example"


def put_aside() -> list[str]:
    return [
        reason for request in ContactRequest.objects.all() if request.is_put_aside() for reason in request.spam_reasons
    ]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [({"subject_line": "x"}, "trap"), ({"stamp": "of now"}, "quick"), ({"message": LINKS}, "links")],
)
def test_a_robot_gets_the_usual_answer_and_is_put_aside_without_a_message(client, desk, answers, reason):
    answers = {"stamp": new_stamp()} if reason == "quick" else answers
    assert send(client, **answers).status_code == 303
    assert put_aside() == [reason] and not Delivery.objects.exists()


def test_whoever_reads_the_answers_over_is_no_robot_though_the_browser_filled_the_hidden_field(client, desk):
    checked = client.post("/contact/check/", filled(subject_line="filled by itself"))
    client.post(FORM, hidden(checked.content.decode()))
    assert put_aside() == [] and ContactRequest.objects.count() == 1


def test_many_from_one_address_are_put_aside_and_none_is_lost(client, desk):
    for number in range(30):
        assert client.post(FORM, filled(name=f"Bot {number}"), REMOTE_ADDR="198.51.100.7").status_code == 303
    assert ContactRequest.objects.count() == 30
    assert ContactRequest.objects.put_aside().count() == 10


def test_a_practice_s_own_front_is_not_taken_for_one_visitor(client, desk):
    for number in range(30):
        client.post(FORM, filled(name=f"Patient {number}"), REMOTE_ADDR="127.0.0.1")
    assert put_aside() == []


def test_the_counters_hold_no_address(client, desk):
    client.post(FORM, filled(), REMOTE_ADDR="198.51.100.7")
    assert Counter.objects.exists() and "198.51" not in str(list(Counter.objects.values()))


def test_a_link_of_a_patient_alone_is_no_spam(client, desk):
    send(client, message="I read about it on https://example.org")
    assert put_aside() == []
