"""Patients find the starter content in their own words, among many pages about other things."""

from pathlib import Path

import pytest

from bench import corpus
from publishing.models import Edition
from publishing.starter import load
from publishing.starter import read as read_content
from search import evaluation, vocabulary

STARTER = Path(__file__).resolve().parents[2] / "starter"
SEARCHES = evaluation.read(STARTER / "searches.tsv")
UNANSWERED = evaluation.read(STARTER / "searches_unanswered.tsv")


@pytest.fixture
def large_site(db):
    load(read_content(STARTER / "content.json"))
    corpus.build(300, conditions=20)
    vocabulary.count("en")


def test_the_set_has_all_sorts_of_searches_each_once():
    sorts = {"misspelt", "everyday", "questions", "Spanish", "drug brands", "dictated", "single words", "sentences"}
    assert {each.sort for each in SEARCHES} == sorts
    assert len({each.typed for each in SEARCHES}) == len(SEARCHES) >= 150


def test_a_quarter_is_held_out():
    share = sum(each.is_held_out for each in SEARCHES) / len(SEARCHES)
    assert 0.2 < share < 0.3


def test_the_right_page_is_found_among_three_hundred_others(large_site):
    assert Edition.objects.live().count() > 330
    results = evaluation.results(SEARCHES)
    tuning = [each for each in results if not each.search.is_held_out]
    missed = [f"{each.search.typed} ({each.place}): {each.first}" for each in tuning if each.place != 1]
    assert evaluation.score(results).is_enough, missed
    assert evaluation.score(tuning).is_enough, missed
    assert evaluation.taken_for_guesses(results) <= evaluation.TAKEN_FOR_GUESSES


def test_the_searches_that_nothing_answers_are_others_and_a_quarter_is_held_out():
    assert len(UNANSWERED) >= 40 and not any(each.pages for each in UNANSWERED)
    assert len({each.typed for each in [*SEARCHES, *UNANSWERED]}) == len(SEARCHES) + len(UNANSWERED)
    assert 0.2 < sum(each.is_held_out for each in UNANSWERED) / len(UNANSWERED) < 0.3


def test_what_no_page_is_about_is_known_to_be_missing(large_site):
    results = evaluation.results(UNANSWERED)
    found = [each.search.typed for each in results if not each.is_missing and not each.search.is_held_out]
    assert evaluation.missing(results) >= evaluation.KNOWN_TO_BE_MISSING, found


def test_a_score_counts_places():
    search = evaluation.Search("misspelt", "x", frozenset({"/x/"}))
    results = [evaluation.Result(search, place, "") for place in (1, 1, 3, 0)]
    assert evaluation.score(results) == evaluation.Score(4, 0.5, 0.75)
    assert not evaluation.score(results).is_enough and not evaluation.score([]).is_enough


def test_guesswork_counts_as_missing_and_against_what_was_found():
    search = evaluation.Search("cost", "x", frozenset())
    results = [evaluation.Result(search, *each) for each in ((0, ""), (0, "/x/", True), (0, "/x/"), (1, "/x/", True))]
    assert evaluation.missing(results) == 0.75 and evaluation.missing([]) == 0
    assert evaluation.taken_for_guesses(results) == 1 and evaluation.taken_for_guesses(results[:3]) == 0
