"""From the form to the stored request: what is asked, kept, told, and never lost."""

import re

import pytest
from django.db import connection

from contact.models import AccessEntry, ContactRequest
from deliveries.models import Delivery
from tests import make
from tests.contact.filled import CHECK, FORM, filled, hidden, send, stamp

pytestmark = pytest.mark.django_db

MESSAGE = "May I bring my guitar to the waiting room"


def only_request() -> ContactRequest:
    return ContactRequest.objects.get()


def test_the_form_opens_without_a_cookie_and_with_the_emergency_card_before_the_first_field(client, desk):
    response = client.get(FORM)
    html = response.content.decode()
    assert response.status_code == 200 and not response.cookies
    assert (
        html.index("Call 911 if:")
        < html.index('name="name"')
        < html.index("do not send this form: call 911")
        < html.index("Continue<")
    )
    assert "novalidate" in html and " required" not in html and "no-store" not in response["Cache-Control"]


def test_a_page_fills_in_what_it_is_about(client, desk):
    make.live(make.condition(title="Sore back"))
    assert re.search(r'value="[^"]+" selected>Sore back', client.get(f"{FORM}?about=sore-back").content.decode())
    assert "selected>Sore back" not in client.get(f"{FORM}?about=nothing").content.decode()


def test_the_coordinator_card_leads_to_the_form_with_the_topic(client, desk):
    make.live(make.condition(title="Sore back"))
    assert 'href="/contact/?about=sore-back#request"' in client.get("/conditions/sore-back/").content.decode()


def test_nothing_is_stored_before_the_answers_are_sent(client, desk):
    checked = client.post(CHECK, filled(name="José"))
    assert checked.status_code == 200 and not ContactRequest.objects.exists()
    assert "José" in checked.content.decode() and "no-store" in checked["Cache-Control"]
    sent = client.post(FORM, hidden(checked.content.decode()))
    assert sent.status_code == 303 and only_request().open_sealed().name == "José"


def test_an_answer_can_be_changed_and_the_others_are_kept(client, desk):
    carried = hidden(client.post(CHECK, filled(message=MESSAGE)).content.decode())
    html = client.post(CHECK, carried | {"change": "phone"}).content.decode()
    assert MESSAGE in html and 'value="Pat Doe"' in html and "There is a problem" not in html
    assert re.search(r'name="phone"[^>]*autofocus', html)


def test_sending_stores_the_request_with_its_messages_and_its_access_row(client, desk):
    response = send(client, message=MESSAGE)
    request = only_request()
    assert (request.best_time, request.language, request.may_leave_message) == ("morning", "en", True)
    assert request.open_sealed().phone == "+15550100177" and request.open_sealed().message == MESSAGE
    assert [(e.what, e.reference, e.by) for e in AccessEntry.objects.all()] == [("asked", request.reference, None)]
    assert {d.recipient.username for d in Delivery.objects.all()} == {"carla", "cora"}
    assert request.reference in response["Location"]


def test_no_message_holds_anything_of_the_person(client, desk):
    send(client, name="Marker Person", email="marker@example.org", message=MESSAGE)
    texts = [f"{d.subject} {d.body}" for d in Delivery.objects.all()]
    assert texts and not [t for t in texts if re.search("marker|guitar|0177|555", t, re.I)]


def test_the_confirmation_shows_nothing_personal_and_can_be_opened_again(client, desk):
    address = send(client, name="Marker Person", message=MESSAGE)["Location"]
    for _time in range(2):
        html = client.get(address).content.decode()
        assert "We have received your request" in html and not re.search("Marker|guitar|0177", html)


def test_an_unknown_confirmation_helps_on(client, desk):
    response = client.get("/contact/sent/nonsense/")
    assert response.status_code == 404 and "please call us" in response.content.decode()


def test_a_closed_request_says_that_it_is_over(client, desk):
    address = send(client)["Location"]
    ContactRequest.objects.update(closed_at="2026-01-02T00:00Z", closed_by=make.carla(), outcome="spoke")
    assert "We have dealt with this request" in client.get(address).content.decode()


@pytest.mark.parametrize("missing", ["name", "phone", "best_time", "topic", "for_whom", "may_leave_message", "consent"])
def test_what_is_missing_is_said_at_the_field_and_above_with_all_else_kept(client, desk, missing):
    response = client.post(CHECK, filled(message=MESSAGE) | {missing: ""})
    html = response.content.decode()
    assert response.status_code == 422 and not ContactRequest.objects.exists()
    assert "<title>Error: Contact us" in html and "There is a problem" in html and MESSAGE in html
    link, words = re.search(r'<li><a href="#(id_[^"]+)">([^<]+)</a>', html).groups()
    assert f'id="{link}"' in html and html.count(words) == 2 and 'aria-invalid="true"' in html
    assert f'id="id_{missing}_error"' in html and f"id_{missing}_error" in "".join(
        re.findall(r'aria-describedby="([^"]+)"', html)
    )


