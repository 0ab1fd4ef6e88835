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


def how(old, new):
    return [(part.name, part.how, part.note) for part in changes(old, new)]


def test_one_word_in_a_long_answer_is_that_word_and_the_rest_is_folded_away():
    long = " ".join(f"word{number}" for number in range(300))
    draft = make.question(answer=f"<p>{long} six hours {long}</p>")
    old = make.kept(draft)
    (part,) = changes(old, make.kept(draft, answer=f"<p>{long} eight hours {long}</p>"))
    assert [(kind, text) for kind, text in part.words if kind != "same"] == [("removed", "six"), ("added", "eight")]
    folded = [len(text.split()) for _kind, _before, text, _after in part.folded if text]
    assert folded == [275, 276]


def test_steps_in_another_order_are_moved_and_neither_removed_nor_added():
    draft = make.procedure(steps=({"what": "Fast"}, {"what": "Drive"}, {"what": "Sleep"}))
    old = make.kept(draft)
    draft.steps.filter(what="Sleep").update(position=0)
    assert how(old, make.kept(draft)) == [("Steps › Sleep", "moved", "from place 3 to place 1")]


def test_a_step_that_is_moved_and_changed_is_told_as_both():
    draft = make.procedure(steps=({"what": "Fast", "hours_before": 6}, {"what": "Drive"}))
    old = make.kept(draft)
    draft.steps.filter(what="Fast").update(position=9, hours_before=8)
    told = how(old, make.kept(draft))
    assert [kind for _name, kind, _note in told] == ["moved", "changed"]
    assert ("Steps › Fast › Hours before", "changed", "") in told


def test_a_step_that_is_new_and_one_that_is_gone_are_told_as_such():
    draft = make.procedure(steps=({"what": "Fast"},))
    old = make.kept(draft)
    draft.steps.all().delete()
    draft.steps.create(what="Drink", position=1)
    assert {(name, kind) for name, kind, _note in how(old, make.kept(draft))} == {
        ("Steps › Drink › What", "added"),
        ("Steps › Fast › What", "removed"),
    }


def test_lines_in_another_order_are_moved():
    draft = make.condition(emergency_signs="fever\nnumb legs\nno breath")
    old = make.kept(draft)
    new = make.kept(draft, emergency_signs="no breath\nfever\nnumb legs")
    assert how(old, new) == [("Emergency signs › no breath", "moved", "from place 3 to place 1")]


def test_two_stretches_of_one_day_are_told_apart():
    draft = make.coordinator(hours=((1, "08:00", "12:00"), (1, "13:00", "17:00")))
    old = make.kept(draft)
    draft.hours.filter(opens="08:00").update(opens="09:00")
    assert differing(old, make.kept(draft)) == {"Hours › Monday › Opens": [("removed", "08:00"), ("added", "09:00")]}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('<abbr title="by mouth">PO</abbr> only', '<abbr title="in a vein">PO</abbr> only', ["mouth]", "vein]"]),
        ("<table><tr><td>6</td><td>8</td></tr></table>", "<table><tr><td>8</td><td>6</td></tr></table>", ["8"]),
    ],
)
def test_what_rich_text_says_beside_its_words_is_seen(before, after, words):
    draft = make.page(body=before)
    old = make.kept(draft)
    (part,) = changes(old, make.kept(draft, body=after))
    seen = " ".join(text for kind, text in part.words if kind != "same")
    assert all(word in seen for word in words)


def test_the_same_words_in_another_layout_are_told_as_that():
    draft = make.page(body="<p>We keep nothing.</p>")
    old = make.kept(draft)
    assert how(old, make.kept(draft, body="<p>We keep <strong>nothing</strong>.</p>")) == [("Body", "format", "")]


def test_another_language_is_seen():
    draft = make.page()
    old = make.kept(draft)
    assert differing(old, make.kept(draft, language="es")) == {"Language": [("removed", "en"), ("added", "es")]}


def test_texts_too_long_for_the_careful_way_are_compared_all_the_same():
    old = " ".join(f"a{number}" for number in range(2500))
    new = old.replace("a1200", "b1200")
    runs = list(words_changed(old, new))
    assert [text for kind, text in runs if kind != "same"] == ["a1200", "b1200"]
