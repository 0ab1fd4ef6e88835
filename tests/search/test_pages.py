"""The page of results, suggestions, and what they keep to themselves."""

import json

import pytest

from search import warning
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make.site()
    make.live(make.question(title="Where do I park?", answer="<p>Behind the house.</p>"))


def page(client, **query):
    answer = client.get("/search/", query)
    return answer, answer.content.decode()


def test_results_show_the_page_the_passage_with_marks_and_the_number(client):
    answer, text = page(client, q="house")
    assert answer.status_code == 200
    assert 'href="/faq/your-visit/where-do-i-park/"' in text and "Behind the <mark>house</mark>." in text
    assert "tel:+15550100100" in text


@pytest.mark.parametrize("words", ["park", "zzzzqq", ""])
def test_no_search_page_is_for_search_engines_and_none_sets_a_cookie(client, words):
    answer, text = page(client, q=words)
    assert '<meta name="robots" content="noindex">' in text
    assert answer["X-Robots-Tag"] == "noindex, follow" and not answer.cookies
    assert answer["Referrer-Policy"] == "same-origin" and "private" in answer["Cache-Control"]


@pytest.mark.parametrize("words", ["park behind", "gallstones 5550100"])
def test_what_was_typed_stays_in_the_box_and_out_of_the_title(client, words):
    _answer, text = page(client, q=words)
    title = text[text.index("<title>") : text.index("</title>")]
    assert f'value="{words}"' in text and not any(word in title for word in words.split())


def test_nothing_found_says_so_and_leads_on(client):
    assert "<h1>Nothing found</h1>" in page(client, q="gallstones")[1]
    _answer, text = page(client, q="gallstones")
    assert "No page answers “gallstones”" in text and 'href="/conditions/"' in text and "tel:+15550100100" in text
    assert '<ol class="search-hits">' not in text


def test_what_is_typed_is_shown_as_text(client):
    _answer, text = page(client, q="<script>alert(1)</script> park")
    assert "<script>alert" not in text and "&lt;script&gt;" in text


def test_a_search_is_narrowed_by_links_and_an_unknown_kind_narrows_nothing(client):
    _answer, text = page(client, q="park", kind="condition")
    assert "Nothing found" in text and 'href="?q=park"' in text
    assert "where-do-i-park" in page(client, q="park", kind="nothing-such")[1]


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=a&q=b",
        "q=" + "a" * 10_000,
        "q=%ff%fe",
        "q[]=x",
        "q=%E2%80%AEpark",
        "kind=%00",
        "q='&kind='",
        "?",
        "q",
    ],
)
@pytest.mark.parametrize("path", ["/search/", "/search/suggest"])
def test_a_hostile_address_gets_an_answer_or_is_refused(client, path, query):
    assert client.get(f"{path}?{query}").status_code in (200, 400, 414)


def test_suggestions_are_pages_and_are_kept_by_nobody(client):
    answer = client.get("/search/suggest", {"q": "par"})
    assert json.loads(answer.content) == {
        "suggestions": [{"title": "Where do I park?", "path": "/faq/your-visit/where-do-i-park/", "kind": "question"}]
    }
    assert answer["Cache-Control"] == "no-store" and not answer.cookies


def test_suggestions_and_results_take_four_queries_at_most(client, django_assert_max_num_queries):
    client.get("/search/", {"q": "park"})
    for path, words in [("/search/", "park"), ("/search/suggest", "par"), ("/search/", "zzzzzz"), ("/search/", "")]:
        with django_assert_max_num_queries(4):
            assert client.get(path, {"q": words}).status_code == 200


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("my legs are numb and i cannot control my bladder", True), ("where do i park", False)],
    ids=["emergency", "parking"],
)
def test_words_of_an_emergency_bring_the_emergency_card(client, words, is_one):
    _answer, text = page(client, q=words)
    assert ("care-card" in text) is is_one
    assert bool(warning.card_for(words)) is is_one


def test_home_and_every_page_lead_to_search(client):
    assert 'role="search"' in client.get("/").content.decode()
    assert 'href="/search/"' in client.get("/faq/").content.decode()
