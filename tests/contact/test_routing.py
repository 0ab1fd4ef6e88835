"""For whom a request is: the first rule that fits, those who are here, and everybody where nobody is left."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from contact import actions, receiving, routing, spool
from contact.models import Absence, AccessEntry, ContactRequest, RoutingRule
from contact.models.routing import SOMETHING_ELSE
from deliveries.models import Delivery
from publishing import actions as publishing
from publishing.errors import NotPermitted, TransitionNotAllowed
from publishing.roles import COORDINATOR
from publishing.schedule import database_clock
from tests import make
from tests.contact.filled import send
from tests.contact.routes import names, rule

pytestmark = pytest.mark.django_db

SORE, STIFF = UUID(int=1), UUID(int=2)


@pytest.fixture
def cast(desk):
    return make.cast()


def today():
    return localdate(database_clock())


def away(person, first: int = 0, last: int = 0) -> None:
    """Not here from the first to the last day, counted from today."""
    first_on, last_on = (today() + timedelta(days=days) for days in (first, last))
    Absence.objects.create(person=person, first_on=first_on, last_on=last_on)


def for_whom(**fields) -> list[str]:
    return names(make.request(**fields).answerers.all())


RULES = (
    # who, about, language, hours
    ("Cora", str(SORE), "es", 2),
    ("Carla", str(SORE), "", None),
    ("Carla Cora", SOMETHING_ELSE, "", 8),
    ("", "", "fr", 1),
    ("Cora", "", "es", None),
)
ROUTES = (
    # about, language, who answers, hours until the first call
    (SORE, "es", ["Cora"], 2),
    (SORE, "en", ["Carla"], None),
    (SORE, "fr", ["Carla"], None),
    (STIFF, "es", ["Cora"], None),
    (STIFF, "fr", [], 1),
    (STIFF, "en", [], None),
    (None, "en", ["Carla", "Cora"], 8),
    (None, "es", ["Carla", "Cora"], 8),
    (None, "fr", ["Carla", "Cora"], 8),
)


@pytest.mark.parametrize(("topic", "language", "who", "hours"), ROUTES)
def test_the_first_rule_that_fits_counts(cast, topic, language, who, hours):
    for people, reason, spoken, target in RULES:
        named = [getattr(cast, name.lower()) for name in people.split()]
        rule(*named, reason=reason, language=spoken, target_hours=target)
    request = make.request(topic=str(topic or ""), language=language)
    assert (names(request.answerers.all()), request.target_hours) == (who, hours)


def test_the_order_decides(cast):
    rule(cast.carla)
    first = rule(cast.cora)
    assert for_whom(name="One") == ["Carla"]
    RoutingRule.objects.filter(pk=first.pk).update(position=0)
    assert for_whom(name="Two") == ["Cora"]


def test_without_rules_it_costs_one_query_to_know_that_it_is_for_everybody(cast):
    with CaptureQueriesContext(connection) as queries:
        assert routing.route_of(make.asked()) == routing.Route()
    assert len(queries) == 1


def test_a_later_change_of_the_rules_does_not_rewrite_the_past(cast):
    made = rule(cast.cora, target_hours=2)
    request = make.request()
    made.people.set([cast.carla])
    made.delete()
    request.refresh_from_db()
    assert (names(request.answerers.all()), request.target_hours) == (["Cora"], 2)
    assert AccessEntry.objects.get(what="routed", reference=request.reference).why == "cora"
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactRequest.objects.filter(pk=request.pk).update(target_hours=9)


# Somebody is not there


@pytest.mark.parametrize("how", ["switched off", "role", "away", "away for days"])
def test_for_somebody_who_is_not_here_the_substitute_answers(cast, how):
    publishing.change_rules(by=cast.ada, substitute=cast.carla)
    rule(cast.cora)
    if how == "switched off":
        cast.cora.is_active = False
        cast.cora.save()
    elif how == "role":
        cast.cora.groups.remove(Group.objects.get(name=COORDINATOR))
    else:
        away(cast.cora, *((0, 0) if how == "away" else (-3, 4)))
    assert for_whom() == ["Carla"]


@pytest.mark.parametrize(("first", "last"), [(-9, -1), (1, 9)])
def test_who_is_away_on_other_days_answers_today(cast, first, last):
    publishing.change_rules(by=cast.ada, substitute=cast.carla)
    rule(cast.cora)
    away(cast.cora, first, last)
    assert for_whom() == ["Cora"]


def test_of_two_the_one_who_is_here_answers_with_the_substitute(cast):
    eve = make.person("Eve", COORDINATOR)
    publishing.change_rules(by=cast.ada, substitute=cast.carla)
    rule(cast.cora, eve)
    away(eve)
    assert for_whom() == ["Carla", "Cora"]


@pytest.mark.parametrize("substitute", ["nobody", "clara", "carla, away"])
def test_where_nobody_is_left_it_is_for_everybody_and_all_are_told(cast, substitute):
    if substitute != "nobody":
        publishing.change_rules(by=cast.ada, substitute=getattr(cast, substitute.partition(",")[0]))
    rule(cast.cora, target_hours=3)
    away(cast.cora)
    if substitute.endswith("away"):
        away(cast.carla)
    request = make.request()
    assert (names(request.answerers.all()), request.target_hours) == ([], 3)
    assert names(each.recipient for each in Delivery.objects.all()) == ["Carla", "Cora"]


def test_who_leaves_afterwards_leaves_it_to_everybody(cast):
    rule(cast.cora)
    request = make.request()

    def is_for_everyone() -> bool:
        return ContactRequest.objects.filter(routing.for_everyone(today()), pk=request.pk).exists()

    assert not is_for_everyone()
    away(cast.cora)
    assert is_for_everyone()
    assert ContactRequest.objects.filter(routing.for_person(cast.cora)).get() == request


# Who is told


@pytest.mark.parametrize(
    ("named", "without_address", "told"),
    [
        ("", "", ["Carla", "Cora"]),
        ("cora", "", ["Cora"]),
        ("carla cora", "", ["Carla", "Cora"]),
        ("carla cora", "carla", ["Cora"]),
        ("cora", "cora", ["Carla"]),
    ],
)
def test_those_are_told_whom_the_rule_names_and_nothing_of_the_patient(cast, named, without_address, told):
    if without_address:
        person = getattr(cast, without_address)
        person.email = ""
        person.save()
    rule(*(getattr(cast, name) for name in named.split()))
    request = make.request(name="Pat Doe", topic_title="Sore back")
    letters = Delivery.objects.all()
    assert names(each.recipient for each in letters) == told
    text = " ".join(f"{each.subject} {each.body}" for each in letters)
    assert request.reference[:3] in text and "Pat" not in text and "Sore" not in text and "Spanish" not in text


def test_what_is_taken_for_spam_has_its_way_but_tells_nobody(cast):
    rule(cast.cora)
    assert for_whom(spam_score=9) == ["Cora"]
    assert not Delivery.objects.exists()


def test_sent_twice_it_is_told_once(cast):
    rule(cast.cora)
    assert make.request() == make.request()
    assert Delivery.objects.count() == 1 and AccessEntry.objects.filter(what="routed").count() == 1


# Through the spool


def test_what_waited_in_the_spool_finds_its_way_when_the_database_is_back(
    client, cast, settings, tmp_path, monkeypatch
):
    settings.DATA_DIR = tmp_path
    rule(cast.cora, language="es", target_hours=2)

    def fail(asked):
        raise OperationalError("away")

    with monkeypatch.context() as patched:
        patched.setattr(receiving, "store", fail)
        assert send(client, language="es").status_code == 303
    assert len(spool.waiting()) == 1 and not ContactRequest.objects.exists()
    assert spool.drain() == ""
    request = ContactRequest.objects.get()
    assert (names(request.answerers.all()), request.target_hours) == (["Cora"], 2)
    assert names(each.recipient for each in Delivery.objects.all()) == ["Cora"]


# A coordinator decides otherwise


def test_a_coordinator_says_for_whom_it_is_and_that_person_is_told_once(cast):
    rule(cast.carla)
    request = make.request()
    for _again in range(2):
        actions.route(request, to=cast.cora, by=cast.carla)
    assert names(request.answerers.all()) == ["Cora"]
    assert names(each.recipient for each in Delivery.objects.all()) == ["Carla", "Cora"]
    actions.route(request, to=None, by=cast.cora)
    assert not request.answerers.exists()
    assert [each.why for each in AccessEntry.objects.filter(what="route")] == ["everybody", "cora", "cora"]


def test_only_coordinators_say_it_and_only_coordinators_get_it(cast):
    request = make.request()
    with pytest.raises(NotPermitted):
        actions.route(request, to=cast.cora, by=cast.clara)
    with pytest.raises(TransitionNotAllowed):
        actions.route(request, to=cast.clara, by=cast.cora)
    actions.call(request, outcome="spoke", is_done=True, by=cast.cora)
    with pytest.raises(TransitionNotAllowed):
        actions.route(request, to=cast.cora, by=cast.cora)


def test_anybody_may_claim_what_is_for_somebody_else(cast):
    rule(cast.cora)
    request = make.request()
    assert actions.claim(request, by=cast.carla).claimed_by == cast.carla


def test_the_next_one_is_ones_own_or_everybodys_before_that_of_others(cast):
    rule(cast.cora, language="es")
    long_ago = (database_clock() - timedelta(days=30)).isoformat()
    others = make.request(language="es", asked_at=long_ago)
    everybodys = make.request()
    assert [actions.claim_next(by=cast.carla) for _turn in range(3)] == [everybodys, others, None]
