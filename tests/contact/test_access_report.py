"""Which requests were opened or taken away by whom between two days: one command."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from contact import access, actions
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(desk):
    first, second = make.request(name="First"), make.request(name="Second")
    access.open_request(first, by=make.carla())
    actions.claim(second, by=make.cast().cora)
    return first, second


def report(capsys, *options: str) -> str:
    today = timezone.localdate().isoformat()
    call_command("access_report", "--from", today, "--to", today, *options)
    return capsys.readouterr().out


def test_it_says_who_did_what_with_which_request(two, capsys):
    text = report(capsys)
    assert all(word in text for word in ("carla", "viewed", two[0].reference, "cora", "claim", two[1].reference))
    assert text.endswith("2 people at 2 requests\n") and "First" not in text


def test_it_can_be_about_one_request_and_for_programs(two, capsys):
    rows = [json.loads(line) for line in report(capsys, "--json", "--ref", two[0].reference).splitlines()]
    assert [(row["who"], row["what"]) for row in rows] == [("", "asked"), ("carla", "viewed")]


def test_other_days_are_left_out(two, capsys):
    call_command("access_report", "--from", "2020-01-01", "--to", "2020-12-31")
    assert capsys.readouterr().out == "0 entries; 0 people at 0 requests\n"


@pytest.mark.parametrize(
    "days",
    [("soon", "2026-01-01"), ("2026-02-01", "2026-01-01"), ("2026-02-31", "2026-03-01"), ("2026-01-01", "9999-12-31")],
)
def test_what_is_no_day_is_told(desk, days):
    with pytest.raises(CommandError):
        call_command("access_report", "--from", days[0], "--to", days[1])
