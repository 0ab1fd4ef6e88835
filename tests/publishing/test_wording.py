"""Wording or clinical? The table that decides whether a clinician has to read a change."""

import pytest

from publishing.wording import Change, change_between, is_spelling

WORDING = {
    "the same": ("Rest for two days.", "Rest for two days."),
    "a typing slip": ("Rest becuase it helps.", "Rest because it helps."),
    "a slip in an everyday word": ("Bring a freind with you.", "Bring a friend with you."),
    "a letter too many": ("Come to our offfice.", "Come to our office."),
    "a capital": ("rest for two days", "Rest for two days"),
    "all capitals": ("IMPORTANT: rest", "Important: rest"),
    "a comma": ("Rest then walk.", "Rest, then walk."),
    "an exclamation mark": ("Rest.", "Rest!"),
    "a dash": ("Pain - and what helps", "Pain – and what helps"),
    "spacing": ("Rest  for\ttwo days.", "Rest for two days."),
    "a curly apostrophe": ("Don't drive.", "Don’t drive."),
    "curly quotes": ('The "balloon"', "The “balloon”"),
    "paragraphs": ("<p>Rest. Walk.</p>", "<p>Rest.</p><p>Walk.</p>"),
    "bold type": ("<p>Do not drive.</p>", "<p>Do <strong>not</strong> drive.</p>"),
    "a list": ("<p>Bring your card, your glasses.</p>", "<ul><li>Bring your card</li><li>your glasses</li></ul>"),
}

CLINICAL = {
    "a sentence removed": ("Rest. Do not drive.", "Rest."),
    "a sentence added": ("Rest.", "Rest. Do not drive."),
    "a word removed": ("Do not drive.", "Do drive."),
    "a word added": ("You can drive.", "You can not drive."),
    "sentences swapped": ("Rest. Walk.", "Walk. Rest."),
    "words swapped": ("Call before you come.", "Come before you call."),
    "left and right": ("Pain in the left leg.", "Pain in the right leg."),
    "six and eight": ("Fast for six hours.", "Fast for eight hours."),
    "six and 6": ("Fast for six hours.", "Fast for 6 hours."),
    "hours and days": ("Fast for six hours.", "Fast for six days."),
    "before and after": ("Rest before the procedure.", "Rest after the procedure."),
    "should and may be advised": ("You should stop aspirin.", "You may be advised to stop aspirin."),
    "may and must": ("You may rest.", "You must rest."),
    "can and cannot": ("You can drive.", "You cannot drive."),
    "do and don't": ("Do drive.", "Don't drive."),
    "can't without its apostrophe": ("You can't drive.", "You cant drive."),
    "hyper and hypo": ("Tell us of hypertension.", "Tell us of hypotension."),
    "a risky beginning, misspelt": ("Tell us of hypertensoin.", "Tell us of hypotension."),
    "a decimal point": ("Take 1.5 tablets.", "Take 15 tablets."),
    "a comma in a number": ("Take 1,5 tablets.", "Take 15 tablets."),
    "a range": ("Rest 2-4 days.", "Rest 24 days."),
    "a digit": ("Call 911.", "Call 912."),
    "a minus": ("Keep it at -5 degrees.", "Keep it at 5 degrees."),
    "more than, less than": ("A fever > 38", "A fever < 38"),
    "percent": ("5% of patients", "5 of patients"),
    "milligram and microgram": ("Take 5 mg.", "Take 5 mcg."),
    "a drug for another": ("Tell us of prednisone.", "Tell us of prednisolone."),
    "drugs that both stand in the text": (
        "We ask about prednisone and prednisolone. Bring your prednisone.",
        "We ask about prednisone and prednisolone. Bring your prednisolone.",
    ),
    "a risky word, misspelt": ("Stop asprin.", "Stop aspirin."),
    "a word for another word": ("You will sleep well.", "You will sweep well."),
    "a right word made wrong": ("Rest before you go.", "Rest befoer you go."),
    "a slip made another word": ("Wear a loos shirt.", "Lose a shirt."),
    "a word of three letters": ("Rub the leg.", "Rub the log."),
    "two words into one": ("You may be asked to rest.", "You maybe asked to rest."),
    "another link": ('<p><a href="tel:+15550100100">Call</a></p>', '<p><a href="tel:+15550100101">Call</a></p>'),
    "a link removed": ('<p><a href="tel:+15550100100">Call</a></p>', "<p>Call</p>"),
    "the words behind an abbreviation": (
        '<p><abbr title="pain relief tablets">NSAIDs</abbr></p>',
        '<p><abbr title="blood thinners">NSAIDs</abbr></p>',
    ),
    "a word that no dictionary has, although the text has it elsewhere": (
        "Kyphoplasty helps. After kyphoplsaty you rest.",
        "Kyphoplasty helps. After kyphoplasty you rest.",
    ),
    "a number in another cell of a table": (
        "<table><tr><td>Rest</td><td>5 days</td><td></td></tr></table>",
        "<table><tr><td>Rest</td><td></td><td>5 days</td></tr></table>",
    ),
    "everything": ("Rest.", ""),
}


