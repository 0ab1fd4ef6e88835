"""Sessions end after half an hour without work and after twelve hours with it; what a page does by itself is no work."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from staff.browsers import name_of
from staff.sessions import end_sessions, sessions_of
from tests.staff import door

pytestmark = pytest.mark.django_db

URL = "/staff/session/"
MINUTE = 60


@pytest.fixture
def inside(client):
    """Carla, signed in."""
    door.member()
    door.sign_in(client)
    return client


def let_pass(client, *, idle=0, since=0):
    """As if the last work, and signing in, had been so many minutes earlier."""
    session = client.session
    session["seen_at"] -= idle * MINUTE
    session["began_at"] -= (since or idle) * MINUTE
    session.save()


@pytest.mark.parametrize(("minutes", "open_"), [(29, True), (31, False)])
def test_it_ends_half_an_hour_after_the_last_work(inside, minutes, open_):
    let_pass(inside, idle=minutes)
    assert door.is_in(inside) == open_


@pytest.mark.parametrize(("hours", "open_"), [(11.9, True), (12.1, False)])
def test_it_ends_twelve_hours_after_signing_in_whatever_was_done(inside, hours, open_):
    let_pass(inside, since=hours * 60)
    assert door.is_in(inside) == open_


def test_work_extends_it(inside):
    let_pass(inside, idle=29)
    door.is_in(inside)
    let_pass(inside, idle=29)
    assert door.is_in(inside)


def test_what_a_page_does_by_itself_does_not(inside):
    let_pass(inside, idle=20)
    assert inside.get(door.START, headers={"X-Background": "1"}).status_code == 200
    let_pass(inside, idle=11)
    assert not door.is_in(inside)


def test_nor_does_asking_how_long_it_lasts(inside):
    let_pass(inside, idle=20)
    left = inside.get(URL, headers={"X-Background": "1"}).json()
    assert 9 * MINUTE <= left["idle"] <= 10 * MINUTE
    let_pass(inside, idle=11)
    assert inside.get(URL, headers={"X-Background": "1"}).status_code == 401


def test_the_button_of_the_warning_extends_it(inside):
    let_pass(inside, idle=29)
    assert inside.post(URL).json()["idle"] >= 29 * MINUTE
    let_pass(inside, idle=20)
    assert door.is_in(inside)


def test_an_ended_session_is_gone_from_the_database(inside):
    let_pass(inside, idle=31)
    door.is_in(inside)
    assert not Session.objects.exists()


def test_a_page_carries_its_clock(inside):
    assert re.search(r'data-idle="(1800|17\d\d)" data-longest="4\d{4}" data-warn="120"', inside.get(door.START).text)
    assert "session-clock" not in inside.get("/no-such-page/").text


def test_most_requests_write_nothing(inside):
    door.is_in(inside)
    before = Session.objects.get().expire_date
    door.is_in(inside)
    assert Session.objects.get().expire_date == before


def test_the_cookie_lasts_no_longer_than_the_session(inside):
    assert inside.cookies["session"]["max-age"] == 31 * MINUTE


def test_signing_out_elsewhere_leaves_this_session(inside):
    other = Client()
    door.sign_in(other)
    assert inside.post("/staff/account/sessions/end/").status_code == 302
    assert door.is_in(inside)
    assert not door.is_in(other)


def test_nobody_elses_sessions_are_ended(inside):
    cora = door.member("Cora")
    other = Client()
    door.sign_in(other, "cora")
    end_sessions(door.member("Carla"))
    assert door.is_in(other)
    assert [session.is_this_one for session in sessions_of(cora)] == [False]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Linux"),
        ("curl/8", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent, name):
    assert name_of(agent) == name
