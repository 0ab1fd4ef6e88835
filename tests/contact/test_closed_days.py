"""Days on which nobody answers: how staff type them, and where patients read them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from contact.closed_days import ClosedDay, as_lines, read
from contact.templatetags.office_hours import closed_soon
from publishing.content import as_json, content_hash
from publishing.desk import change_url
from tests import make

CHRISTMAS = ClosedDay(on=date(2026, 12, 25), label="Christmas Day")


@pytest.mark.parametrize(
    "line",
    [
        "2026-12-25 Christmas Day",
        "  2026-12-25   Christmas  Day ",
        "2026-12-25: Christmas Day",
        "12/25/2026 Christmas Day",
        "December 25, 2026 Christmas Day",
        "Dec. 25 2026 - Christmas Day",
    ],
)
def test_a_day_is_read_in_the_spellings_that_people_use(line):
    assert read(line) == (CHRISTMAS,)


def test_days_are_kept_in_order_and_need_no_reason():
    days = read("2026-12-25 Christmas Day\n\n2026-11-26\n")
    assert days == (ClosedDay(on=date(2026, 11, 26)), CHRISTMAS)
    assert as_lines(days) == "2026-11-26\n2026-12-25 Christmas Day"


@pytest.mark.parametrize(
    "line", ["Christmas Day", "2026-13-45 Nothing", "12/25 Christmas", "2026-12-25Christmas", "next Monday"]
)
def test_a_line_without_a_date_is_named_in_the_refusal(line):
    with pytest.raises(ValidationError) as refusal:
        read(f"2026-11-26 Thanksgiving\n{line}")
    assert refusal.value.messages == [f"“{line}” does not begin with a date. Write it like 2026-12-25 Christmas Day."]


def test_a_day_that_stands_twice_is_refused():
    with pytest.raises(ValidationError, match="2026-12-25 stands here twice"):
        read("2026-12-25 Christmas Day\n12/25/2026 Holiday")


def test_only_the_next_days_within_a_month_are_shown():
    today = date(2026, 12, 20)
    days = [ClosedDay(on=today + timedelta(days=number)) for number in (-1, 0, 12, 31)] + [CHRISTMAS]
    assert closed_soon(days, today) == [
        ("Sunday, December 20", "Closed"),
        ("Friday, December 25", "Closed: Christmas Day"),
        ("Friday, January 1", "Closed"),
    ]


@pytest.mark.django_db
def test_patients_read_when_nobody_answers_on_the_contact_page(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk = make.coordinator(hours=((1, "08:00", "17:00"),), closed_days=f"{tomorrow.isoformat()} Staff training")
    make.live(desk)
    make.live(make.practice(coordinator=desk))
    page = client.get("/contact/").content.decode()
    assert f"<dt>{date_format(tomorrow, 'l, F j')}</dt><dd>Closed: Staff training</dd>" in page


@pytest.mark.django_db
def test_an_edition_without_closed_days_keeps_its_hash():
    edition = make.kept(make.coordinator())
    assert "closed_days" not in edition.content
    assert edition.content_hash == content_hash(as_json(edition.reads))


@pytest.fixture
def form(client, db):
    """Posts the form of a coordinator with these lines; gives the page and the draft."""
    client.force_login(make.carla())
    desk = make.coordinator()

    def post(lines: str):
        fields = {
            "name": "Care Desk", "phone": make.PHONE, "closed_days": lines, "position": 0, "language": "en",
            "opened_at_edit": desk.edit_no, "hours-TOTAL_FORMS": 0, "hours-INITIAL_FORMS": 0,
        }  # fmt: skip
        response = client.post(change_url(desk), fields)
        desk.refresh_from_db()
        return response, desk

    return post


def test_staff_type_closed_days_in_any_order_and_spelling(form):
    _response, desk = form("Dec 25, 2026 Christmas Day\r\n11/26/2026 Thanksgiving")
    assert desk.closed_days == "2026-11-26 Thanksgiving\n2026-12-25 Christmas Day"
    assert desk.editions.get().reads.closed_days[1] == CHRISTMAS


def test_a_line_that_is_no_date_is_refused_with_what_was_typed(form):
    response, desk = form("Christmas")
    assert "“Christmas” does not begin with a date." in response.content.decode()
    assert ">\nChristmas</textarea>" in response.content.decode()
    assert desk.closed_days == ""
