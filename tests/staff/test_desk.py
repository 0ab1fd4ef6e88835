"""The start page: what needs this person, the most urgent first, in few queries however much there is."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contact.models import ContactRequest
from contact.waiting import HOURS
from deliveries.models import Delivery, Heartbeat
from publishing import actions, desk, permissions
from publishing.models import BrokenLink, Note, Term, UnsavedText
from publishing.schedule import database_clock
from publishing.wording import Change
from tests import make

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def site(db):
    Heartbeat.beat()
    return make.site(street="1 Hill Road", city="Hill", email="desk@example.org")


def counts(user) -> dict[str, int]:
    """How much there is in each list of a person's start page, in its order."""
    return {each.slug: each.count for each in desk.lists(user) if each.slug not in ("unfilled",)}


def submitted(document, **fields):
    return actions.submit(make.kept(document, **fields), by=make.carla(), change_note="New.")


def fill(count: int) -> None:
    """Each list with so many items in it, for Carla, Clara and Ada."""
    people, now = make.cast(), database_clock()
    for number in range(count):
        submitted(make.condition(title=f"Submitted {number}"))
        back = submitted(make.condition(title=f"Sent back {number}"))
        actions.send_back(back, by=people.clara, note="Say when.")
        make.approved(make.condition(title=f"Approved {number}"))
        make.due(make.condition(title=f"Overdue {number}"), days_ago=5)
        make.due(make.condition(title=f"Soon {number}"), days_ago=-5)
        page = make.page(title=f"Planned {number}")
        make.live(page, publish_at=now + timedelta(days=1))
        Note.objects.create(document=page, edition_number=1, text="Why?", written_at=now, written_by=people.cora)
        UnsavedText.objects.create(user=people.carla, document=page, kind="page", form="title=x", saved_at=now)
        BrokenLink.objects.create(document=page, url="https://example.org/gone", problem="404", checked_at=now)
        make.live_unsigned(make.condition(title=f"Unsigned {number}"))
        Delivery.objects.filter(pk=make.message(f"m{number}").pk).update(failed_at=now, last_problem="Refused (550).")


def fill_requests(number: int, now, carla) -> None:
    """One more request in each of the lists of requests."""
    long_ago = (now - timedelta(days=200)).isoformat()
    called = {"first_called_at": now - timedelta(days=1), "next_call_at": now - timedelta(hours=1)}
    made_and_done = (
        ({}, {"version": 1}),
        ({"asked_at": long_ago}, {"version": 1}),
        ({}, {"claimed_at": now, "claimed_by": carla}),
        ({}, called),
        ({"spam_score": 9}, {"version": 1}),
        ({}, {"erasable_at": now}),
    )
    for place, (made, done) in enumerate(made_and_done):
        request = make.request(name=f"Pat {number} {place}", **made)
        ContactRequest.objects.filter(pk=request.pk).update(**done)


def page_of(client, user, url="/staff/"):
    client.force_login(user)
    client.get(url)
    cache.delete(HOURS)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return response.content.decode(), len(queries)


@pytest.mark.parametrize("count", [1, 30])
def test_one_page_load_takes_few_queries_whatever_there_is(client, count):
    fill(count)
    people = make.cast()
    for number in range(count):
        fill_requests(number, database_clock(), people.carla)
    for person in (people.carla, people.clara, people.ada):
        text, queries = page_of(client, person)
        assert queries <= MOST_QUERIES
        assert f"{count} message" in text


def test_each_list_has_what_belongs_in_it_and_the_most_urgent_comes_first():
    fill(2)
    people = make.cast()
    assert counts(people.carla) == {
        "sent-back-to-you": 2,
        "unsaved": 2,
        "overdue": 2,
        "notes": 2,
        "to-publish": 2,
        "broken-links": 2,
        "unsigned": 2,
        "review-soon": 2,
        "waiting": 2,
        "scheduled": 2,
    }
    clara = counts(people.clara)
    assert list(clara)[0] == "approve"
    assert (clara["approve"], clara["sent-back"], "waiting" in clara, "unsaved" in clara) == (2, 2, False, False)
    assert counts(people.ada) == {"overdue": 2, "unsigned": 2}


def test_what_somebody_may_approve_is_what_approving_lets_them():
    people = make.cast()
    live = make.condition(title="Wording", summary="A back that hurts")
    make.live(live)
    editions = [
        submitted(make.condition(title="Clinical")),
        actions.submit(make.kept(live, summary="A back that hurts."), by=people.carla),
        submitted(make.condition(title="Of Clara"), by=people.clara),
        submitted(make.condition(title="Of Cora"), by=people.cora),
    ]
    now = database_clock()
    for user in (people.carla, people.cora, people.clara, people.cleo):
        may = sum(permissions.can_approve(edition, user, now) for edition in editions)
        found = counts(user)
        assert (found.get("approve", 0), found.get("waiting", 0)) == (may, len(editions) - may), user


