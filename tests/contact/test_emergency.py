"""Wording that may be an emergency is found in what a patient types: misspelt, negated, English and Spanish."""

import re
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.emergency import Sign, signs_in
from contact.emergency.evaluation import PHRASES, phrases, score
from contact.emergency.matching import rules
from contact.emergency.reading import plain
from contact.emergency.spelling import confusable, expanded, lookalikes, nearest, vocabulary
from contact.emergency.words import FILLERS, GROUPS
from contact.management.commands.update_lookalikes import everyday_words

FAMILIES = [
    (Sign.BLADDER_OR_BOWEL, "I lost control of my bladder"),
    (Sign.BLADDER_OR_BOWEL, "peed myself"),
    (Sign.BLADDER_OR_BOWEL, "I cannot urinate"),
    (Sign.BLADDER_OR_BOWEL, "no control of my bowels"),
    (Sign.BLADDER_OR_BOWEL, "se me sale la orina"),
    (Sign.LEGS, "my legs are numb"),
    (Sign.LEGS, "weakness in the left foot"),
    (Sign.LEGS, "can't feel my legs"),
    (Sign.LEGS, "no feeling in my legs"),
    (Sign.LEGS, "no siento las piernas"),
    (Sign.SADDLE, "numbness around the groin"),
    (Sign.SADDLE, "tengo dormida la entrepierna"),
    (Sign.WALKING, "I am not able to walk"),
    (Sign.WALKING, "can't move my legs"),
    (Sign.WALKING, "ya no puedo caminar"),
    (Sign.CHEST, "my chest hurts"),
    (Sign.CHEST, "dolor en el pecho"),
    (Sign.BREATHING, "I can't breathe"),
    (Sign.BREATHING, "no puedo respirar"),
    (Sign.SUICIDE, "I want to kill myself"),
    (Sign.SUICIDE, "no quiero vivir"),
]

ORDINARY = [
    "no numbness",
    "I do not have chest pain",
    "without weakness in the legs",
    "I have not lost control of my bladder",
    "my legs are not numb or weak",
    "chest pain: none",
    "no tengo dolor de pecho",
    "sin debilidad en las piernas",
    "my hands get numb when I sleep",
    "weak coffee on the last leg of the trip",
    "chest X-ray",
    "numb from the dentist",
    "I control my diabetes",
    "I can't walk far",
    "I hurt myself lifting a box",
]

STILL_SIGNS = [
    "No, my legs are numb",
    "I have no fever and my legs are numb",
    "no pain but my legs are weak",
    "I don't know why my legs are numb",
    "I can't sleep because my legs are numb",
    "numb legs: yes, chest pain: no",
    "my legs are numb, is that normal, no?",
    "no tengo fiebre pero tengo las piernas dormidas",
]

MISSPELT = [
    "my lefs are nummb",
    "cant brethe",
    "chst pian",
    "lost controll of my blader",
    "weekness in my leggs",
    "I CAN’T FEEL MY LEGS!!!",
]

HOSTILE = [
    "leg ",
    "no ",
    "cant ",
    "no cant feel ",
    "want to ",
    "numb, ",
    "leg\n",
    "lose control ",
    "zxqvwbk ",
    "- ",
    "é",
    "a",
]


@pytest.mark.parametrize(("sign", "text"), FAMILIES)
def test_each_sign_is_found_in_plain_words(sign, text):
    assert sign in signs_in(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_denied_or_about_something_else_is_no_sign(text):
    assert signs_in(text) == []


@pytest.mark.parametrize("text", STILL_SIGNS)
def test_a_negation_of_something_else_hides_no_sign(text):
    assert signs_in(text) == [Sign.LEGS]


@pytest.mark.parametrize("text", MISSPELT)
def test_a_misspelt_word_counts_as_the_word(text):
    assert signs_in(text)


def test_a_question_about_causes_is_a_sign_only_when_it_is_about_somebody():
    assert signs_in("Can kyphoplasty cause numbness in the legs?") == []
    assert signs_in("Did kyphoplasty cause the numbness in my legs?") == [Sign.LEGS]


def test_in_doubt_a_question_is_taken_for_a_sign():
    assert signs_in("What if I lose control of my bladder?") == [Sign.BLADDER_OR_BOWEL]


def test_signs_come_once_each_and_in_one_order():
    text = "I can't breathe. My legs are numb. I cannot breathe! My left leg is weak; I peed myself."
    assert signs_in(text) == [Sign.BLADDER_OR_BOWEL, Sign.LEGS, Sign.BREATHING]


def test_signs_without_a_width_and_accents_hide_nothing():
    assert signs_in("my l\u00adegs are n\u200bumb") == signs_in("my lëgs are nùmb") == [Sign.LEGS]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.one_of(
        st.text(max_size=300),
        st.lists(st.sampled_from(sorted(vocabulary() | FILLERS | {",", "."})), max_size=60).map(" ".join),
    )
)
def test_any_text_is_read_without_an_error_and_always_alike(text):
    found = signs_in(text)
    assert found == signs_in(text) == [sign for sign in Sign if sign in found]


