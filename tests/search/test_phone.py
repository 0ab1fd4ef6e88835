"""The phone mode: approved answers as they are live, and one step to say what came of the call."""

import pytest
from django.urls import reverse

from search.models import Feedback, GapWording
from search.phone import SHORT, answers
from tests import make

pytestmark = pytest.mark.django_db

PHONE, FOUND, ANSWERED, MISSING = (reverse(f"phone:{name}") for name in ("phone", "found", "answered", "missing"))


@pytest.fixture
def site(client, db):
    make.site()
    draft = make.question(
        title="Where do I park?", answer="<p>Behind the house. It is free.</p><ul><li><p>Two places</p></li></ul>"
    )
    make.live(draft)
    client.force_login(make.carla())
    return draft


def test_without_a_script_the_page_shows_title_short_answer_text_and_review(client, site):
    make.live(make.condition(title="Sore parking"))
    text = client.get(PHONE, {"q": "park"}).content.decode()
    assert "Where do I park?" in text and "Behind the house." in text and "<li><p>Two places</p></li>" in text
    assert "Reviewed " in text and "Sore parking" in text


def test_drafts_are_never_read_out(client, site):
    make.kept(site, title="Where do I park my secret?")
    assert "secret" not in client.get(PHONE, {"q": "park"}).content.decode()


def test_the_script_gets_the_answers_alone(client, site):
    answer = client.post(FOUND, {"q": "park", "language": "en"})
    text = answer.content.decode()
    assert "Where do I park?" in text and "<html" not in text
    assert "no-store" in answer["Cache-Control"]
    assert client.get(FOUND).status_code == 405


def test_answered_counts_for_the_edition_and_keeps_no_words(client, site):
    edition = site.editions.live().get()
    told = client.post(ANSWERED, {"edition": edition.pk}, headers={"Accept": "application/json"})
    assert told.json() == {"said": "Noted: answered."}
    assert client.post(ANSWERED, {"edition": edition.pk}).url == PHONE
    assert list(Feedback.objects.values_list("edition", "verdict", "times")) == [(edition.pk, "phone", 2)]
    assert not GapWording.objects.exists()


def test_not_on_the_site_keeps_the_words_reduced(client, site):
    asked = {"q": "john smith 555 1234 can i swim", "language": "en"}
    told = client.post(MISSING, asked, headers={"Accept": "application/json"})
    assert told.json() == {"said": "Noted as not on the site: “can i swim”."}
    assert list(GapWording.objects.values_list("words", "source", "times")) == [("can i swim", "phone", 1)]


def test_where_only_a_name_was_typed_nothing_is_kept_and_that_is_said(client, site):
    told = client.post(MISSING, {"q": "John Smith"}, headers={"Accept": "application/json"})
    assert (told.status_code, GapWording.objects.count()) == (422, 0)


HOSTILE = ["", " ", "\u202e", "&|!():*<->", "'; drop table x; --", "a" * 1_000, "%00", "ñ" * 500]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_there_is_an_answer(client, site, words):
    assert client.get(PHONE, {"q": words, "language": "xx"}).status_code == 200
    assert client.post(FOUND, {"q": words}).status_code == 200
    assert client.post(MISSING, {"q": words}, headers={"Accept": "application/json"}).status_code in (200, 422)


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "-1", "٣"])
def test_an_edition_that_is_not_live_was_not_read_out(client, site, number):
    assert client.post(ANSWERED, {"edition": number}, headers={"Accept": "application/json"}).status_code == 409


def test_short_answers_are_short_and_end_with_a_word(site):
    make.live(make.question(title="What about pillows?", answer=f"<p>{'Pillows are soft ' * 60}.</p>"))
    (found,) = answers("pillows", language="en")
    assert len(found.short) <= SHORT + 1
    assert found.short.removesuffix("…").split()[-1] in ("Pillows", "are", "soft")


def test_one_answer_takes_as_many_queries_as_three(site, django_assert_num_queries):
    answers("park", language="en")
    with django_assert_num_queries(3):
        assert len(answers("park", language="en")) == 1
    for number in range(2):
        make.live(make.question(title=f"Can I park a bicycle {number}?"))
    answers("park", language="en")
    with django_assert_num_queries(3):
        assert len(answers("park", language="en")) == 3
