"""Into the draft and back: for every kind, restoring content and freezing it again gives the same content."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conditions.content import ComparisonPoint, ConditionContent, PreparationStep, ProcedureContent, Section
from conditions.section_kinds import Aspect, Region, SectionKind
from contact.closed_days import ClosedDay
from contact.content import CoordinatorContent, OfficeHours
from faq.content import QuestionContent, TopicContent
from practice.content import NoticeContent, PageContent, PracticeContent
from publishing import actions, kinds
from publishing.content import Picture, as_json, content_hash, from_json
from publishing.models import Document, Edition
from publishing.pictures import drawing_choices
from publishing.richtext import clean
from tests import make
from tests.publishing.test_richtext import FRAGMENTS

pytestmark = pytest.mark.django_db

QUICK = settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))

ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
WORDS = ANY.map(lambda text: " ".join(text.split()))
LINES = st.lists(WORDS.filter(bool), max_size=4).map(tuple)
SLUGS = st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True)
RICH = FRAGMENTS.map(lambda html: clean(html.replace("\x00", "")))
PICTURES = st.none() | st.builds(
    Picture,
    alternative_text=WORDS.filter(bool),
    drawing=st.sampled_from([name for name, _ in drawing_choices()]),
    caption=ANY,
)
SECTIONS = st.lists(
    st.builds(
        Section, key=st.uuids(), kind=st.sampled_from(SectionKind.values), heading=ANY, body=RICH, picture=PICTURES
    ),
    max_size=4,
    unique_by=lambda section: section.key,
).map(lambda sections: tuple(sorted(sections, key=lambda s: SectionKind.values.index(s.kind))))
SHARED = {
    "title": ANY,
    "slug": SLUGS,
    "other_names": LINES,
    "summary": ANY.map(str.strip),
    "description": ANY,
    "region": st.sampled_from(["", *Region.values]),
    "emergency_signs": LINES,
    "sections": SECTIONS,
}
STEPS = st.lists(
    st.builds(
        PreparationStep, key=st.uuids(), what=WORDS, why=ANY, who_for=ANY, hours_before=st.none() | st.integers(0, 200)
    ),
    max_size=3,
    unique_by=lambda step: step.key,
).map(tuple)
POINTS = st.lists(
    st.builds(ComparisonPoint, aspect=st.sampled_from(Aspect.values), text=WORDS),
    max_size=3,
    unique_by=lambda point: point.aspect,
).map(lambda points: tuple(sorted(points, key=lambda point: Aspect.values.index(point.aspect))))
HOURS = st.lists(
    st.builds(
        OfficeHours, weekday=st.integers(1, 7), opens=st.just("08:00"), closes=st.sampled_from(["12:00", "17:30"])
    ),
    max_size=4,
    unique_by=lambda hours: hours.weekday,
).map(lambda hours: tuple(sorted(hours, key=lambda row: row.weekday)))
CLOSED_DAYS = st.lists(
    st.builds(ClosedDay, on=st.dates(), label=WORDS.filter(lambda label: label[:1] not in set(",:–—-"))),
    max_size=4,
    unique_by=lambda day: day.on,
).map(lambda days: tuple(sorted(days, key=lambda day: day.on)))
MOMENTS = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))

CONTENTS = {
    "condition": st.builds(ConditionContent, **SHARED),
    "procedure": st.builds(ProcedureContent, **SHARED, steps=STEPS, comparison=POINTS),
    "topic": st.builds(TopicContent, title=ANY, slug=SLUGS, summary=ANY.map(str.strip), clinical=st.booleans()),
    "question": st.builds(QuestionContent, title=ANY, slug=SLUGS, answer=RICH, asked_most=st.booleans()),
    "coordinator": st.builds(
        CoordinatorContent, name=ANY, phone=st.sampled_from(["", make.PHONE]), answers=ANY, hours=HOURS, email=st.just("a@example.org"),
        closed_days=CLOSED_DAYS,
    ),
    "practice": st.builds(
        PracticeContent, name=ANY, tagline=ANY, introduction=RICH, city=ANY, color=st.sampled_from(["", "#0b5563"]), logo=PICTURES
    ),
    "page": st.builds(PageContent, title=ANY, slug=SLUGS, description=ANY, body=RICH, in_footer=st.booleans()),
    "notice": st.builds(NoticeContent, title=ANY, body=RICH, ends_at=MOMENTS),
}  # fmt: skip

NAMES = sorted(CONTENTS)


def test_every_kind_is_among_them():
    assert NAMES == sorted(kind.name for kind in kinds.every())


@pytest.mark.parametrize("name", NAMES)
@QUICK
@given(data=st.data())
def test_content_that_is_restored_and_frozen_again_is_equal(db, name, data):
    content = data.draw(CONTENTS[name])
    kind = kinds.get(name)
    draft = kind.model.objects.create()
    kind.restore(draft, content)
    again = kind.freeze(kind.model.objects.get(pk=draft.pk))
    assert as_json(again) == as_json(content)
    assert content_hash(as_json(again)) == content_hash(as_json(content))


@pytest.mark.parametrize("name", NAMES)
@QUICK
@given(data=st.data())
def test_content_from_the_database_has_the_hash_that_it_was_kept_with(db, name, data):
    content = data.draw(CONTENTS[name])
    draft = kinds.get(name).model.objects.create()
    kinds.get(name).restore(draft, content)
    kept = Edition.objects.get(pk=actions.keep(draft, by=make.carla()).pk)
    assert kept.content_hash == content_hash(kept.content) == content_hash(as_json(content))
    assert kept.reads == content


@pytest.mark.parametrize("name", NAMES)
def test_an_old_edition_with_fewer_fields_loads_and_keeps_its_hash(name):
    struct = kinds.get(name).content
    assert as_json(from_json(struct, {})) == {}
    first_field = struct.__struct_fields__[0]
    assert as_json(from_json(struct, {first_field: "Old"})) == {first_field: "Old"}


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_with_a_field_that_is_no_more_still_loads(name):
    struct = kinds.get(name).content
    assert from_json(struct, {"a_field_of_the_past": [1, {"x": None}]}) == struct()


def test_the_hash_does_not_depend_on_the_order_of_fields():
    assert content_hash({"a": 1, "b": {"d": 2, "c": 3}}) == content_hash({"b": {"c": 3, "d": 2}, "a": 1})
    assert content_hash({"a": [1, 2]}) != content_hash({"a": [2, 1]})


def test_what_names_other_documents_comes_back_too():
    balloon, cement = make.procedure(title="Balloon"), make.procedure(title="Cement")
    condition = make.condition(procedures=[cement, balloon])
    question = make.question(about=[condition, balloon])
    practice = make.practice()
    for draft in (condition, question, practice):
        first = make.kept(draft)
        for name in ("treatments", "about"):
            if hasattr(draft, name):
                getattr(draft, name).all().delete() if name == "treatments" else draft.about.clear()
        make.kept(draft, **({"coordinator": None} if draft == practice else {}))
        restored = actions.restore(first, by=make.carla())
        assert (restored.number, restored.content_hash) == (3, first.content_hash)
    assert make.kept(condition).reads.procedures == (cement.key, balloon.key)


def test_the_order_of_documents_in_lists_is_not_part_of_what_a_question_says():
    first, second = make.condition(title="Hip"), make.condition(title="Knee")
    question = make.question(about=[first, second])
    edition = make.kept(question)
    actions.reorder({first: 9, second: 1}, by=make.carla())
    assert make.kept(question) == edition


def test_a_restored_section_is_the_same_section():
    condition = make.condition(sections=[("causes", "<p>Age.</p>"), ("tests", "<p>X-ray.</p>")])
    first = make.kept(condition)
    keys = [section.key for section in first.reads.sections]
    condition.sections.first().delete()
    make.section(condition, "risks")
    make.kept(condition)
    actions.restore(first, by=make.carla())
    assert [section.key for section in Document.objects.get(pk=condition.pk).draft.sections.all()] == keys


def test_a_section_key_of_the_past_is_not_taken_for_another():
    condition = make.condition(sections=())
    content = ConditionContent(sections=(Section(key=uuid4(), kind="causes", body="<p>Age.</p>"),))
    kinds.get("condition").restore(condition, content)
    assert kinds.get("condition").freeze(condition).sections == content.sections


def test_a_value_that_equals_its_default_is_left_out_wherever_it_comes_from():
    number = "".join(["9", "1", "1"])
    assert as_json(PracticeContent(emergency_number=number)) == {}
    assert as_json(from_json(PracticeContent, {"emergency_number": number})) == {}
