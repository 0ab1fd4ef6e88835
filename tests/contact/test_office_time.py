"""Time that counts only while somebody answers: nights, holidays and changes of the clock are left out."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contact.closed_days import ClosedDay
from contact.content import CoordinatorContent, OfficeHours
from contact.office_time import OfficeTime

ZONE = ZoneInfo("America/New_York")
WEEK = tuple(OfficeHours(weekday=day, opens="08:00", closes="17:00") for day in range(1, 6))
OFFICE = OfficeTime(hours=WEEK, zone=ZONE)
FOUR_HOURS = timedelta(hours=4)

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))
TARGETS = st.integers(0, 80 * 60).map(lambda minutes: timedelta(minutes=minutes))
TIMES = st.sampled_from(
    ["00:00", "00:30", "01:30", "02:15", "02:45", "03:00", "08:00", "12:00", "13:30", "17:00", "23:59"]
)
STRETCHES = st.tuples(st.integers(1, 7), TIMES, TIMES).filter(lambda stretch: stretch[1] < stretch[2])
HOURS = st.lists(STRETCHES, min_size=1, max_size=8).map(
    lambda stretches: tuple(OfficeHours(weekday=day, opens=opens, closes=closes) for day, opens, closes in stretches)
)
HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20)
OFFICES = st.builds(
    OfficeTime,
    hours=HOURS,
    closed=HOLIDAYS,
    zone=st.sampled_from([ZONE, ZoneInfo("America/Phoenix"), ZoneInfo("Australia/Lord_Howe")]),
)
THOROUGH = settings(max_examples=200, derandomize=True, deadline=None)


def at(text: str) -> datetime:
    """A moment by the clock of the practice."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def within_hours(office: OfficeTime, moment: datetime) -> bool:
    """Is somebody there at this moment, or did they leave in this moment?"""
    return office.is_open(moment) or office.is_open(moment - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T07:59", False),
        ("2026-11-23T08:00", True),
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),
        ("2026-11-22T12:00", False),
    ],
)
def test_somebody_answers_from_opening_until_closing(moment, expected):
    assert OFFICE.is_open(at(moment)) is expected


def test_nobody_answers_on_a_closed_day_and_the_next_opening_is_after_it():
    office = OfficeTime(hours=WEEK, closed=frozenset({date(2026, 11, 26), date(2026, 11, 27)}), zone=ZONE)
    assert not office.is_open(at("2026-11-26T10:00"))
    assert office.opens_next(at("2026-11-25T17:00")) == at("2026-11-30T08:00")


def test_the_next_opening_is_now_while_somebody_answers():
    assert OFFICE.opens_next(at("2026-11-23T10:20")) == at("2026-11-23T10:20")


def test_a_night_and_a_weekend_do_not_count_as_waiting():
    assert OFFICE.waited(at("2026-11-20T16:00"), at("2026-11-23T09:30")) == timedelta(hours=2, minutes=30)


def test_a_lunch_break_does_not_count_and_hours_that_overlap_count_once():
    monday = (("08:00", "12:00"), ("13:00", "17:00"), ("15:00", "18:00"))
    office = OfficeTime(hours=tuple(OfficeHours(weekday=1, opens=o, closes=c) for o, c in monday), zone=ZONE)
    assert office.waited(at("2026-11-23T00:00"), at("2026-11-24T00:00")) == timedelta(hours=9)


@pytest.mark.parametrize(("night", "hours"), [("2026-03-08", 5), ("2026-11-01", 7)])
def test_the_night_in_which_the_clocks_change_is_as_long_as_it_is(night, hours):
    always = tuple(OfficeHours(weekday=day, opens="00:00", closes="06:00") for day in range(1, 8))
    office = OfficeTime(hours=always, zone=ZONE)
    assert office.waited(at(f"{night}T00:00"), at(f"{night}T12:00")) == timedelta(hours=hours)
    assert office.due(at(f"{night}T00:00"), timedelta(hours=hours)) == at(f"{night}T06:00")


def test_an_hour_is_an_hour_while_the_clocks_change():
    before, after = at("2026-03-08T01:30"), at("2026-03-08T03:30")
    always = OfficeTime(
        hours=tuple(OfficeHours(weekday=d, opens="00:00", closes="23:59") for d in range(1, 8)), zone=ZONE
    )
    for office in (always, OfficeTime(zone=ZONE)):
        assert office.waited(before, after) == timedelta(hours=1)
        assert office.due(before, timedelta(hours=1)) == after