def test_what_would_leave_the_clinical_pages_is_offered_to_clinicians_alone():
    people, care = make.cast(), make.live(make.topic(title="Care", clinical=True)).document.draft
    question = make.question(topic=care)
    make.live(question)
    visit = make.live(make.topic(title="Parking")).document.draft
    edition = actions.submit(make.kept(question, by=people.cora, topic=visit), by=people.cora, change_note="Moved.")
    assert not edition.clinical
    for user in (people.carla, people.clara):
        may = permissions.can_approve(edition, user, database_clock())
        assert ("approve" in counts(user), may) == (user == people.clara,) * 2


def test_a_word_of_the_glossary_makes_it_a_clinicians():
    people = make.cast()
    live = make.condition(summary="A sweling")
    make.live(live)
    actions.submit(make.kept(live, by=people.cora, summary="A swelling"), by=people.cora, change_note="Mended.")
    assert "approve" in counts(people.carla)
    Term.objects.create(term="Sweling", meaning="a name")
    assert "approve" not in counts(people.carla)


def test_nobody_approves_words_of_their_own_after_somebody_undid_a_publication():
    people, page = make.cast(), make.condition(summary="A back that hurts")
    make.live(page)
    make.live(make.edit(page, summary="A back that aches"), at=database_clock())
    make.kept(page, by=people.carla, summary="A back that hurts.")
    actions.undo_publish(page, by=people.cora)
    edition = make.kept(page, by=people.cora, summary="A back that hurts!")
    edition = actions.submit(edition, by=people.cora)
    assert permissions.change_of(edition) is Change.WORDING
    assert not permissions.can_approve(edition, people.carla, database_clock())
    assert "approve" not in counts(people.carla)


def test_where_one_person_is_enough_nobody_waits_for_a_second():
    people = make.cast()
    submitted(make.condition(), by=people.clara)
    assert "approve" not in counts(people.clara)
    actions.change_rules(by=people.ada, second_person=False)
    assert counts(people.clara)["approve"] == 1


def test_each_count_leads_to_its_list_in_full(client):
    fill(6)
    text, _queries = page_of(client, make.carla())
    assert text.count('class="desk-tile ') == len(desk.lists(make.carla()))
    for path in re.findall(r'class="desk-tile [^>]*><a href="([^"]+)"', text):
        listed, queries = page_of(client, make.carla(), path)
        assert queries <= MOST_QUERIES, path
        if "unfilled" not in path:
            assert listed.count('class="desk-when"') == 6, path


def test_a_list_of_another_role_or_of_nothing_is_not_shown(client):
    client.force_login(make.cast().ada)
    answers = [
        client.get(reverse("admin:needs", args=[slug])).status_code for slug in ("approve", "nonsense", "overdue")
    ]
    assert answers == [403, 404, 200]
    client.logout()
    assert client.get(reverse("admin:needs", args=["overdue"])).status_code == 302


def test_somebody_without_a_role_sees_no_page_of_anybody(client):
    fill(1)
    text, _queries = page_of(client, make.person("Stan"))
    assert "Overdue 0" not in text
    assert "Submitted 0" not in text


def test_an_administrator_is_told_of_pages_without_links_to_forms_that_would_refuse(client):
    fill(1)
    text, _queries = page_of(client, make.cast().ada)
    assert "Overdue 0" in text
    assert "/staff/conditions/condition/" not in text


def test_a_quiet_day_says_so(client):
    text, _queries = page_of(client, make.person("Quinn", "Administrator"))
    assert "Nothing waits for you." in text
    assert "Messages do not go out" not in text


def test_a_silent_worker_is_said_to_everybody(client):
    Heartbeat.objects.update(beat_at=database_clock() - timedelta(hours=2))
    text, _queries = page_of(client, make.carla())
    assert "has been silent since" in text
    Heartbeat.objects.all().delete()
    text, _queries = page_of(client, make.carla())
    assert "has never run" in text


def test_apps_above_add_their_lists(client, monkeypatch):
    monkeypatch.setattr(desk, "_registered", [])
    desk.register(
        lambda user: [desk.WaitingList("calls", "People to call", "They wait.", 3, [desk.Item("One", "")], "/x/", 99)]
    )
    assert [each.slug for each in desk.lists(make.carla())][0] == "calls"
