"""Taking requests away: a right of its own, a reason, a row beside each before the file, and cells that are never formulas."""

import io

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from contact.models import AccessEntry
from contact.registrations import LEAD_COORDINATOR
from publishing.roles import COORDINATOR
from tests import make
from tests.staff import door

pytestmark = pytest.mark.django_db
URL = "/staff/contact/contactrequest/export/"
FORMULAS = ("=1+1", "+1", "-1", "@x", '=HYPERLINK("http://example.org")')


@pytest.fixture
def lead(client, desk):
    """Has just signed in."""
    make.person("Lea", COORDINATOR, LEAD_COORDINATOR)
    door.member("Lea")
    door.sign_in(client, "lea")
    return client


def asking(**changes) -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {"asked_from": today, "asked_to": today, "reason": "The yearly report to the board"} | changes


def rows_of(answer) -> list[list]:
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return [list(row) for row in book.active.iter_rows()]


def test_every_cell_is_text_whatever_a_patient_typed(lead):
    for text in FORMULAS:
        make.request(name=text, message=text)
    rows = rows_of(lead.post(URL, asking()))
    assert sorted(row[2].value for row in rows[1:]) == sorted(FORMULAS)
    assert {row[3].value for row in rows[1:]} == {"+15550100177"}
    assert {cell.data_type for row in rows for cell in row if cell.value is not None} == {"s"}


def test_it_is_written_down_with_count_and_reason(lead):
    first, second = make.request(name="One"), make.request(name="Two")
    make.request(name="Spam", spam_score=9)
    assert lead.post(URL, asking()).status_code == 200
    entries = AccessEntry.objects.filter(what="exported", why="The yearly report to the board")
    assert {(entry.reference, entry.count) for entry in entries} == {
        ("", 2), (first.reference, 1), (second.reference, 1)
    }  # fmt: skip


@pytest.mark.parametrize(
    "changes", [{"reason": ""}, {"reason": "short"}, {"asked_from": "2999-01-01"}, {"asked_to": "x"}]
)
def test_without_a_reason_and_days_there_is_no_file(lead, changes):
    make.request()
    answer = lead.post(URL, asking(**changes))
    assert answer.status_code == 422 and not AccessEntry.objects.filter(what="exported").exists()


@pytest.mark.parametrize("name", ["carla", "clara", "ada"])
def test_a_role_alone_is_not_enough(client, desk, name):
    client.force_login(getattr(make.cast(), name))
    assert client.get(URL).status_code == client.post(URL, asking()).status_code == 403
    assert not AccessEntry.objects.filter(what="exported").exists()


def test_the_right_without_the_role_opens_nothing(client, desk):
    client.force_login(make.person("Only", LEAD_COORDINATOR))
    assert client.get(URL).status_code == 403


def test_an_administrator_can_give_the_right(client, desk):
    cast = make.cast()
    client.force_login(cast.ada)
    page = client.get(reverse("admin:auth_user_change", args=[cast.cora.pk])).content.decode()
    assert LEAD_COORDINATOR in page and Group.objects.get(name=LEAD_COORDINATOR).permissions.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"asked_to": "9999-12-31"}, "more than a year away"),
        ({"asked_from": "0001-01-01"}, "in the year 2000 or later"),
        ({"asked_from": "9999-12-31", "asked_to": "9999-12-31"}, "more than a year away"),
    ],
)
def test_days_that_cannot_be_meant_are_told_at_their_field(lead, changes, words):
    answer = lead.post(URL, asking(**changes))
    assert answer.status_code == 422 and words in answer.content.decode()


def test_the_end_of_the_year_can_be_chosen_before_it_is_there(lead):
    make.request()
    last = timezone.localdate().replace(month=12, day=31).isoformat()
    assert len(rows_of(lead.post(URL, asking(asked_to=last)))) == 2