def test_what_is_asked_late_on_friday_is_due_on_monday():
    assert OFFICE.due(at("2026-11-20T15:00"), FOUR_HOURS) == at("2026-11-23T10:00")


def test_without_known_hours_every_hour_counts():
    assert OfficeTime(zone=ZONE).waited(at("2026-11-21T22:00"), at("2026-11-22T22:00")) == timedelta(hours=24)
    assert OfficeTime(zone=ZONE).due(at("2026-11-21T22:00"), FOUR_HOURS) == at("2026-11-22T02:00")


def test_nobody_is_waited_for_who_is_away_for_more_than_a_year():
    closed = frozenset(date(2026, 1, 1) + timedelta(days=day) for day in range(800))
    office = OfficeTime(hours=WEEK, closed=closed, zone=ZONE)
    assert office.opens_next(at("2026-01-01T09:00")) is None
    assert office.due(at("2026-01-01T09:00"), FOUR_HOURS) is None
    assert office.promise(at("2026-01-01T09:00"), FOUR_HOURS) == "We will call you back as soon as we can."


def test_the_office_time_of_a_coordinator_has_its_hours_and_its_closed_days():
    coordinator = CoordinatorContent(hours=WEEK, closed_days=(ClosedDay(on=date(2026, 12, 25)),))
    assert OfficeTime.of(coordinator) == OfficeTime(hours=WEEK, closed=frozenset({date(2026, 12, 25)}))
    assert OfficeTime.of(None) == OfficeTime()


@pytest.mark.parametrize(
    ("asked", "closed", "promised"),
    [
        ("2026-11-21T22:00", (), "Monday"),
        ("2026-11-21T22:00", (date(2026, 11, 23),), "Tuesday"),
        ("2026-11-23T09:00", (), "today, Monday"),
        ("2026-11-23T15:00", (), "Tuesday"),
        ("2026-11-20T18:00", tuple(date(2026, 11, day) for day in range(23, 28)), "Monday, November 30"),
    ],
)
def test_a_patient_is_promised_a_day_on_which_somebody_answers(asked, closed, promised):
    office = OfficeTime(hours=WEEK, closed=frozenset(closed), zone=ZONE)
    assert office.promise(at(asked), FOUR_HOURS) == f"We will call you back by the end of {promised}."


def test_without_known_hours_no_day_is_promised():
    assert (
        OfficeTime(zone=ZONE).promise(at("2026-11-21T22:00"), FOUR_HOURS) == "We will call you back as soon as we can."
    )


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_open(datetime(2026, 11, 23, 12))


@THOROUGH
@given(office=OFFICES, asked_at=MOMENTS, target=TARGETS)
@example(office=OFFICE, asked_at=datetime(2026, 3, 8, 6, 30, tzinfo=UTC), target=FOUR_HOURS)
def test_what_is_asked_is_due_within_the_hours_and_exactly_after_its_target(office, asked_at, target):
    due = office.due(asked_at, target)
    assert due is not None and due >= asked_at
    assert within_hours(office, due)
    assert due.astimezone(office.zone).date() not in office.closed
    assert office.waited(asked_at, due) == target


@THOROUGH
@given(office=OFFICES, first=MOMENTS, second=MOMENTS, target=TARGETS, more=TARGETS)
def test_who_asks_later_or_may_wait_longer_is_never_due_earlier(office, first, second, target, more):
    first, second = sorted((first, second))
    assert office.due(first, target) <= office.due(second, target)
    assert office.due(first, target) <= office.due(first, target + more)


@THOROUGH
@given(office=OFFICES, moments=st.tuples(MOMENTS, MOMENTS, MOMENTS).map(sorted))
def test_waiting_adds_up_and_never_runs_backwards(office, moments):
    first, second, third = moments
    assert office.waited(first, third) == office.waited(first, second) + office.waited(second, third)
    assert office.waited(third, first) == timedelta(0)
    assert office.waited(first, third) <= third - first


@THOROUGH
@given(office=OFFICES, moment=MOMENTS)
def test_nobody_answers_before_the_next_opening(office, moment):
    opens = office.opens_next(moment)
    assert office.is_open(opens)
    assert office.waited(moment, opens) == timedelta(0)
