"""The list of rules and the days away on the staff site."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from contact.models import Absence, RoutingRule
from tests import make
from tests.contact.routes import rule

pytestmark = pytest.mark.django_db
RULES, AWAY = "/staff/contact/routingrule/", "/staff/contact/absence/"


@pytest.fixture
def cast(desk):
    return make.cast()


@pytest.fixture
def carla(client, cast):
    client.force_login(cast.carla)
    return client


def typed(**changes) -> dict[str, object]:
    return {"reason": "", "language": "", "people": [], "target_hours": ""} | changes


def in_order() -> list[int]:
    return list(RoutingRule.objects.values_list("pk", flat=True))


@pytest.mark.parametrize(("name", "status"), [("carla", 200), ("ada", 200), ("clara", 403)])
def test_coordinators_and_administrators_keep_them(client, cast, name, status):
    made = rule(cast.cora)
    client.force_login(getattr(cast, name))
    paths = [RULES, f"{RULES}add/", f"{RULES}{made.pk}/change/", f"{RULES}{made.pk}/delete/", AWAY, f"{AWAY}add/"]
    assert {client.get(path).status_code for path in paths} == {status}
    assert client.post(f"{RULES}{made.pk}/up/").status_code == (302 if status == 200 else 403)


def test_a_rule_is_made_of_what_the_form_offers_and_stands_last(carla, cast):
    page = make.live(make.condition(title="Sore back"))
    rule()
    html = carla.get(f"{RULES}add/").content.decode()
    assert "Sore back" in html and "Something else" in html and "Carla Roe" in html and "Clara Roe" not in html
    answer = carla.post(
        f"{RULES}add/", typed(reason=str(page.key), language="es", people=[cast.cora.pk], target_hours="2")
    )
    assert answer.status_code == 302
    made = RoutingRule.objects.last()
    assert (made.reason, made.language, list(made.people.all()), made.target_hours, made.position) == (
        str(page.key), "es", [cast.cora], 2, 2
    )  # fmt: skip
    listed = carla.get(RULES).content.decode()
    assert listed.rindex("Anything") < listed.rindex("Sore back") and "Español" in listed and "Cora Roe" in listed


@pytest.mark.parametrize(
    "wrong",
    [
        *[{"reason": "nonsense"}, {"language": "xyz"}, {"people": ["999999999999999999999"]}],
        *[{"people": ["x"]}, {"target_hours": "0"}, {"target_hours": "81"}, {"target_hours": "-1"}],
        *[{"target_hours": "x"}, {"reason": "other" * 99}],
    ],
)
def test_what_makes_no_sense_is_refused_and_stays_in_the_form(carla, wrong):
    answer = carla.post(f"{RULES}add/", typed(**wrong))
    assert answer.status_code == 200 and b"errornote" in answer.content and not RoutingRule.objects.exists()


def test_somebody_who_is_no_coordinator_cannot_be_chosen_but_who_has_left_stays_until_taken_out(carla, cast):
    assert b"errornote" in carla.post(f"{RULES}add/", typed(people=[cast.clara.pk])).content
    made = rule(cast.cora)
    cast.cora.is_active = False
    cast.cora.save()
    assert "Cora Roe" in carla.get(f"{RULES}{made.pk}/change/").content.decode()
    assert carla.post(f"{RULES}{made.pk}/change/", typed(people=[cast.cora.pk])).status_code == 302
    assert list(made.people.all()) == [cast.cora]


def test_a_page_that_is_not_offered_any_more_keeps_its_name(carla):
    made = rule(reason="00000000-0000-0000-0000-000000000001", reason_title="Stiff back")
    assert "Stiff back" in carla.get(RULES).content.decode()
    assert carla.post(f"{RULES}{made.pk}/change/", typed(reason=made.reason)).status_code == 302
    made.refresh_from_db()
    assert made.reason_title == "Stiff back"


def test_the_button_moves_a_rule_up(carla, cast):
    first, second, third = (rule().pk for _number in range(3))
    assert carla.post(f"{RULES}{third}/up/").status_code == 302 and in_order() == [first, third, second]
    assert carla.post(f"{RULES}{first}/up/").status_code == 302 and in_order() == [first, third, second]
    assert carla.get(f"{RULES}{first}/up/").status_code == 405
    assert carla.post(f"{RULES}999999/up/").status_code == 404
    assert carla.get(RULES).content.decode().count(f"{RULES}{third}/up/") == 1


def test_before_anything_is_published_there_is_a_form_all_the_same(client, db):
    client.force_login(make.cast().carla)
    assert "Something else" in client.get(f"{RULES}add/").content.decode()


def test_days_away_are_kept_in_their_order(carla, cast):
    days = {"person": cast.cora.pk, "first_on": "2026-12-24", "last_on": "2026-12-23"}
    assert "The last day comes before the first." in carla.post(f"{AWAY}add/", days).content.decode()
    assert carla.post(f"{AWAY}add/", days | {"last_on": "2026-12-24"}).status_code == 302
    assert str(Absence.objects.get()) == "Cora Roe, 2026-12-24 – 2026-12-24"
    assert "Cora Roe" in carla.get(AWAY).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(person=cast.cora, first_on=date(2026, 1, 2), last_on=date(2026, 1, 1))
