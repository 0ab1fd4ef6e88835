"""Where a second factor is required, a password alone opens nothing; codes are good once; secrets cannot be read."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, TestCase
from django.urls import get_resolver, reverse

from staff.models import SignIn
from tests import make
from tests.staff import door

pytestmark = pytest.mark.django_db


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def carla():
    return door.member()


def factors_of(user):
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def set_up_app(client):
    """Adds an app as a person does; returns its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": door.code(secret)})
    return secret


def staff_addresses():
    """Every address of the admin that needs no argument."""
    found = get_resolver().reverse_dict
    names = get_resolver().namespace_dict["admin"][1].reverse_dict
    assert found
    return sorted(
        {
            f"/staff/{entry[0][0][0]}"
            for name, entry in names.lists()
            for entry in entry
            if isinstance(name, str) and not entry[0][0][1]
        }
    )


def test_with_a_password_alone_no_page_of_the_staff_site_opens(client, carla, required):
    door.sign_in(client)
    addresses = [each for each in staff_addresses() if each not in ("/staff/login/", "/staff/logout/")]
    assert len(addresses) > 20
    for address in [*addresses, "/staff/style-guide/"]:
        answer = client.get(address)
        assert (answer.status_code, answer.get("Location")) == (302, "/staff/account/protect/"), address


def test_nothing_can_be_posted_either(client, carla, required):
    door.sign_in(client)
    draft = make.question()
    answer = client.post(f"/staff/faq/question/{draft.pk}/change/", {"title": "Changed"})
    assert answer["Location"] == "/staff/account/protect/"


@pytest.mark.django_db(transaction=True)
def test_the_first_sign_in_leads_through_a_factor_and_codes_to_the_start_page(client, required):
    carla = door.member()
    assert door.sign_in(client)["Location"] == door.START
    set_up_app(client)
    assert client.get(door.START)["Location"] == reverse("mfa_view_recovery_codes")
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert len(page.context["unused_codes"]) == 10
    assert client.post(reverse("staff:codes_kept"))["Location"] == reverse("mfa_view_recovery_codes")
    assert client.post(reverse("staff:codes_kept"), {"written_down": "1"})["Location"] == door.START
    assert door.is_in(client)
    assert factors_of(carla) == ["recovery_codes", "totp"]


def test_the_codes_are_shown_once(client, carla, required):
    door.sign_in(client)
    set_up_app(client)
    shown = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    again = client.get(reverse("mfa_view_recovery_codes"))
    assert not any(code in again.text for code in shown)
    assert "cannot be shown again" in again.text


def test_in_the_local_mode_it_is_offered(client, carla):
    door.sign_in(client)
    page = client.get(door.START)
    assert page.status_code == 200
    assert reverse("staff:protect") in page.text


def test_whoever_has_an_app_is_asked_for_its_code(client, carla):
    secret = door.with_app(carla)
    assert door.sign_in(client)["Location"].startswith(reverse("mfa_authenticate"))
    assert not door.is_in(client)
    assert door.show_code(client, "000000").status_code == 200
    assert not door.is_in(client)
    assert door.show_code(client, door.code(secret))["Location"] == door.START
    assert door.is_in(client)
    assert [row.what for row in SignIn.objects.order_by("pk")] == ["code_refused", "signed_in"]
    assert SignIn.objects.latest("pk").detail == "password, totp"


def test_a_code_that_was_used_is_refused_as_long_as_it_would_be_right(client, carla):
    secret = door.with_app(carla)
    used = door.code(secret)
    door.sign_in(client)
    door.show_code(client, used)
    other = Client()
    door.sign_in(other)
    assert "used before" in door.show_code(other, used).text
    assert not door.is_in(other)


@pytest.mark.parametrize(("steps", "opens"), [(-3, False), (-1, True), (1, True), (3, False)])
def test_a_clock_may_differ_by_half_a_minute(client, carla, steps, opens):
    secret = door.with_app(carla)
    door.sign_in(client)
    door.show_code(client, door.code(secret, steps))
    assert door.is_in(client) == opens


def test_a_recovery_code_opens_once_with_or_without_its_space(client, carla):
    door.with_app(carla)
    first, *_ = door.recovery_codes(carla)
    door.sign_in(client)
    door.show_code(client, f"{first[:4]} {first[4:]}")
    assert door.is_in(client)
    other = Client()
    door.sign_in(other)
    door.show_code(other, first)
    assert not door.is_in(other)
    assert len(door.recovery_codes(carla)) == 9


def test_codes_cannot_be_guessed(client, carla):
    secret = door.with_app(carla)
    door.sign_in(client)
    for _ in range(5):
        door.show_code(client, "000000")
    assert "too many" in door.show_code(client, door.code(secret)).text
    assert not door.is_in(client)


def test_neither_the_apps_secret_nor_a_recovery_code_can_be_read_in_the_database(carla):
    secret = door.with_app(carla)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in door.recovery_codes(carla))


def test_without_the_right_key_a_code_is_refused_in_a_sentence(client, carla, settings, caplog):
    secret = door.with_app(carla)
    door.sign_in(client)
    settings.SEALING_KEYS = "9:" + "A" * 43 + "="
    answer = door.show_code(client, door.code(secret))
    assert "cannot be checked at the moment" in answer.text
    assert "key 1" in caplog.text
    assert secret not in caplog.text


def test_a_session_from_before_has_to_show_the_factor(client, carla, required):
    door.with_app(carla)
    client.force_login(carla)
    answer = client.get("/staff/faq/question/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('mfa_reauthenticate')}?next=%2Fstaff%2Ffaq%2Fquestion%2F"


def test_the_factor_that_was_shown_opens_the_page_that_was_asked_for(client, carla, required):
    secret = door.with_app(carla)
    client.force_login(carla)
    client.post(reverse("mfa_reauthenticate"), {"code": door.code(secret), "next": "/staff/faq/question/"})
    assert client.get("/staff/faq/question/").status_code == 200


def test_adding_a_factor_ends_the_sessions_elsewhere(client, carla):
    elsewhere = Client()
    door.sign_in(elsewhere)
    door.sign_in(client)
    set_up_app(client)
    assert not door.is_in(elsewhere)
    assert SignIn.objects.filter(what=SignIn.What.FACTOR_ADDED, user=carla).exists()


def test_the_last_factor_cannot_be_removed_where_one_is_required(client, carla, required):
    door.sign_in(client)
    set_up_app(client)
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert "add another second factor first" in answer.text
    assert "totp" in factors_of(carla)


def test_where_it_is_offered_the_last_factor_takes_the_codes_with_it(client, carla):
    door.sign_in(client)
    set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert factors_of(carla) == []


def test_an_old_sign_in_has_to_be_confirmed_before_a_factor_is_changed(client, carla):
    door.sign_in(client)
    session = client.session
    for each in session["account_authentication_methods"]:
        each["at"] -= 6 * 60
    session.save()
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_what_a_page_asks_by_itself_is_refused_and_not_redirected(client, carla, required):
    door.sign_in(client)
    answer = client.get("/staff/", headers={"X-Background": "1"})
    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


def test_the_page_of_the_account_names_what_there_is(client, carla):
    door.with_app(carla)
    client.force_login(carla)
    page = client.get(reverse("staff:account")).text
    assert "Authenticator app" in page
    assert "10 left" in page
