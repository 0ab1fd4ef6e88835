"""What the starter content must never say: nothing that is not a fact, and no number to call but the coordinator's own."""

import re

import pytest

from tests.starter.starter_file import DOCUMENTS, PATH, label, of_kind, text

PERMITTED_NUMBERS = r"\b911\b|\b2\.2\b"  # the emergency number and the version of WCAG
PERMITTED_STOPS = r"may be advised to stop|stop only when the practice tells you to"
INVENTED = (
    *(
        r"%",
        r"\bper ?cent\b",
        r"\bsafe",
        r"\bsuccess",
        r"\bguarantee",
        r"\bcur(e[sd]?|ing)\b",
        r"\bproven\b",
        r"\beffective\b",
    ),
    *(
        r"\bbest\b",
        r"\bquick",
        r"\bfast(er|est)\b",
        r"\bpainless\b",
        r"\bimmediate",
        r"\brecover",
        r"\brisk",
        r"\bcomplication",
    ),
    *(r"\b(minutes?|days|weeks?|months?|years?)\b", r"(?<!six )\bhours?\b", r"\bDr\b", r"@", r"https?:", r"\bstreet\b"),
    *(r"\bstop taking\b", r"\bat no cost\b", r"\bfree\b", r"\binsurance\b"),
)

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=label)


@each_document
def test_no_document_says_what_is_not_a_fact(document):
    words = text(document["content"])
    assert [found.group() for pattern in INVENTED for found in re.finditer(pattern, words, re.IGNORECASE)] == []


@each_document
def test_no_text_holds_a_number_that_is_not_a_fact(document):
    assert re.findall(r"\d+", re.sub(PERMITTED_NUMBERS, "", text(document["content"]))) == []


@each_document
def test_no_text_tells_a_patient_to_stop_a_medicine(document):
    rest = re.sub(PERMITTED_STOPS, "", text(document["content"]), flags=re.IGNORECASE)
    assert re.findall(r"\bstop\w*", rest, re.IGNORECASE) == []


def test_whoever_reads_of_stopping_reads_when_to_stop():
    for document in DOCUMENTS:
        words = text(document["content"]).lower()
        assert words.count("may be advised to stop") == words.count("stop only when the practice tells you to")


def test_the_telephone_number_stands_once_on_the_coordinator():
    digits = r"\d{10}|\d{3}\W+\d{3}\W+\d{4}"
    without_keys = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", PATH.read_text(encoding="utf-8"))
    (coordinator,) = of_kind("coordinator")
    assert re.findall(digits, without_keys) == re.findall(digits, coordinator["content"]["phone"])
    assert coordinator["content"]["phone"] == "+18284365500"


def test_what_the_facts_do_not_hold_is_left_empty():
    (practice,), (coordinator,) = of_kind("practice"), of_kind("coordinator")
    assert set(practice["content"]) == {"name", "tagline", "introduction", "description", "coordinator"}
    assert set(coordinator["content"]) == {"name", "phone", "answers"}
