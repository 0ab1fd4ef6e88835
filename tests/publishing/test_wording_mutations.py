"""Mutations of real clinical texts: every change of meaning is clinical, and what is harmless is wording.

`mutations.tsv` has a line for each: what it is, the page, what stands there, what stands there afterwards. A "slip" is put into the
text that was signed, and mended.
"""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publishing.wording import Change, change_between
from tests.starter.starter_file import DOCUMENTS

TABLE = Path(__file__).with_name("mutations.tsv")
ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
CONTENT = {
    document["content"]["title"]: document["content"]
    for document in DOCUMENTS
    if document["kind"] in ("condition", "procedure", "question")
}


def replaced(value: Any, before: str, after: str) -> tuple[Any, bool]:
    """The content with the words changed where they stand first, and whether they stand there."""
    if isinstance(value, str):
        return value.replace(before, after, 1), before in value
    items = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    result = copy.copy(value)
    for place, item in items:
        changed, found = replaced(item, before, after)
        if found:
            result[place] = changed
            return result, True
    return value, False


def mutated(title: str, before: str, after: str) -> dict[str, Any]:
    """A page's content after one mutation."""
    content, found = replaced(CONTENT[title], before, after)
    assert found, f"{before!r} does not stand in {title!r}"
    return content


def rows(kind: str):
    return [pytest.param(*row, id=f"{row[1]} → {row[2]}") for kind_of_row, *row in ROWS if kind_of_row == kind]


@pytest.mark.parametrize(("title", "before", "after"), rows("clinical"))
def test_a_change_of_meaning_is_clinical(title, before, after):
    assert change_between(CONTENT[title], mutated(title, before, after)) is Change.CLINICAL


@pytest.mark.parametrize(("title", "before", "after"), rows("clinical"))
def test_it_is_clinical_the_other_way_round(title, before, after):
    assert change_between(mutated(title, before, after), CONTENT[title]) is Change.CLINICAL


TERMS = [pytest.param(*row, id=f"{row[2]} → {row[3]}") for kind_of_row, *row in ROWS if kind_of_row == "term"]


@pytest.mark.parametrize(("title", "place", "before", "after"), TERMS)
def test_a_word_that_only_looks_like_a_slip_is_clinical(title, place, before, after):
    signed, text = mutated(title, place, before), mutated(title, place, after)
    assert change_between(signed, text) is Change.CLINICAL
    assert change_between(text, signed) is Change.CLINICAL


@pytest.mark.parametrize(("title", "before", "after"), rows("wording"))
def test_a_harmless_change_is_wording(title, before, after):
    assert change_between(CONTENT[title], mutated(title, before, after)) is Change.WORDING


@pytest.mark.parametrize(("title", "wrong", "right"), rows("slip"))
def test_a_mended_slip_is_wording_and_a_new_one_clinical(title, wrong, right):
    slipped = mutated(title, right, wrong)
    assert change_between(slipped, CONTENT[title]) is Change.WORDING
    assert change_between(CONTENT[title], slipped) is Change.CLINICAL


def test_the_table_is_as_long_as_was_promised():
    kinds = [row[0] for row in ROWS]
    assert kinds.count("clinical") >= 200
    assert kinds.count("wording") + kinds.count("slip") >= 40


# What no replacing of words can say

Mutation = Callable[[dict[str, Any]], Any]