def change(before: str, after: str) -> Change:
    return change_between({"title": "Back", "body": before}, {"title": "Back", "body": after})


@pytest.mark.parametrize(("before", "after"), WORDING.values(), ids=WORDING.keys())
def test_a_change_of_wording(before, after):
    assert change(before, after) is (Change.SAME if before == after else Change.WORDING)


@pytest.mark.parametrize(("before", "after"), CLINICAL.values(), ids=CLINICAL.keys())
def test_a_change_that_a_clinician_reads(before, after):
    assert change(before, after) is Change.CLINICAL


SECTIONS = [
    {"key": "1", "kind": "causes", "body": "<p>Age.</p>"},
    {"key": "2", "kind": "tests", "body": "<p>X-ray.</p>"},
]


@pytest.mark.parametrize(
    "after",
    [SECTIONS[:1], SECTIONS[::-1], [*SECTIONS, SECTIONS[0]], [SECTIONS[0] | {"kind": "risks"}, SECTIONS[1]],
     [SECTIONS[0] | {"key": "3"}, SECTIONS[1]], [SECTIONS[0] | {"heading": "Why"}, SECTIONS[1]], []],
    ids=["one fewer", "another order", "one more", "another kind", "another key", "a heading", "none"],
)  # fmt: skip
def test_other_sections_are_clinical(after):
    assert change_between({"sections": SECTIONS}, {"sections": after}) is Change.CLINICAL


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [("hours_before", 6, 8), ("hours_before", 6, None), ("about", ["a"], ["b"]), ("about", ["a"], []), ("topic", "a", "b"),
     ("drawing", "balloon", "cement"), ("procedures", ["a", "b"], ["b", "a"]), ("clinical", True, False)],
)  # fmt: skip
def test_other_facts_are_clinical(field, before, after):
    assert change_between({field: before}, {field: after}) is Change.CLINICAL


@pytest.mark.parametrize(("field", "before", "after"), [("slug", "back", "spine"), ("region", "spine", "neck"), ("asked_most", True, False)])  # fmt: skip
def test_where_a_page_stands_is_not_what_it_says(field, before, after):
    assert change_between({"title": "Back", field: before}, {"title": "Back", field: after}) is Change.WORDING


@pytest.mark.parametrize(
    ("wrong", "right"), [("recieve", "receive"), ("tommorrow", "tomorrow"), ("medicaton", "medication")]
)
def test_a_slip_is_never_one_of_a_risky_word(wrong, right):
    assert is_spelling(wrong, right) is (right != "tomorrow")


def test_without_a_dictionary_of_the_language_every_other_word_is_clinical():
    before, after = {"body": "Rest becuase it helps."}, {"body": "Rest because it helps."}
    assert change_between(before, after, language="es") is Change.CLINICAL
    assert change_between(before, {"body": "rest, becuase it helps"}, language="es") is Change.WORDING


def test_a_word_of_the_glossary_is_no_slip():
    before, after = {"body": "We use a friende."}, {"body": "We use a friend."}
    assert change_between(before, after, terms=lambda language: {"balloon"}) is Change.WORDING
    assert change_between(before, after, terms=lambda language: {"friende"}) is Change.CLINICAL


def test_a_word_that_stands_elsewhere_in_the_text_as_well_is_no_slip():
    twice = {"title": "Appointmants", "body": "Two appointmants."}
    for after in ({**twice, "body": "Two appointments."}, {"title": "Appointments", "body": "Two appointments."}):
        assert change_between(twice, after) is Change.CLINICAL
    assert (
        change_between({**twice, "title": "Visits"}, {"title": "Visits", "body": "Two appointments."}) is Change.WORDING
    )


def test_one_slip_mended_in_two_ways_is_none():
    assert change("A freind and a freind.", "A friend and a fiend.") is Change.CLINICAL


def test_in_plain_text_nothing_hides_behind_a_sign():
    before, after = {"summary": "Under <5 days> rest."}, {"summary": "Under <9 days> rest."}
    assert change_between(before, after) is Change.CLINICAL
