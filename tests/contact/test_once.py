"""One submit is one request: however often it comes, at whatever time, and whoever else asks at that moment."""

import re
import threading

import pytest
from django.db import connections
from django.test import Client

from contact import storing
from contact.models import AccessEntry, ContactRequest
from contact.references import DIGITS, LETTERS, reference_of
from deliveries.models import Delivery
from tests import make
from tests.contact.filled import FORM, filled, send, stamp

SHAPE = re.compile(rf"[{LETTERS}]{{2}}[{DIGITS}][{LETTERS}]{{2}}[{DIGITS}][{LETTERS}]{{2}}")


def test_a_reference_can_be_read_over_the_phone():
    references = {reference_of(f"{number:064x}") for number in range(5000)}
    assert len(references) == 5000 and all(SHAPE.fullmatch(reference) for reference in references)
    assert not set("AEIOUQZ01") & set("".join(references))


@pytest.mark.django_db(transaction=True)
def test_a_hundred_parallel_posts_of_one_form_are_one_request_one_message_one_reference(desk):
    form, answers, begin = filled(), [], threading.Barrier(20)

    def post() -> None:
        begin.wait()
        client = Client()
        answers.extend((r.status_code, r["Location"]) for r in (client.post(FORM, form) for _time in range(5)))
        connections.close_all()

    threads = [threading.Thread(target=post) for _one in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 100 and len(set(answers)) == 1 and answers[0][0] == 303
    assert ContactRequest.objects.count() == 1 and AccessEntry.objects.count() == 1
    assert Delivery.objects.count() == 2 and not ContactRequest.objects.get().is_put_aside()


@pytest.mark.django_db
def test_the_back_button_and_the_same_again_is_the_same_request(client, desk):
    assert send(client)["Location"] == send(client)["Location"]
    assert ContactRequest.objects.count() == 1


@pytest.mark.django_db
def test_the_back_button_and_a_correction_is_another_request_that_knows_the_first(client, desk):
    send(client, message="One")
    send(client, message="One, no: two")
    first, second = ContactRequest.objects.order_by("asked_at")
    assert set(ContactRequest.objects.from_phone("+15550100177")) == {first, second}
    assert second.open_sealed().message == "One, no: two"


@pytest.mark.django_db
def test_without_a_form_s_key_the_same_within_a_day_is_the_same_and_later_another(client, desk):
    assert send(client, stamp="")["Location"] == send(client, stamp="")["Location"]
    before, after = make.asked(idem="a" * 64), make.asked(idem="b" * 64, earlier_idem="a" * 64)
    stored = storing.store(before)
    assert storing.known(after) == stored


@pytest.mark.django_db
def test_a_taken_reference_gives_way_to_a_second_one_and_both_are_known(client, desk, monkeypatch):
    first = make.request(name="First")
    taken = make.asked(name="Second")
    monkeypatch.setattr(storing, "reference_of", lambda idem, attempt=0: first.reference if not attempt else "BB2BB2BB")
    second = storing.store(taken)
    assert second.reference == "BB2BB2BB" and second.also_told == taken.reference
    assert ContactRequest.objects.count() == 2


@pytest.mark.django_db
def test_two_forms_with_the_same_content_are_two_requests(client, desk):
    send(client, stamp=stamp(key="one"))
    send(client, stamp=stamp(key="two"))
    assert ContactRequest.objects.count() == 2


@pytest.mark.django_db
def test_nothing_of_it_is_stored_when_a_message_cannot_be_made(desk, monkeypatch):
    def fail(request, people, email) -> None:
        raise storing.NoReference

    monkeypatch.setattr(storing.notify, "tell", fail)
    with pytest.raises(storing.NoReference):
        make.request()
    assert not ContactRequest.objects.exists() and not AccessEntry.objects.exists()
