"""The starter file is what the loader expects: every document fits its struct, every link has its target."""

import json
import re
from html.parser import HTMLParser
from uuid import UUID

import msgspec
import pytest

from conditions.section_kinds import Aspect, Region, SectionKind
from publishing.richtext import clean
from tests.starter.starter_file import DOCUMENTS, FILE, STRUCTS, fields, label, of_kind, rich_texts

ALLOWED_ATTRIBUTES = {
    **dict.fromkeys("p h3 h4 ul ol li strong em table thead tbody tr th td br".split(), set()),
    "a": {"href"},
    "abbr": {"title"},
}
DRAWINGS = {"healthy-and-fractured-vertebra", "balloon-in-vertebra", "cement-in-vertebra"}
NAMING_FIELDS = {"topic", "coordinator", "about", "procedures"}
KEYS = {document["key"] for document in DOCUMENTS}

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=label)


class AllowList(HTMLParser):
    """Gathers what the allow-list does not have, and tags that are not closed in order."""

    def __init__(self, rich_text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.open: list[str] = []
        self.feed(rich_text)
        self.close()
        self.problems += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        names = {name for name, _ in attrs}
        if names - ALLOWED_ATTRIBUTES.get(tag, set()) or tag not in ALLOWED_ATTRIBUTES:
            self.problems.append(self.get_starttag_text())
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        if not self.open:
            self.problems.append(f"text outside a block: {data}")


def test_the_file_says_its_format():
    assert FILE["format"] == 1
    assert set(FILE) == {"format", "glossary", "beside", "documents"}


@each_document
def test_document_fits_its_struct_with_defaults_left_out(document):
    assert set(document) == {"key", "kind", "language", "position", "content"}
    assert document["language"] == "en"
    content = msgspec.convert(document["content"], STRUCTS[document["kind"]])
    kept = json.loads(msgspec.json.encode(content))
    assert kept == document["content"]
    assert list(kept) == list(document["content"])


def test_documents_stand_by_kind_and_then_by_position():
    order = [(list(STRUCTS).index(document["kind"]), document["position"]) for document in DOCUMENTS]
    assert order == sorted(set(order))


def test_every_key_is_a_random_uuid_that_stands_once():
    keys = [value for field, value in fields(DOCUMENTS) if field == "key"]
    assert len(set(keys)) == len(keys)
    assert {UUID(key).version for key in keys} == {4}


@each_document
def test_documents_name_only_documents_of_this_file(document):
    named = re.findall(r'href="document:([^"]*)"', " ".join(rich_texts(document["content"])))
    named += [
        value
        for field, value in fields(document["content"])
        if field in ("topic", "coordinator", "about", "procedures")
    ]
    assert set(named) <= KEYS


@each_document
def test_rich_text_keeps_to_the_allow_list(document):
    for rich_text in rich_texts(document["content"]):
        assert AllowList(rich_text).problems == []
        assert re.findall(r'href="(?!document:)[^"]*"', rich_text) == []


@each_document
def test_rich_text_is_already_as_the_site_cleans_it(document):
    for rich_text in rich_texts(document["content"]):
        assert clean(rich_text) == rich_text


@each_document
def test_pictures_are_our_drawings_and_say_what_they_show(document):
    for section in document["content"].get("sections", []):
        if picture := section.get("picture"):
            assert picture["drawing"] in DRAWINGS
            assert len(picture["alternative_text"].split()) >= 8
            assert picture["alternative_text"] != picture["caption"]


def test_each_drawing_is_used():
    assert {value for field, value in fields(DOCUMENTS) if field == "drawing"} == DRAWINGS


@pytest.mark.parametrize("document", of_kind("condition") + of_kind("procedure"), ids=label)
def test_sections_and_rows_are_of_known_kinds_and_in_reading_order(document):
    content = document["content"]
    for kinds, found in (
        (SectionKind.values, [section["kind"] for section in content["sections"]]),
        (Aspect.values, [point["aspect"] for point in content.get("comparison", [])]),
    ):
        assert found == [kind for kind in kinds if kind in found]
    assert content["region"] in Region.values


@pytest.mark.parametrize("kind", ["page", "topic", "procedure", "condition", "question"])
def test_slugs_are_plain_and_stand_once(kind):
    slugs = [document["content"]["slug"] for document in of_kind(kind)]
    assert len(set(slugs)) == len(slugs)
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_each_procedure_has_steps_and_the_fasting_step_is_data():
    for document in of_kind("procedure"):
        assert len(document["content"]["steps"]) == 5
        assert [step["hours_before"] for step in document["content"]["steps"] if "hours_before" in step] == [6]


def test_procedures_are_compared_row_by_row():
    first, second = (
        [point["aspect"] for point in document["content"]["comparison"]] for document in of_kind("procedure")
    )
    assert first == second


def test_there_are_at_least_eight_questions_in_clinical_and_practical_topics():
    clinical = {topic["key"]: topic["content"].get("clinical", False) for topic in of_kind("topic")}
    assert set(clinical.values()) == {True, False}
    assert len(of_kind("question")) >= 8
    assert {question["content"]["topic"] for question in of_kind("question")} == set(clinical)


def test_a_question_in_a_practical_topic_stands_on_no_clinical_page():
    practical = {topic["key"] for topic in of_kind("topic") if not topic["content"].get("clinical")}
    linked = [
        question
        for question in of_kind("question")
        if question["content"]["topic"] in practical and "about" in question["content"]
    ]
    assert linked == []
