"""Review notes: who writes and settles them, what they hold back, and what the ledger tells of them."""

import pytest

from publishing import actions, notes
from publishing.errors import NotComplete, NotPermitted, TransitionNotAllowed
from publishing.models import Event, Note
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(people):
    return actions.submit(make.kept(make.condition()), by=people.carla)


def noted(edition, by, **more):
    return notes.write_note(edition, by=by, text="Six hours? The leaflet says eight.", **more)


def test_a_note_stands_until_it_is_settled(people, submitted):
    note = noted(submitted, people.clara, place="Summary")
    assert list(notes.open_notes(submitted.document)) == [note]
    settled = notes.settle(note, by=people.carla)
    assert (settled.resolved_by, list(notes.open_notes(submitted.document))) == (people.carla, [])


def test_an_open_note_holds_back_the_approval(people, submitted):
    note = noted(submitted, people.clara)
    with pytest.raises(TransitionNotAllowed, match="Settle the note first"):
        actions.approve(submitted, by=people.clara)
    notes.settle(note, by=people.carla)
    assert actions.approve(submitted, by=people.clara).approved_by == people.clara


def test_an_open_note_holds_back_the_publication(people, submitted):
    approved = actions.approve(submitted, by=people.clara)
    noted(approved, people.cora)
    noted(approved, people.cora)
    with pytest.raises(TransitionNotAllowed, match="Settle the notes first: 2 are still open."):
        actions.publish(approved, by=people.carla)


def test_a_note_about_an_older_edition_holds_back_the_newer_one(people):
    page = make.page()
    noted(make.kept(page), people.cora)
    newer = make.kept(page, body="<p>We keep even less.</p>")
    with pytest.raises(TransitionNotAllowed, match="Settle the note first"):
        actions.publish(newer, by=people.carla)


def test_a_note_keeps_nobody_from_taking_the_page_down_or_undoing(people, site):
    page = make.page()
    make.live(page)
    newer = make.live(page, body="<p>We keep even less.</p>")
    noted(newer, people.cora)
    actions.undo_publish(page, by=people.carla)
    actions.withdraw(page, by=people.carla)
    assert not page.editions.live().exists()


def test_the_event_tells_of_a_note_and_not_what_it_says(people, submitted):
    note = noted(submitted, people.clara)
    notes.settle(note, by=people.carla)
    told = Event.objects.filter(document_key=submitted.key, verb__in=["note", "settle"]).order_by("number")
    assert [(event.verb, event.by, event.details) for event in told] == [
        ("note", people.clara, {"note": note.pk}),
        ("settle", people.carla, {"note": note.pk}),
    ]


def test_a_note_is_settled_once(people, submitted):
    note = noted(submitted, people.clara)
    notes.settle(note, by=people.carla)
    with pytest.raises(TransitionNotAllowed, match="settled this note already"):
        notes.settle(note, by=people.cora)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": "  "}, "Write what you mean"),
        ({"text": "x" * 2001}, "too long"),
        ({"text": "Hm.", "place": "The moon"}, "no such part"),
    ],
)
def test_a_note_that_nobody_could_see_to_is_refused(people, submitted, given, sentence):
    with pytest.raises(NotComplete, match=sentence):
        notes.write_note(submitted, by=people.clara, **given)
    assert not Note.objects.exists()


def test_an_administrator_writes_and_settles_no_notes(people, submitted):
    note = noted(submitted, people.clara)
    for act in (lambda: noted(submitted, people.ada), lambda: notes.settle(note, by=people.ada)):
        with pytest.raises(NotPermitted):
            act()
