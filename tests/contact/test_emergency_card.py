"""The emergency number comes before anything else that is said about a form, for each message anew, and keeps what was typed."""

import pytest

from contact.models import ContactRequest
from tests import make
from tests.contact.filled import CHECK, FORM, filled, hidden, send

pytestmark = pytest.mark.django_db

CARD = "Call 911 now"


def html_of(response) -> str:
    return response.content.decode()


def test_another_message_is_read_again_after_somebody_went_on_from_the_first(client, desk):
    went_on = hidden(html_of(client.post(CHECK, filled(message="my legs are numb"))))
    checked = html_of(client.post(CHECK, went_on))
    changing = hidden(html_of(client.post(CHECK, hidden(checked) | {"change": "message"})))
    answers = {**hidden(checked), **changing}
    assert CARD not in checked
    assert CARD in html_of(client.post(CHECK, answers | {"message": "now I cannot breathe, chest pain"}))
    assert client.post(FORM, answers | {"message": "my legs\r\nare  numb"}).status_code == 303


@pytest.mark.parametrize("given", ["yes", "nonsense", "a:b", "\N{SNOWMAN}"])
def test_nothing_but_our_own_page_switches_the_reading_off(client, desk, given):
    assert CARD in html_of(send(client, message="I have chest pain", calm=given))


@pytest.mark.parametrize("address", [FORM, CHECK])
def test_the_number_comes_before_an_error_which_is_told_afterwards(client, desk, address):
    typed = filled(message="I cannot breathe", phone="123", name="José", topic="")
    card = html_of(client.post(address, typed))
    assert CARD in card and "There is a problem" not in card and hidden(card)["name"] == "José"
    after = client.post(address, hidden(card))
    assert after.status_code == 422 and "There is a problem" in html_of(after)
    corrected = hidden(html_of(after)) | typed | {"phone": "5550100177", "topic": "other"}
    corrected["calm"] = hidden(html_of(after))["calm"]
    assert client.post(FORM, corrected).status_code == 303


def test_the_number_comes_before_a_message_is_too_long(client, desk):
    assert CARD in html_of(client.post(CHECK, filled(message="I have chest pain. " + "ab " * 200)))


def test_the_number_comes_before_the_question_to_send_once_more(client, desk):
    null = {"Origin": "null"}
    card = send(client, null, message="I want to kill myself")
    assert CARD in html_of(card)
    asked_again = client.post(FORM, hidden(html_of(card)), headers=null)
    assert asked_again.status_code == 403 and not ContactRequest.objects.exists()
    assert client.post(FORM, hidden(html_of(asked_again)), headers=null).status_code == 303


def test_a_message_is_read_and_kept_when_the_practice_gave_up_messages_meanwhile(client, desk):
    make.live(make.Practice.objects.get(), asks_message=False)
    card = html_of(send(client, message="I have chest pain"))
    assert CARD in card
    checked = html_of(client.post(CHECK, hidden(card)))
    assert "I have chest pain" in checked and 'value="message"' in checked
    changing = html_of(client.post(CHECK, hidden(checked) | {"change": "message"}))
    assert "I have chest pain</textarea>" in changing
    assert client.post(FORM, hidden(checked)).status_code == 303
    assert ContactRequest.objects.get().open_sealed().message == "I have chest pain"


def test_the_topic_is_still_chosen_when_an_answer_is_changed_after_its_page_was_taken_down(client, desk):
    gone = "5d0f3c51-6a86-4a0e-9a52-3f0a7a3f6c99"
    changing = html_of(client.post(CHECK, filled(topic=gone) | {"change": "phone"}))
    assert f'value="{gone}" selected>The page that you came from' in changing
