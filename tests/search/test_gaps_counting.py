"""What is written down of searches that found nothing, and what is not."""

import logging
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from search import gaps_counting, gaps_keeping
from search.gaps_counting import asked_by_a_person, keep_wording, search_found_nothing
from search.models import GapWording, Pace, Source
from tests import make

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"


def kept() -> list[tuple[str, int]]:
    return list(GapWording.objects.order_by("pk").values_list("words", "times"))


def asked(rf, words="swim", method="get", **headers):
    request = getattr(rf, method)("/search/", headers={"User-Agent": BROWSER} | headers)
    search_found_nothing(request, words, language="en")


def test_the_same_words_on_a_day_are_one_row(rf):
    for words in ("Can I swim?", "can i  SWIM", "dogs"):
        asked(rf, words)
    assert kept() == [("can i swim", 2), ("dogs", 1)]


def test_only_words_a_count_and_a_day_are_kept(rf):
    asked(rf, "john smith 555 123 4567 swim")
    (row,) = GapWording.objects.values()
    assert {name: value for name, value in row.items() if name not in ("id", "day")} == {
        "gap_id": None, "words": "swim", "language": "en", "source": "search", "times": 1, "settled": False, "is_found": None,
    }  # fmt: skip


def test_one_statement_is_all_that_a_search_waits_for(rf, django_assert_num_queries):
    with django_assert_num_queries(3) as asked_for:
        asked(rf)
    around = [query["sql"].split()[0] for query in asked_for.captured_queries]
    assert around == ["SAVEPOINT", "WITH", "RELEASE"]


NOT_BY_A_PERSON = {
    "prefetch": {"Sec-Purpose": "prefetch"},
    "prerender": {"Sec-Purpose": "prefetch;prerender"},
    "older-prefetch": {"Purpose": "prefetch"},
    "as-a-picture": {"Sec-Fetch-Dest": "image"},
    "by-a-script": {"Sec-Fetch-Dest": "empty"},
    "crawler": {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
    "program": {"User-Agent": "curl/8.5.0"},
    "nameless": {"User-Agent": ""},
}


@pytest.mark.parametrize("headers", NOT_BY_A_PERSON.values(), ids=NOT_BY_A_PERSON.keys())
def test_what_nobody_looks_at_is_not_counted(rf, headers):
    asked(rf, **headers)
    assert kept() == []


def test_head_is_not_counted(rf):
    asked(rf, method="head")
    assert kept() == []


def test_a_person_is_counted(rf):
    headers = {"User-Agent": BROWSER, "Sec-Fetch-Dest": "document", "Sec-Fetch-Mode": "navigate"}
    assert asked_by_a_person(rf.get("/search/", headers=headers))


def test_within_a_minute_only_so_many_count(rf, monkeypatch):
    monkeypatch.setattr(gaps_counting, "MOST_A_MINUTE", 2)
    for words in ("swim", "dogs", "golf", "tennis"):
        asked(rf, words)
    # Unless the minute turned meanwhile: then each has its own two.
    assert len(kept()) == (2 if Pace.objects.count() == 1 else 4)


def test_in_a_day_only_so_many_rows_are_made_and_those_go_on_counting(rf, monkeypatch):
    monkeypatch.setattr(gaps_counting, "MOST_ROWS_A_DAY", 2)
    for words in ("swim", "dogs", "golf", "swim"):
        asked(rf, words)
    assert kept() == [("swim", 2), ("dogs", 1)]


def test_a_failure_costs_nobody_the_page_and_leaves_no_words_in_the_log(rf, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise DatabaseError("Key (words)=(secret) already exists")

    monkeypatch.setattr(gaps_counting, "_run", refuse)
    with caplog.at_level(logging.WARNING):
        asked(rf, "secret swim")
    assert "was not counted" in caplog.text and "secret" not in caplog.text


def test_what_is_asked_by_phone_is_never_too_much(monkeypatch):
    monkeypatch.setattr(gaps_counting, "MOST_A_MINUTE", 0)
    assert keep_wording("swim", language="en", source=Source.PHONE) == "swim"
    assert kept() == [("swim", 1)]


def test_old_words_and_counters_go():
    today = timezone.localdate()
    for age in (0, 179, 181):
        GapWording.objects.create(words="swim", language="en", source="search", day=today - timedelta(days=age))
    Pace.objects.create(what="search", minute=timezone.now() - timedelta(hours=2))
    Pace.objects.create(what="search", minute=timezone.now())
    assert gaps_keeping.forget() == ""
    assert GapWording.objects.count() == 2
    assert Pace.objects.count() == 1


SEARCHES = {
    "nothing-found": ("/search/?q=quagga", 1),
    "something-found": ("/search/?q=park", 0),
    "guesswork-found": ("/search/?q=does+insurance+pay+to+park", 1),
    "guesswork-in-one-kind-of-page": ("/search/?q=does+insurance+pay+to+park&kind=question", 0),
    "nothing-in-one-kind-of-page": ("/search/?q=quagga&kind=condition", 0),
    "nothing-typed": ("/search/?q=", 0),
    "suggestions": ("/search/suggest?q=quagga", 0),
}


@pytest.mark.parametrize(("address", "rows"), SEARCHES.values(), ids=SEARCHES.keys())
def test_a_search_counts_where_a_patient_is_told_that_nothing_was_found(client, address, rows):
    make.site()
    make.live(make.question(title="Where do I park?"))
    assert client.get(address, headers={"User-Agent": BROWSER}).status_code == 200
    assert GapWording.objects.count() == rows


def test_the_same_search_three_times_counts_three_times(client):
    make.site()
    for _ in range(3):
        client.get("/search/?q=quagga", headers={"User-Agent": BROWSER})
    assert kept() == [("quagga", 3)]


def test_a_patient_sees_what_guesswork_finds(client):
    make.site()
    make.live(make.question(title="Where do I park?"))
    page = client.get("/search/?q=does+insurance+pay+to+park", headers={"User-Agent": BROWSER})
    assert "Where do I park?" in page.content.decode()
    assert kept() == [("does insurance pay to park", 1)]


def test_a_search_is_answered_when_it_cannot_be_counted(client, monkeypatch):
    make.site()

    def refuse(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(gaps_counting, "_run", refuse)
    page = client.get("/search/?q=quagga", headers={"User-Agent": BROWSER})
    assert page.status_code == 200 and "quagga" in page.content.decode()
