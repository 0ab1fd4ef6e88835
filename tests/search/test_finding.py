"""What is found, what is never found, and at what cost."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils.translation import override

from publishing import actions
from publishing.schedule import database_clock
from search import vocabulary
from search.candidates import Candidate
from search.finding import find
from search.models import Synonym
from search.ranking import ranked
from search.reading import read
from tests import make

pytestmark = pytest.mark.django_db


def titles(words, **options):
    return [hit.title for hit in find(words, **{"language": "en"} | options).hits]


@pytest.fixture
def site():
    make.site()
    make.live(make.question(title="Where do I park my car?", answer="<p>Behind the house, beside the lime trees.</p>"))
    make.live(make.question(title="Must I fast?", answer="<p>Do not eat for six hours.</p>"))
    make.live(make.condition(title="Broken hip", other_names="Hip fracture", summary="A hip that is broken."))


@pytest.mark.parametrize(
    "words",
    ["broken hip", "hip fracture", "HIP", "hip's", "brokn hip", "broken hyp", "hip fra", "What is a broken hip?"],
)
def test_a_page_is_found_by_title_other_name_misspelling_and_beginning(site, words):
    assert titles(words)[0] == "Broken hip"


@pytest.mark.parametrize("words", ["lime trees", "linden", "where's the limetree"])
def test_a_page_is_found_by_its_text_by_synonyms_and_by_words_typed_as_one(site, words):
    Synonym.objects.create(means="lime", said="linden\nbasswood")
    assert titles(words)[0] == "Where do I park my car?"


def test_a_synonym_of_several_words_means_what_the_pages_say(site):
    Synonym.objects.create(means="fast", said="empty stomach")
    assert titles("with an empty stomach")[0] == "Must I fast?"


def test_a_word_that_no_page_has_means_what_it_means_with_others(site):
    Synonym.objects.create(means="fast", said="nil by mouth")
    assert titles("mouth") == ["Must I fast?"]


def test_words_of_pages_mean_themselves_whatever_else_they_mean_with_others(site):
    Synonym.objects.create(means="lime trees", said="broken branches")
    Synonym.objects.create(means="broken hip", said="cracked hip")
    Synonym.objects.create(means="fast", said="hip broken")
    assert titles("broken hip")[0] == "Broken hip"


@pytest.mark.parametrize("words", ["can't", "dont", "where's"])
def test_short_forms_of_words_that_every_text_has_tell_nothing(site, words):
    assert titles(f"{words} broken") == ["Broken hip"] and titles(words) == []


def test_what_a_page_is_may_be_said_with_its_name(site):
    vocabulary.count("en")
    reading = read("broken hip condition", "en")
    pages = [
        Candidate(kind, kind, n, "Broken hip", "", {"broken": "A", "hip": "A"}, 9)
        for n, kind in enumerate(["question", "condition"])
    ]
    assert ranked(pages, reading)[0].candidate.kind == "condition"
    assert ranked(pages, read("broken hip", "en"))[0].candidate.kind == "question"


def test_a_page_is_found_by_a_rare_word_among_very_many_that_have_the_frequent_one(site):
    make.live_questions(250, topic=make.live(make.topic(title="Others")).document.draft)
    make.live(make.question(title="Which question is about zinc?"))
    vocabulary.count("en")
    assert titles("question zinc")[0] == "Which question is about zinc?"
    assert len(titles("question")) == 10


def test_a_changed_synonym_works_at_once(site):
    synonym = Synonym.objects.create(means="fast", said="nil")
    assert titles("mouth") == []
    synonym.said = "mouth"
    synonym.save()
    assert titles("mouth") == ["Must I fast?"]
    synonym.delete()
    assert titles("mouth") == []


def test_another_spelling_that_was_searched_for_is_named(site):
    assert find("brokn hip", language="en").meant == "broken hip"
    assert find("broken hip", language="en").meant == ""


def test_only_what_is_live_in_the_language_is_found(site):
    unseen = {"draft": make.question(title="Quartz draft"), "gone": make.question(title="Quartz gone")}
    make.live(unseen["gone"])
    actions.withdraw(unseen["gone"], by=make.carla())
    make.kept(unseen["draft"])
    later = database_clock() + timedelta(days=1)
    make.live(make.question(title="Quartz tomorrow"), publish_at=later)
    make.live(make.question(title="Quartz cuarzo", language="es"))
    assert titles("quartz") == []
    make.live(make.question(title="Quartz today"))
    vocabulary.count("en")
    assert titles("quartz") == ["Quartz today"]
    assert titles("quartz", language="es") == ["Quartz cuarzo"]


def test_a_draft_that_differs_from_the_live_page_is_not_searched(site):
    question = make.question(title="Can I shower?", answer="<p>Yes.</p>")
    make.live(question)
    make.kept(question, answer="<p>Not with a zeppelin.</p>")
    assert titles("zeppelin") == []


def test_a_search_can_be_narrowed_to_kinds(site):
    make.live(make.question(title="Can a hip be repaired?"))
    assert {hit.kind for hit in find("hip", language="en").hits} == {"condition", "question"}
    assert {hit.kind for hit in find("hip", language="en", kinds=["question"]).hits} == {"question"}


def test_who_answers_the_phone_is_found_where_one_can_ask(site):
    assert find("care desk", language="en").hits[0].path == "/contact/"


def test_the_passage_is_the_one_that_answers_with_its_words_marked(site):
    (hit, *_) = find("lime", language="en").hits
    assert hit.passage == "Behind the house, beside the lime trees."
    assert [piece for piece, is_asked in hit.pieces if is_asked] == ["lime"]
    assert "".join(piece for piece, _asked in hit.pieces) == hit.passage


def test_what_no_page_has_finds_nothing_but_words_that_look_like_it(site):
    found = find("hpi zzzz", language="en")
    assert (found.hits, found.meant, found.words) == ([], "", "hpi zzzz")
    assert find("brekon", language="en").near == ["broken"] or titles("brekon") == ["Broken hip"]


HOSTILE = {
    "operators": "hip & | ! <-> :* ( ) ' \" \\ a:b:A",
    "quotes": "'; DROP TABLE publishing_edition; --",
    "marks of direction": "\u202ehip\u202c \u200fpark",
    "long": "hip " * 2500,
    "one long word": "h" * 10_000,
    "signs": "%_%%s{}[]\\",
    "empty": "   ",
    "surrogate": "hip \ud800",
    "many words": " ".join(f"word{n}" for n in range(300)),
    "other scripts": "बेकन 背中 спина",
    "stop words": "what is it that you do",
    "nearly a word that every text has": "behynd wher thet whil",
    "the beginning of what sounds like one": "wherre",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_any_text_gets_an_answer(site, words):
    found = find(words, language="en")
    assert len(found.words) <= 200 and isinstance(found.hits, list)


@pytest.mark.parametrize("others", [1, 30])
def test_a_search_takes_three_queries_however_many_pages_there_are(site, others, django_assert_num_queries):
    make.live_questions(others, topic=make.live(make.topic(title="Others")).document.draft)
    vocabulary.count("en")
    find("hip", language="en")
    with django_assert_num_queries(3):
        assert titles("hip")
    with django_assert_num_queries(4):
        assert not titles("hipqq")


def test_the_words_are_counted_again_when_something_else_is_live(site):
    vocabulary.chore()
    counted = vocabulary.Vocabulary.objects.get(language="en").counted_at
    vocabulary.chore()
    assert vocabulary.Vocabulary.objects.get(language="en").counted_at == counted
    make.live(make.question(title="Is there a xylophone?"))
    vocabulary.chore()
    row = vocabulary.Vocabulary.objects.get(language="en")
    assert row.counted_at > counted and row.words["xylophone"] == ["xylophon", 1]


def test_another_language_of_the_interface_searches_its_own_pages(site, client):
    make.live(make.question(title="¿Dónde aparco?", slug="aparco", language="es"))
    with override("es"), override_settings(LANGUAGE_CODE="es"):
        assert "¿Dónde aparco?" in client.get("/search/", {"q": "aparco"}).content.decode()