def calls(text: str) -> int:
    """How many functions are called to read a text: the work it takes, whatever the machine."""
    count = 0

    def note(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        signs_in(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_text_is_no_more_than_twice_the_work(piece):
    signs_in(piece)
    once, twice = (calls(piece * (length // len(piece))) for length in (5_000, 10_000))
    assert twice <= 2.1 * once + 100


@pytest.mark.parametrize("piece", HOSTILE)
def test_ten_kilobytes_of_anything_take_a_bounded_amount_of_work(piece):
    assert calls(piece * (10_000 // len(piece))) < 400_000


def test_the_labelled_set_is_large_and_balanced_and_a_part_of_it_is_held_out():
    every = phrases()
    emergencies = [phrase for phrase in every if phrase.is_emergency]
    assert len(every) >= 300 and len({phrase.text for phrase in every}) == len(every)
    assert sum(phrase.language == "en" for phrase in emergencies) >= 100
    assert sum(phrase.language == "es" for phrase in emergencies) >= 40
    assert len(every) - len(emergencies) >= 150
    assert 0.15 <= sum(phrase.is_held_out for phrase in every) / len(every) <= 0.35
    assert {phrase.shows for phrase in emergencies} == set(Sign.values)


@pytest.mark.parametrize("language", ["en", "es"])
def test_enough_is_found_and_little_taken_for_it_in_each_language(language):
    assert score(phrase for phrase in phrases() if phrase.language == language).is_enough


def test_the_command_prints_recall_and_false_alarms_apart():
    out = StringIO()
    call_command("evaluate_emergency", "--misses", stdout=out)
    assert re.search(r"^all +9\d\.\d% \d+/\d+ +\d\.\d% \d+/\d+$", out.getvalue(), re.M)
    assert re.search(r"^held out, es +\d+\.\d% \d+/\d+ +\d+\.\d% \d+/\d+$", out.getvalue(), re.M)


def test_the_command_fails_when_too_little_is_found_or_too_much(tmp_path):
    heading = PHRASES.read_text("utf-8").partition("\n")[0]
    for name, row in (
        ("missed", "Where do I park?\ten\temergency\tlegs\tno"),
        ("alarm", "My legs are numb\ten\tordinary\t\tno"),
    ):
        file = tmp_path / name
        file.write_text(f"{heading}\n{row}\n", "utf-8")
        with pytest.raises(CommandError, match="Too many"):
            call_command("evaluate_emergency", "--phrases", file, stdout=StringIO())


def test_every_rule_names_groups_that_there_are():
    named = {group for rule in rules() for place in rule.places for group in place}
    assert named <= GROUPS.keys() | {"COMMA"}
    assert {rule.sign for rule in rules()} == set(Sign)


def test_the_table_is_written_as_texts_are_read():
    words = {word for group in GROUPS.values() for phrase in expanded(group) for word in phrase}
    assert sorted(word for word in words if not re.fullmatch(r"[a-z]+", word) or plain(word) != word) == []


def test_an_everyday_word_is_never_taken_for_a_misspelling():
    assert lookalikes().isdisjoint(vocabulary() | FILLERS)
    assert [nearest(word) for word in ("lens", "number", "cheese", "walls", "tiempo")] == [
        "lens",
        "number",
        "cheese",
        "walls",
        "tiempo",
    ]


def test_the_everyday_words_that_look_alike_are_those_of_the_present_table():
    some = sorted(everyday_words())[::20]
    assert confusable(some) == [word for word in some if word in lookalikes()]


BROKEN = [
    (Sign.BLADDER_OR_BOWEL, "I lost control of\nmy bladder"),
    (Sign.SUICIDE, "I want to\r\ndie"),
    (Sign.LEGS, "I can't feel\nmy legs"),
    (Sign.CHEST, "I have chest\npain"),
    (Sign.LEGS, "no fever\nmy legs are numb"),
    (Sign.CHEST, "no fever\nchest pain"),
    (Sign.LEGS, "What are the risks\nlegs numb since yesterday"),
    (Sign.WALKING, "I can't move\nplease call me"),
    (Sign.CHEST, "Questions:\n- I have chest\n  pain\n- parking"),
]


@pytest.mark.parametrize(("sign", "text"), BROKEN)
def test_a_line_break_hides_no_sign(sign, text):
    assert sign in signs_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "I do not have\nchest pain",
        "no numbness or\nweakness in my legs",
        "no chest pain\nor numb legs",
        "no tengo\ndolor de pecho",
        "chest pain: none\nleg weakness: none",
        "I have pain\n\nthe chest is fine",
        "1. Pain\n2. Chest xray",
    ],
)
def test_a_line_break_makes_no_sign(text):
    assert signs_in(text) == []


@pytest.mark.parametrize(
    ("text", "is_sign"),
    [
        ("I never had chest pain before today", True),
        ("I never had chest pain before or after the stent", False),
        ("cantbreathe", True),
        ("my backache", False),
        ("chest/arm pain", True),
        ("no chest/arm pain", False),
        ("no feeling below waist", True),
        ("no pain below my waist", False),
    ],
)
def test_first_times_missing_spaces_and_strokes_are_read_as_they_are_meant(text, is_sign):
    assert bool(signs_in(text)) == is_sign
