"""Guessing is hopeless, and nobody can lock a colleague out by guessing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from publishing.visitors import client_address, for_limits, for_the_record
from staff import limits
from staff.models import SignIn, Tries
from tests.staff import door

pytestmark = pytest.mark.django_db


def guess(times, username="carla", address="192.0.2.1", client=None):
    """The statuses of so many wrong tries."""
    return [door.sign_in(client or Client(), username, "wrong", address).status_code for _ in range(times)]


def earlier(minutes):
    """As if all that was tried had been tried so much earlier."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE staff_tries SET times = ARRAY(SELECT t - %s FROM unnest(times) t)", [timedelta(minutes=minutes)]
        )


def test_the_sixth_wrong_try_within_a_quarter_of_an_hour_is_stopped():
    door.member()
    assert guess(6) == [200] * 5 + [429]
    assert SignIn.objects.filter(what=SignIn.What.STOPPED).count() == 1


def test_the_right_password_is_stopped_then_too_and_told_why(client):
    door.member()
    guess(5)
    answer = door.sign_in(client)
    assert answer.status_code == 429
    assert "Please wait a quarter of an hour" in answer.text
    assert 'value="carla"' in answer.text


def test_after_a_quarter_of_an_hour_it_is_open_again(client):
    door.member()
    guess(8)
    earlier(minutes=15)
    assert door.sign_in(client).status_code == 302


def test_a_name_that_nobody_has_is_stopped_in_the_same_way():
    assert guess(6, "nobody") == [200] * 5 + [429]


def test_capital_letters_and_spaces_are_no_way_around():
    door.member()
    assert [*guess(3, "carla"), *guess(3, " CARLA ")] == [200] * 5 + [429]


def test_one_address_has_twenty_tries_whatever_the_names():
    statuses = [guess(1, f"person{number}")[0] for number in range(22)]
    assert statuses == [200] * 20 + [429] * 2


def test_right_tries_do_not_count():
    door.member()
    assert [door.sign_in(Client()).status_code for _ in range(8)] == [302] * 8


def test_from_many_addresses_a_name_is_tried_a_hundred_times_a_day_and_then_slowly():
    door.member()
    statuses = [guess(1, address=f"198.51.{number // 250}.{number % 250}")[0] for number in range(103)]
    assert statuses == [200] * 101 + [429] * 2
    earlier(minutes=6)
    assert guess(2, address="203.0.113.9") == [200, 429]


def test_the_owner_comes_in_from_a_known_browser_while_strangers_hammer(client):
    door.member()
    door.sign_in(client, address="192.0.2.1")
    client.get(door.START)
    client.post("/staff/sign-out/")
    guess(6, address="192.0.2.1")
    assert door.sign_in(Client(), address="192.0.2.1").status_code == 429
    assert door.sign_in(client, address="192.0.2.1").status_code == 302


def test_a_known_browser_has_five_tries_as_well(client):
    door.member()
    door.sign_in(client)
    client.get(door.START)
    client.post("/staff/sign-out/")
    assert guess(6, client=client) == [200] * 5 + [429]


def test_a_made_up_device_is_none(client):
    door.member()
    client.cookies["device"] = "1:made-up:signature"
    assert guess(6, client=client) == [200] * 5 + [429]


@pytest.mark.django_db(transaction=True)
def test_of_many_tries_at_one_moment_no_more_get_through():
    def take(_number):
        try:
            return Tries.take("key", limit=5, within=timedelta(minutes=15)) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(take, range(60))) == 5


def test_the_key_of_a_try_shows_neither_name_nor_address():
    door.member()
    guess(1)
    kept = str(list(Tries.objects.values()))
    assert "carla" not in kept and "192.0.2" not in kept


def test_what_counts_no_longer_is_forgotten():
    guess(1)
    earlier(minutes=25 * 60)
    Tries.forget_old()
    assert not Tries.objects.exists()


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (True, "203.0.113.7", "203.0.113.7"),
        (True, "203.0.113.7, 198.51.100.1", "192.0.2.1"),
        (True, "<script>", "192.0.2.1"),
        (True, "", "192.0.2.1"),
        (False, "203.0.113.7", "192.0.2.1"),
    ],
)
def test_the_fronts_word_on_the_address_counts_only_where_it_is_trusted(settings, trusted, forwarded, address):
    settings.TRUST_PROXY = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == address


def test_an_address_is_counted_whole_and_kept_in_part():
    request = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    assert (for_limits(request), for_the_record(request)) == ("2001:db8:1:2::", "2001:db8:1::")
    assert for_the_record(RequestFactory().get("/", REMOTE_ADDR="")) == ""


def test_a_code_is_good_once(django_user_model):
    carla = door.member()
    assert limits.is_first_use(carla, "123 456")
    assert not limits.is_first_use(carla, "123456")
    assert limits.is_first_use(door.member("Cora"), "123456")
