"""The pages of conditions and procedures: what stands on them, in which order, and what leaves no trace."""

import json
import re

import pytest

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def practice():
    return make.site()


def text_of(client, path):
    return client.get(path).content.decode()


def headings(html, level=2):
    return [re.sub(r"<[^>]+>", "", h).strip() for h in re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html, re.DOTALL)]


def test_sections_stand_in_reading_order_whatever_their_own(client):
    make.live(
        make.condition(sections=(("treatment", "<p>T</p>"), ("symptoms", "<p>S</p>"), ("what_it_is", "<p>W</p>")))
    )
    shown = [
        h for h in headings(text_of(client, "/conditions/sore-back/")) if h in ("Treatment", "Symptoms", "What it is")
    ]
    assert shown == ["What it is", "Symptoms", "Treatment"]


def test_a_condition_with_little_to_say_has_no_empty_headings(client):
    make.live(make.condition())
    html = text_of(client, "/conditions/sore-back/")
    assert not {"Procedures that treat it", "Questions and answers", "Side by side"} & set(
        headings(html) + headings(html, 3)
    )
    assert "if:" not in "".join(headings(html))


def test_the_emergency_card_ends_in_if_and_has_no_link(client):
    make.live(make.condition(emergency_signs="you cannot feel your legs\nyou cannot breathe"))
    html = text_of(client, "/conditions/sore-back/")
    card = re.search(r'<(section|div)[^>]*class="care-card.*?</\1>', html, re.DOTALL)[0]
    assert re.search(r"911 if:", card)
    assert "<a" not in card
    assert card.count("<li") == 2


def test_two_procedures_are_compared_and_one_is_not(client):
    one = make.procedure(title="Repair", comparison=(("stay", "One night"),))
    two = make.procedure(title="Splint", comparison=(("stay", "None"), ("size", "Small")))
    make.live(one), make.live(two)
    make.live(make.condition(procedures=(one, two)))
    make.live(make.condition(title="Sore neck", procedures=(one,)))
    compared = text_of(client, "/conditions/sore-back/")
    assert "One night" in compared and "Small" in compared
    assert "One night" not in text_of(client, "/conditions/sore-neck/")


def test_a_procedure_that_is_not_live_leaves_no_trace(client):
    hidden = make.procedure(title="Secret method")
    make.live(make.condition(procedures=(hidden,)))
    assert "Secret method" not in text_of(client, "/conditions/sore-back/")


def test_a_procedure_names_the_conditions_it_treats_and_its_steps(client):
    repair = make.procedure(title="Repair", steps=({"what": "Arrange a ride home", "hours_before": 6},))
    make.live(repair)
    make.live(make.condition(procedures=(repair,)))
    html = text_of(client, "/procedures/repair/")
    assert "Arrange a ride home" in html
    assert 'href="/conditions/sore-back/"' in html


def test_a_page_shows_no_review_line_until_a_clinician_signed(client):
    make.live(make.condition())
    assert "Clara Roe" in text_of(client, "/conditions/sore-back/")


def test_structured_data_says_what_the_page_says(client):
    make.live(make.condition(other_names="Achy back"))
    html = text_of(client, "/conditions/sore-back/")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1])
    assert data["about"] == {
        "@type": "MedicalCondition", "name": "Sore back", "description": "A back that hurts.", "alternateName": ["Achy back"],
    }  # fmt: skip
    assert data["reviewedBy"]["name"] == "Clara Roe"


def test_structured_data_cannot_be_broken_out_of(client):
    make.live(make.condition(summary="</script><script>alert(1)</script>"))
    assert "<script>alert" not in text_of(client, "/conditions/sore-back/")


@pytest.mark.parametrize("count", [1, 200])
def test_a_condition_page_makes_two_queries(client, django_assert_num_queries, count):
    condition = make.condition()
    make.live(condition)
    topic = make.topic(title="More", slug="more")
    make.live(topic)
    make.live_questions(count, topic=topic, about=(condition,))
    with django_assert_num_queries(2):
        html = text_of(client, "/conditions/sore-back/")
    assert html.count("Question ") >= count
