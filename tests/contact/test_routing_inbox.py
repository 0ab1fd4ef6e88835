"""What routing changes for those who work: the filter, the start page, the time until a request is late. It hides nothing."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contact import metrics, waiting, watching
from contact.models import Absence, ContactRequest
from contact.waiting import Clock
from deliveries.models import Heartbeat
from publishing import desk as start_page
from publishing.schedule import database_clock
from tests import make
from tests.contact.filled import send
from tests.contact.routes import rule

pytestmark = pytest.mark.django_db
INBOX = "/staff/contact/contactrequest/"


@pytest.fixture
def cast(desk):
    Heartbeat.beat()
    return make.cast()


@pytest.fixture
def three(cast) -> dict[str, ContactRequest]:
    """One for Carla, one for Cora, one for everybody."""
    rule(cast.carla, language="es")
    rule(cast.cora, language="pl")
    languages = {"carla": "es", "cora": "pl", "everybody": "en"}
    return {name: make.request(language=language) for name, language in languages.items()}


def hours_ago(hours: float) -> str:
    return (database_clock() - timedelta(hours=hours)).isoformat()


def read(client, user, path=INBOX, **query) -> str:
    client.force_login(user)
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(html: str, requests: dict[str, ContactRequest]) -> set[str]:
    return {name for name, each in requests.items() if f"/{each.pk}/change/" in html}


@pytest.mark.parametrize("show", ["open", "unclaimed"])
@pytest.mark.parametrize(
    ("whose", "shown"),
    [
        ("", {"carla", "cora", "everybody"}),
        ("all", {"carla", "cora", "everybody"}),
        ("you", {"carla"}),
        ("everyone", {"everybody"}),
        ("yours", {"carla", "everybody"}),
        ("'nonsense", {"carla", "cora", "everybody"}),
    ],
)
def test_the_filter_shows_what_is_for_whom_and_without_one_everything(client, cast, three, show, whose, shown):
    html = read(client, cast.carla, show=show, **({"for": whose} if whose else {}))
    assert listed(html, three) == shown


def test_the_filter_says_how_many_there_are_and_which_one_is_chosen(client, cast, three):
    html = read(client, cast.carla, **{"for": "you"})
    filters = re.search(r'<ul class="inbox-filters">(.*?)</ul>', html, re.S)[1]
    found = re.findall(r'<a href="([^"]+)"( aria-current="true")?>([^<]+) <span class="desk-count">(\d+)', filters)
    assert [(label, count, bool(current)) for _url, current, label, count in found] == [
        ("For you", "1", True),
        ("For everyone", "1", False),
        ("All", "3", False),
    ]
    assert 'show=unclaimed&amp;for=you"' in html and "inbox-filters" not in read(client, cast.carla, show="mine")


def test_each_row_says_for_whom_it_is(client, cast, three):
    html = read(client, cast.cora)
    rows = {name: html.partition(f"/{each.pk}/change/")[2].partition("</tr>")[0] for name, each in three.items()}
    assert {name: ("Carla Roe" in row, "Cora Roe" in row, "Everyone" in row) for name, row in rows.items()} == {
        "carla": (True, False, False),
        "cora": (False, True, False),
        "everybody": (False, False, True),
    }


def test_what_is_for_somebody_who_is_away_now_is_for_everybody(client, cast, three):
    today = database_clock().date()
    Absence.objects.create(person=cast.cora, first_on=today - timedelta(days=1), last_on=today + timedelta(days=1))
    html = read(client, cast.carla, **{"for": "yours"})
    assert listed(html, three) == {"carla", "cora", "everybody"} and "Cora Roe" not in html
    assert "It goes to everyone." in read(client, cast.carla, f"{INBOX}{three['cora'].pk}/change/")


def test_nothing_is_hidden_from_a_coordinator_whom_it_is_not_for(client, cast, three):
    path = f"{INBOX}{three['cora'].pk}/"
    assert "It goes to Cora Roe." in read(client, cast.carla, f"{path}change/")
    assert client.post(f"{path}claim/").status_code == 302
    assert client.post(f"{path}route/", {"to": "everybody"}).status_code == 302
    assert "It goes to everyone." in read(client, cast.carla, f"{path}change/")
    assert client.post(f"{path}route/", {"to": str(cast.cora.pk)}).status_code == 302
    assert "Sent to somebody else to answer" in read(client, cast.carla, f"{path}change/")
    for nonsense in ("", "x", "99999999999", str(cast.clara.pk)):
        assert client.post(f"{path}route/", {"to": nonsense}).status_code == 409


# The start page


def test_the_start_page_counts_what_one_should_answer_and_leads_to_just_that(client, cast, three):
    for user, count, shown in (
        (cast.carla, 2, {"carla", "everybody"}),
        (cast.cora, 2, {"cora", "everybody"}),
        (make.person("Eve", "Coordinator"), 1, {"everybody"}),
    ):
        found = {each.slug: each for each in start_page.lists(user)}["requests-unclaimed"]
        assert found.count == count
        assert listed(read(client, user, found.url), three) == shown


def test_what_is_late_or_agreed_for_now_is_on_everybodys_start_page(cast):
    rule(cast.cora)
    make.request(asked_at=hours_ago(99))
    called = make.request(name="Called")
    then = database_clock() - timedelta(minutes=1)
    ContactRequest.objects.filter(pk=called.pk).update(first_called_at=then, next_call_at=then)
    counts = {each.slug: each.count for each in start_page.lists(cast.carla)}
    found = [counts.get(f"requests-{slug}") for slug in ("overdue", "again", "unclaimed")]
    assert found == [1, 1, None]


@pytest.mark.parametrize("path", [INBOX, f"{INBOX}?for=you", "/staff/"])
def test_with_rules_it_costs_no_query_more_than_without(client, cast, path):
    client.force_login(cast.carla)

    def cost() -> int:
        client.get(path)
        cache.delete(waiting.HOURS)
        cache.delete(watching.LOOK)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    make.request(name="One").answerers.set([cast.carla])
    before = cost()
    for number, target in enumerate((1, 2, 3)):
        rule(cast.carla, cast.cora, language="es", target_hours=target)
        make.request(name=f"Two {number}", language="es", asked_at=hours_ago(2.5))
        rule(cast.cora, language="pl", target_hours=target + 5)
        make.request(name=f"Three {number}", language="pl")
    assert cost() == before


# The time that a rule gives


@pytest.mark.parametrize(
    ("target", "hours", "late"), [(None, 3, False), (None, 5, True), (2, 3, True), (8, 5, False), (8, 9, True)]
)
def test_the_target_of_the_rule_decides_when_it_is_late(client, cast, target, hours, late):
    rule(cast.carla, target_hours=target)
    request = make.request(asked_at=hours_ago(hours))
    clock = Clock.now()
    assert clock.is_late(request) == late
    assert list(waiting.overdue(clock)) == ([request] if late else [])
    assert clock.due(request) == request.asked_at + timedelta(hours=target or 4)
    assert watching.look().overdue == int(late)
    assert ("Late:" in read(client, cast.cora)) == late
    assert ("waits longer than promised" in read(client, cast.cora, "/staff/")) == late


def test_what_has_a_shorter_time_comes_first(cast):
    rule(cast.carla, language="es", target_hours=1)
    older, urgent = make.request(asked_at=hours_ago(3)), make.request(language="es", asked_at=hours_ago(2))
    clock = Clock.now()
    assert list(waiting.by_urgency(ContactRequest.objects.open(), clock)) == [urgent, older]


def test_a_patient_is_promised_what_the_rule_says(client, desk, monkeypatch):
    promised = []
    monkeypatch.setattr(
        "contact.office_time.OfficeTime.promise", lambda self, at, target: promised.append(target) or "Soon."
    )
    rule(language="es", target_hours=30)
    for language in ("es", "en"):
        client.get(send(client, language=language, name=f"Speaks {language}")["Location"])
    assert promised == [timedelta(hours=30), timedelta(hours=4)]


def test_the_figures_tell_how_many_were_called_within_their_target(cast):
    rule(language="es", target_hours=1)
    then = database_clock() - timedelta(days=7)
    for language, count in (("en", 4), ("es", 3)):
        for number in range(count):
            made = make.request(name=f"{language} {number}", language=language, asked_at=then.isoformat())
            called = ContactRequest.objects.filter(pk=made.pk)
            called.update(first_called_at=made.asked_at + timedelta(hours=2))
    week = next(week for week in metrics.metrics(Clock.now()).weeks if week.asked)
    assert (week.asked, week.answered, week.in_time) == (7, 0, 4)


def test_who_was_called_late_does_not_follow_from_the_figures(cast):
    rule(language="es", target_hours=1)
    then = database_clock() - timedelta(days=7)
    for number in range(4):
        made = make.request(name=f"P{number}", language="es" if number == 0 else "en", asked_at=then.isoformat())
        ContactRequest.objects.filter(pk=made.pk).update(first_called_at=made.asked_at + timedelta(hours=2))
    week = next(week for week in metrics.metrics(Clock.now()).weeks if week.asked)
    assert (week.asked, week.answered, week.in_time) == (4, 0, None)