STRUCTURE: dict[str, Mutation] = {
    "two sections swapped": lambda c: c["sections"].reverse(),
    "a section removed": lambda c: c["sections"].pop(),
    "a section said twice": lambda c: c["sections"].append(c["sections"][0]),
    "a section filed under another part": lambda c: c["sections"][-1].update(kind="risks"),
    "a section with a heading of its own": lambda c: c["sections"][0].update(heading="Is it safe?"),
    "another drawing": lambda c: c["sections"][0]["picture"].update(drawing="cement-in-vertebra"),
    "a picture removed": lambda c: c["sections"][0].pop("picture"),
    "the words of a picture": lambda c: c["sections"][0]["picture"].update(alternative_text="A healthy spine."),
    "two steps swapped": lambda c: c["steps"].reverse(),
    "a step removed": lambda c: c["steps"].pop(),
    "the reason of a step removed": lambda c: c["steps"][0].pop("why"),
    "a step for some only": lambda c: c["steps"][0].update(who_for="If you are over 60"),
    "hours set for a step": lambda c: c["steps"][0].update(hours_before=6),
    "an emergency sign removed": lambda c: c["emergency_signs"].pop(),
    "all emergency signs removed": lambda c: c.pop("emergency_signs"),
    "emergency signs swapped": lambda c: c["emergency_signs"].reverse(),
    "another name removed": lambda c: c.pop("other_names"),
    "a row of the comparison removed": lambda c: c["comparison"].pop(),
    "a row of the comparison under another name": lambda c: c["comparison"][-1].update(aspect="recovery"),
    "the short answer moved into a section": lambda c: c["sections"][0].update(body=c.pop("summary")),
    "a sentence moved to another section": lambda c: (
        c["sections"][1].update(body=c["sections"][1]["body"] + "<p>No balloon.</p>"),
        c["sections"][0].update(body=c["sections"][0]["body"].replace("<p>No balloon.</p>", "")),
    ),
}


@pytest.mark.parametrize("mutate", STRUCTURE.values(), ids=STRUCTURE.keys())
def test_a_change_of_structure_is_clinical(mutate):
    content = copy.deepcopy(CONTENT["Kyphoplasty"])
    mutate(content)
    assert change_between(CONTENT["Kyphoplasty"], content) is Change.CLINICAL


LINKS = {
    "another target": (
        "document:e937731e-624f-421a-8b13-667d464d94ed",
        "document:98d47717-4a61-4e3d-b50a-a82573e35844",
    ),
    "a target out of the site": ("document:e937731e-624f-421a-8b13-667d464d94ed", "https://example.org/"),
    "another part of the page": ("7d464d94ed", "7d464d94ed#causes"),
    "fewer words linked": (">a compression fracture</a>", ">a compression</a> fracture"),
}


@pytest.mark.parametrize(("before", "after"), LINKS.values(), ids=LINKS.keys())
def test_another_link_is_clinical(before, after):
    assert change_between(CONTENT["Kyphoplasty"], mutated("Kyphoplasty", before, after)) is Change.CLINICAL


# Numbers and names in which a sign or a capital carries the meaning; put into a real sentence in place of "six hours".

TRAPS = [
    ("6.5 hours", "65 hours"), ("6.5 hours", "6,5 hours"), ("1,500 ml", "1.500 ml"), ("1,500 ml", "1500 ml"), ("0.5 mg", ".5 mg"),
    (".5 mg", "5 mg"), ("5 mg", "5 mcg"), ("5 mg", "5 Mg"), ("5 mg", "5 g"), ("2-4 hours", "24 hours"), ("2–4 hours", "2 4 hours"),
    ("2 to 4 hours", "2 or 4 hours"), ("5 %", "5"), (">38 degrees", "<38 degrees"), ("-5 degrees", "5 degrees"), ("8:30", "8.30"),
    ("1/2 tablet", "12 tablets"), ("½ tablet", "tablet"), ("8 am", "8 pm"), ("8 a.m.", "8 p.m."), ("in May", "may"),
    ("once a day", "twice a day"), ("10 units", "100 units"), ("±2 hours", "2 hours"), ("C5", "C6"), ("T12 and L1", "T12 or L1"), ("L1", "L 1"), ("10 MG", "10 mG"),
    ("10³ cells", "10 cells"), ("H2O", "HO"), ("5 µg", "5 mg"), ("5 µg", "5 g"), ("3 × 5 mg", "35 mg"), ("37.5 °C", "37.5 °F"), ("$5", "5"),
    ("12/24", "24/12"), ("1st", "1"), ("six-hour", "six hours"), ("re-cover", "recover"), ("x-ray", "ray"), ("A+", "A"), ("A-", "A+"), ("A-", "A"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), TRAPS)
def test_a_sign_that_carries_meaning_is_clinical(before, after):
    title = "Can I eat before the procedure?"
    signed, text = (mutated(title, "six hours", said) for said in (before, after))
    assert change_between(signed, text) is Change.CLINICAL
    assert change_between(text, signed) is Change.CLINICAL
