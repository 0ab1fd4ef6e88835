"""What a clinician is shown before signing: everything that differs, whatever part of the content holds it."""

import pytest

from publishing.comparing import changes, words_changed
from tests import make

pytestmark = pytest.mark.django_db


def differing(old, new):
    return {part.name: part.words for part in changes(old, new)}


def test_words_are_compared_one_by_one():
    assert list(words_changed("Fast for six hours.", "Fast for two hours.")) == [
        ("same", "Fast for"), ("removed", "six"), ("added", "two"), ("same", "hours."),
    ]  # fmt: skip


def test_the_hours_of_a_preparation_step_are_seen():
    draft = make.procedure(steps=({"what": "Fast", "hours_before": 6},))
    old = make.kept(draft)
    draft.steps.update(hours_before=2)
    assert differing(old, make.kept(draft)) == {"Steps › Fast › Hours before": [("removed", "6"), ("added", "2")]}


def test_another_telephone_number_is_seen():
    draft = make.coordinator()
    old = make.kept(draft)
    assert differing(old, make.kept(draft, phone="+15550100199")) == {
        "Phone": [("removed", "+15550100100"), ("added", "+15550100199")]
    }


def test_another_target_of_a_link_is_seen():
    draft = make.page(body='<p>See <a href="https://a.example/">this</a>.</p>')
    old = make.kept(draft)
    new = make.kept(draft, body='<p>See <a href="https://b.example/">this</a>.</p>')
    assert [word for kind, word in differing(old, new)["Body"] if kind != "same"] == [
        "https://a.example/].", "https://b.example/].",
    ]  # fmt: skip


def test_a_section_of_another_kind_is_seen():
    draft = make.condition()
    old = make.kept(draft)
    draft.sections.update(kind="symptoms")
    assert ("removed", "what_it_is") in differing(old, make.kept(draft))["Sections › Symptoms › Kind"]


def test_documents_are_called_by_their_titles():
    repair = make.procedure(title="Repair")
    make.kept(repair)
    draft = make.condition()
    old = make.kept(draft)
    draft.treatments.create(procedure=repair)
    assert differing(old, make.kept(draft)) == {"Procedures": [("added", "Repair")]}


def test_a_section_in_front_leaves_the_others_as_they_were():
    draft = make.condition(sections=(("treatment", "<p>Rest.</p>"),))
    old = make.kept(draft)
    make.section(draft, "symptoms", "<p>Pain.</p>")
    assert set(differing(old, make.kept(draft))) == {"Sections › Symptoms › Kind", "Sections › Symptoms › Body"}


def test_what_is_gone_is_seen():
    draft = make.condition(emergency_signs="you cannot breathe")
    old = make.kept(draft)
    assert differing(old, make.kept(draft, emergency_signs="")) == {
        "Emergency signs": [("removed", "you cannot breathe")]
    }
