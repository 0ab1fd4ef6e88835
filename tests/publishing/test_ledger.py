"""The ledger is clean after whatever the actions do, and names the row after whatever was altered behind the guards' back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from publishing import actions
from publishing.ledger import faults
from publishing.models import Edition, Event, Review
from tests import make

pytestmark = pytest.mark.django_db


def alter(sql: str, *parameters) -> None:
    """SQL by somebody who owns the tables and switched their guards off."""
    tables = ("publishing_event", "publishing_edition", "publishing_review")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, parameters)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.fixture
def life(people, t) -> list[Edition]:
    """A condition that was published, replaced, scheduled, cancelled, undone, restored and taken down; and a draft discarded."""
    page = make.condition()
    first = make.live(page, at=t(0))
    make.live(page, summary="A mistake.", at=t(1))
    actions.undo_publish(page, by=people.carla, at=t(2))
    planned = make.live(page, summary="A plan.", at=t(3), publish_at=t(9))
    actions.cancel(planned, by=people.carla, at=t(4))
    actions.review(page.editions.live(t(4)).get(), by=people.cleo, at=t(5))
    actions.restore(first, by=people.cora, at=t(5))
    actions.withdraw(page, by=people.carla, at=t(6), withdraw_at=t(8))
    actions.discard(make.kept(make.page()).document, by=people.carla)
    actions.reorder({page: 3}, by=people.carla)
    actions.change_rules(by=people.ada, second_person=False)
    return list(page.editions.order_by("number"))


def test_the_ledger_is_clean_after_a_life_of_actions(life):
    assert list(faults()) == []
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert out.getvalue() == f"The ledger is clean: {Event.objects.count()} events.\n"


def test_an_empty_ledger_is_clean():
    assert list(faults()) == []


def test_events_are_numbered_without_gaps_each_with_the_hash_of_the_one_before(life):
    events = list(Event.objects.order_by("number"))
    assert [event.number for event in events] == list(range(1, len(events) + 1))
    assert [event.previous_hash for event in events] == ["", *(event.hash for event in events[:-1])]


@pytest.mark.parametrize(
    "column",
    ["verb = 'forged'", "by_id = (SELECT max(id) FROM auth_user)", "at = at + interval '1 second'", "document_key = NULL",
     "edition_number = 9", "content_hash = 'x'", "bounds = '{\"1\": null}'", "details = '{\"a\": 1}'"],
    ids=lambda column: column.split()[0],
)  # fmt: skip
def test_an_altered_event_is_named(life, column):
    number = Event.objects.filter(verb="publish").last().number
    alter(f"UPDATE publishing_event SET {column} WHERE number = %s", number)
    assert f"event {number}: was altered; its hash does not fit what it says" in list(faults())


def test_an_altered_event_with_a_hash_to_match_is_named_by_the_one_after_it(life):
    alter("UPDATE publishing_event SET verb = 'forged' WHERE number = 3")
    alter("UPDATE publishing_event e SET hash = publishing_event_hash(e) WHERE number = 3")
    assert list(faults()) == ["event 4: does not follow from the event before it"]


def test_an_event_missing_in_the_middle_is_named(life):
    number = Event.objects.get(verb="reorder").number
    alter("DELETE FROM publishing_event WHERE number = %s", number)
    assert list(faults()) == [
        f"event {number + 1}: event {number} should come here; events are missing or doubled",
        f"event {number + 1}: does not follow from the event before it",
    ]


def test_an_altered_edition_is_named(life):
    edition = life[0]
    alter("""UPDATE publishing_edition SET content = content || '{"title": "Forged"}' WHERE id = %s""", edition.pk)
    assert list(faults()) == [
        f"edition 1 of document {edition.key} (row {edition.pk}): its content was altered; it does not fit its hash"
    ]


def test_an_edition_altered_with_a_hash_to_match_is_named(life):
    forged, edition = life[1], life[0]
    alter(
        "UPDATE publishing_edition SET content = %s::jsonb, content_hash = %s WHERE id = %s",
        connection.ops.adapt_json_value(forged.content, None),
        forged.content_hash,
        edition.pk,
    )
    name = f"edition 1 of document {edition.key} (row {edition.pk})"
    assert f"{name}: its hash is not the one in the ledger" in list(faults())


@pytest.mark.parametrize(
    "column", ["title", "other_names", "headings", "text", "address", "saved_at", "clinical", "about"]
)
def test_whatever_else_of_an_edition_is_altered_is_named(life, column):
    edition = life[0]
    values = {
        "saved_at": "saved_at - interval '1 day'",
        "clinical": "NOT clinical",
        "about": "ARRAY['6f1ed002-ab5b-4b1a-9d3c-2a6d2ff5a5a1']::uuid[]",
    }
    value = values.get(column, "'Forged'")
    alter(f"UPDATE publishing_edition SET {column} = {value} WHERE id = %s", edition.pk)
    assert list(faults()) == [
        f"edition 1 of document {edition.key} (row {edition.pk}): what was frozen with it was altered"
    ]


def test_a_live_range_that_was_moved_is_named(life, t):
    edition = life[0]
    alter(
        "UPDATE publishing_edition SET publish_at = %s, live = tstzrange(%s, upper(live)) WHERE id = %s",
        t(0.5),
        t(0.5),
        edition.pk,
    )
    name = f"edition 1 of document {edition.key} (row {edition.pk})"
    assert list(faults()) == [
        f"{name}: its live range was moved",
        f"{name}: who published it, or the list of changes, was altered",
    ]


def test_an_edition_that_nobody_published_but_is_live_is_named(life, t):
    edition = life[-1]
    alter(
        "UPDATE publishing_edition SET publish_at = %s, publish_by_id = saved_by_id, live = tstzrange(%s, NULL) WHERE id = %s",
        t(99),
        t(99),
        edition.pk,
    )
    name = f"edition {edition.number} of document {edition.key} (row {edition.pk})"
    assert list(faults()) == [
        f"{name}: its live range was moved",
        f"{name}: who published it, or the list of changes, was altered",
    ]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("change_note", "All is well.", "who published it, or the list of changes, was altered"),
        ("changes", "[]", "who published it, or the list of changes, was altered"),
        ("publish_by_id", "cleo", "who published it, or the list of changes, was altered"),
        ("approved_by_id", "cleo", "who approved it, or the review that it stands on, was altered"),
    ],
)
def test_what_was_approved_and_published_with_a_text_is_named_when_it_is_altered(people, t, column, value, fault):
    page = make.condition()
    make.live(page, at=t(0))
    edition = make.live(page, summary="It hurts less.", at=t(1))
    value = people.cleo.pk if value == "cleo" else value
    alter(f"UPDATE publishing_edition SET {column} = %s WHERE id = %s", value, edition.pk)
    assert list(faults()) == [f"edition 2 of document {edition.key} (row {edition.pk}): {fault}"]


def test_an_edition_that_no_event_tells_of_is_named(life):
    alter(
        """INSERT INTO publishing_edition (document_id, number, language, content, content_hash, clinical, starter, address, title,
             other_names, headings, text, about, uses, saved_at, saved_by_id, sent_back_note, change_note, changes)
           SELECT document_id, 99, language, content, content_hash, clinical, starter, address, title, other_names, headings, text,
             about, uses, saved_at, saved_by_id, '', '', '[]' FROM publishing_edition WHERE id = %s""",
        life[0].pk,
    )
    forged = Edition.objects.get(number=99)
    assert list(faults()) == [f"edition 99 of document {forged.key} (row {forged.pk}): no event tells of it"]


def test_an_edition_that_is_gone_is_named(life):
    edition = make.kept(make.page())
    alter("DELETE FROM publishing_edition WHERE id = %s", edition.pk)
    assert list(faults()) == [f"edition 1 of document {edition.key}: the ledger tells of it, but it is gone"]


def test_a_review_of_another_text_is_named(life):
    review = Review.objects.first()
    alter("UPDATE publishing_review SET content_hash = 'x' WHERE id = %s", review.pk)
    assert list(faults()) == [
        f"review {review.pk}: signs a text that is not its edition's",
        f"review {review.pk}: was altered; the ledger tells of another",
    ]


@pytest.mark.parametrize("column", ["reviewer_name = 'Forged'", "reviewed_on = reviewed_on - 400", "next_review_on = next_review_on + 400", "reviewed_by_id = reviewed_by_id + 1"], ids=lambda c: c.split()[0])  # fmt: skip
def test_a_review_that_was_altered_is_named(life, column):
    review = Review.objects.first()
    alter(f"UPDATE publishing_review SET {column} WHERE id = %s", review.pk)
    assert list(faults()) == [f"review {review.pk}: was altered; the ledger tells of another"]


def test_the_command_fails_and_names_every_fault(life):
    alter("DELETE FROM publishing_event WHERE number = 3")
    out = StringIO()
    with pytest.raises(CommandError, match=r"The ledger does not add up: \d+ faults\."):
        call_command("verify_ledger", stdout=out)
    assert "event 4: event 3 should come here" in out.getvalue()