def test_a_practice_can_do_without_the_message(client, db):
    make.site(asks_message=False)
    assert 'name="message"' not in client.get(FORM).content.decode()
    assert 'value="message"' not in client.post(CHECK, filled()).content.decode()


def test_the_request_keeps_the_words_of_consent_that_were_shown(client, desk):
    shown = hidden(client.get(FORM).content.decode())
    practice = make.Practice.objects.get()
    make.live(practice, consent_text="You may call me.")
    send(client, consent_version=shown["consent_version"])
    send(client, name="Later")
    texts = list(ContactRequest.objects.order_by("asked_at").values_list("consent_text", flat=True))
    assert texts[0].startswith("I agree that the practice keeps") and texts[1] == "You may call me."


def test_a_page_that_was_taken_down_meanwhile_does_not_stop_the_request(client, desk):
    gone = "5d0f3c51-6a86-4a0e-9a52-3f0a7a3f6c99"
    assert send(client, topic=gone).status_code == 303 and str(only_request().topic) == gone


# Where it comes from


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "null"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://["}],
)
def test_a_doubtful_sender_gets_the_text_back_and_one_button_that_works(client, desk, headers):
    response = send(client, headers, message=MESSAGE)
    html = response.content.decode()
    assert response.status_code == 403 and MESSAGE in html and "Send my request" in html
    assert not ContactRequest.objects.exists()
    assert client.post(FORM, hidden(html), headers=headers).status_code == 303
    assert only_request().open_sealed().message == MESSAGE


def test_our_own_page_and_a_browser_that_says_nothing_are_believed(client, desk):
    assert send(client, {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}).status_code == 303
    assert send(client, name="Old Browser").status_code == 303


@pytest.mark.parametrize("given", ["", "nonsense", 8, -2, 2], ids=str)
def test_no_stamp_an_old_one_and_a_wrong_clock_cost_nothing(client, desk, given):
    """A number is that of the days since the form was opened, by a clock that may be wrong."""
    value = stamp(given * 86400) if isinstance(given, int) else given
    assert send(client, stamp=value).status_code == 303
    assert not only_request().is_put_aside()


def test_a_secret_that_was_changed_costs_nothing(client, desk, settings):
    old = filled()
    settings.SECRET_KEY = "another secret" * 5
    assert client.post(FORM, old).status_code == 303 and not only_request().is_put_aside()


# Emergencies


def test_words_of_an_emergency_show_the_number_first_and_store_nothing_until_the_person_goes_on(client, desk):
    html = send(client, message="I cant feel my legs").content.decode()
    assert "Call 911 now" in html and not ContactRequest.objects.exists()
    assert html.index('href="tel:911"') < html.index("go on with my request")
    assert client.post(FORM, hidden(html)).status_code == 303
    assert only_request().open_sealed().message == "I cant feel my legs"


def test_they_are_seen_at_the_first_step_already(client, desk):
    html = client.post(CHECK, filled(message="she has chest pain")).content.decode()
    assert "Call 911 now" in html and "Check your answers" in client.post(CHECK, hidden(html)).content.decode()


# Too much, and what no browser sends


def test_too_much_at_once_gets_the_number_to_call(client, desk):
    response = client.post(FORM, filled(message="a" * 70_000))
    assert response.status_code == 413 and "(555) 010-0100" in response.content.decode()


def test_two_thousand_fields_are_refused_without_a_fuss(client, desk):
    response = client.post(FORM, {f"field{number}": "1" for number in range(2000)})
    assert response.status_code in (400, 413)


def test_a_nul_is_an_error_at_its_field_with_all_else_kept(client, desk):
    response = client.post(CHECK, filled(name="Pat\0Doe", message=MESSAGE))
    assert response.status_code == 422 and MESSAGE in response.content.decode()


def test_broken_utf_8_is_taken_as_it_can_be_read(client, desk):
    body = "&".join(f"{name}={value}" for name, value in filled(name="A", phone="5550100177").items()).encode()
    response = client.post(
        FORM, body.replace(b"name=A", b"name=A%FF"), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 303 and only_request().open_sealed().name == "A\N{REPLACEMENT CHARACTER}"


def test_a_long_message_is_kept_and_told_its_length(client, desk):
    response = client.post(CHECK, filled(message="ab " * 200))
    assert "It has 599 now" in response.content.decode() and "ab " * 100 in response.content.decode()


def test_what_is_typed_is_shown_as_it_is(client, desk):
    html = client.post(CHECK, filled(name="<script>alert(1)</script>{{7*7}}")).content.decode()
    assert "&lt;script&gt;" in html and "<script>alert" not in html and "{{7*7}}" in html


def test_the_columns_hold_nothing_that_can_be_read(client, desk):
    send(client, name="Marker Person", email="marker@example.org", message="marker words")
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM contact_contactrequest r")
        row = cursor.fetchone()[0]
    assert not re.search("marker|0177", row, re.I) and "4d61726b6572" not in row
