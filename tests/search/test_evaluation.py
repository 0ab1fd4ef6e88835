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


def test_a_score_counts_places():
    search = evaluation.Search("misspelt", "x", frozenset({"/x/"}))
    results = [evaluation.Result(search, place, "") for place in (1, 1, 3, 0)]
    assert evaluation.score(results) == evaluation.Score(4, 0.5, 0.75)
    assert not evaluation.score(results).is_enough and not evaluation.score([]).is_enough
