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
from search.reading import MOST_READ, read
from search.spelling import nearest
from search.typed import LONGEST
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


MEANS_ITSELF = ["medicare", "do you accept medicare", "insulin", "cost", "diabetes"]
"""Words that are spelled right and stand nowhere, each with one on a page that looks or sounds like it."""


@pytest.fixture
def look_alikes(site):
    make.live(make.question(title="Which medicine helps?", answer="<p>A cast, a small incision, or débiles.</p>"))


@pytest.mark.parametrize("words", MEANS_ITSELF)
def test_a_word_that_is_spelled_right_is_not_taken_for_another(look_alikes, words):
    found = find(words, language="en")
    assert (found.hits, found.meant) == ([], "")


@pytest.mark.parametrize("words", ["medicin", "medicines", "meddicine", "incison"])
def test_a_misspelling_a_plural_and_a_doubled_letter_still_find(look_alikes, words):
    found = find(words, language="en")
    assert found.hits[0].title == "Which medicine helps?" and not found.is_guesswork


def test_a_word_that_only_sounds_alike_is_not_near(site):
    make.live(make.question(title="What is débiles?"))
    known = read("x", "en").lexicon
    assert nearest("dabatis", known) == []
    assert nearest("debiles", known)[0][0] == "débiles"


def test_a_misspelt_synonym_is_understood_and_not_offered_as_a_spelling(site):
    Synonym.objects.create(means="lime", said="basswood")
    found = find("basswod", language="en")
    assert (found.hits[0].title, found.meant) == ("Where do I park my car?", "")
    assert find("basswod brokn", language="en").meant == "basswod broken"


GUESSWORK = {
    "a-word-that-stands": ("broken hip", False),
    "a-sure-misspelling": ("brokn hip", False),
    "a-beginning": ("fract", False),
    "an-unsure-misspelling": ("trese", True),
    "mostly-about-something-else": ("insurance for parking", True),
}


@pytest.mark.parametrize(("words", "is_guesswork"), GUESSWORK.values(), ids=GUESSWORK.keys())
def test_it_is_known_whether_hits_are_guesswork(site, words, is_guesswork):
    found = find(words, language="en")
    assert found.hits and found.is_guesswork is is_guesswork


LONG = {
    "words-that-stand-nowhere": "wonderful neighbor whose daughter lives away told me yesterday something on television "
    "could really help people like her old aunt uncle cousin nephew niece friend colleague zinc",
    "very-short-words": "i am a bit old and my son and i do go to see our dr and he or she did say it is so bad we may go "
    "on to do it so is it ok to do zinc",
    "single-letters": "a b c d e f g h i j k l m n o p q r s t u v w x y z aa bb cc dd ee ff gg hh ii jj kk zinc",
}


@pytest.mark.parametrize("words", LONG.values(), ids=LONG.keys())
def test_the_end_of_a_long_sentence_counts(site, words):
    make.live(make.question(title="Zinc"))
    assert len(words.split()) > 24 and len(words) <= LONGEST
    assert titles(words)[0] == "Zinc"


def test_of_a_long_sentence_no_more_than_some_words_are_read(site):
    assert len(read(" ".join(f"w{n}" for n in range(60)), "en").groups) == MOST_READ


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
