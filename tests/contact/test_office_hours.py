"""Office hours as patients read them."""

from contact.content import OfficeHours
from contact.templatetags.office_hours import office_hours


def test_days_with_the_same_hours_share_a_line():
    week = [OfficeHours(weekday=day, opens="08:00", closes="17:00") for day in (5, 1, 2, 3, 4)]
    assert office_hours(week) == [("Monday to Friday", "8:00 AM to 5:00 PM")]


def test_a_missing_day_or_other_hours_start_a_new_line():
    week = [
        OfficeHours(weekday=1, opens="08:00", closes="12:00"),
        OfficeHours(weekday=1, opens="13:00", closes="17:30"),
        OfficeHours(weekday=3, opens="09:00", closes="12:00"),
        OfficeHours(weekday=4, opens="09:00", closes="12:00"),
    ]
    assert office_hours(week) == [
        ("Monday", "8:00 AM to 12:00 PM, 1:00 PM to 5:30 PM"),
        ("Wednesday to Thursday", "9:00 AM to 12:00 PM"),
    ]


def test_no_hours_are_no_lines():
    assert office_hours(()) == []
