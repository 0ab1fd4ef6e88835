"""Administrators make accounts and let people back in; nobody chooses another's password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse

from deliveries.models import Delivery
from staff.models import AccessLink, SignIn
from tests import make
from tests.staff import door

pytestmark = pytest.mark.django_db

NEW = "eight clouds above a red barn"


@pytest.fixture
def ada(client):
    """The administrator, signed in."""
    client.force_login(make.cast().ada)
    return client


def step(client, user, name):
    return client.post(reverse(f"admin:auth_user_{name}", args=[user.pk]))


def link_in(answer):
    """The path of the link on a page, or in what a command printed."""
    return re.search(r"/staff/link/\?key=[\w-]+", answer).group()


def set_password(path, password=NEW):
    """Follows a link and sets a password; returns the client and the last answer."""
    client = Client()
    client.get(path)
    return client, client.post(reverse("staff:set_password"), {"password1": password, "password2": password})


def new_account(client, **fields):
    coordinator = make.Group.objects.get(name=make.COORDINATOR).pk
    given = {
        "username": "nora",
        "first_name": "Nora",
        "last_name": "Roe",
        "email": "",
        "groups": [coordinator],
    } | fields
    return client.post(reverse("admin:auth_user_add"), given)


def test_a_new_account_comes_with_a_link_by_which_its_owner_sets_a_password(ada):
    page = new_account(ada)
    nora = User.objects.get(username="nora")
    assert nora.is_staff and not nora.is_superuser and not nora.has_usable_password()
    client, answer = set_password(link_in(page.text))
    assert answer["Location"] == door.SIGN_IN
    assert not door.is_in(client)
    assert door.sign_in(client, "nora", NEW).status_code == 302
    assert door.is_in(client)


def test_the_secret_does_not_stay_in_the_address(ada):
    path = link_in(new_account(ada).text)
    assert Client().get(path)["Location"] == reverse("staff:set_password")
    assert AccessLink.objects.get().token_hash not in path


def test_a_link_works_once(ada):
    path = link_in(new_account(ada).text)
    set_password(path)
    _client, again = set_password(path, "nine boats on a green lake")
    assert again.status_code == 410
    assert User.objects.get(username="nora").check_password(NEW)


def test_a_newer_link_puts_the_older_out_of_use(ada):
    older = link_in(new_account(ada).text)
    newer = link_in(step(ada, User.objects.get(username="nora"), "invite").text)
    assert set_password(older)[1].status_code == 410
    assert set_password(newer)[1].status_code == 302


def test_a_link_ends_after_its_time(ada):
    path = link_in(new_account(ada).text)
    AccessLink.objects.update(ends_at=F("ends_at") - timedelta(hours=24, seconds=1))
    answer = set_password(path)[1]
    assert answer.status_code == 410
    assert "Ask an administrator" in answer.text


def test_a_weak_password_is_refused_and_the_link_goes_on_working(ada):
    path = link_in(new_account(ada).text)
    client, answer = set_password(path, "radiologyradiology")
    assert answer.status_code == 422
    assert client.post(reverse("staff:set_password"), {"password1": NEW, "password2": NEW}).status_code == 302


def test_a_new_password_by_link_ends_the_sessions_and_keeps_the_second_factor(ada):
    carla = door.member()
    door.with_app(carla)
    path = link_in(step(ada, carla, "reset").text)
    client, answer = set_password(path)
    assert answer.status_code == 302
    assert door.sign_in(client, password=NEW)["Location"].startswith(reverse("mfa_authenticate"))
    assert not door.is_in(client)


def test_no_page_lets_anybody_choose_a_colleagues_password(ada):
    carla = door.member()
    assert ada.get(f"/staff/auth/user/{carla.pk}/password/").status_code in (302, 404)
    form = ada.get(reverse("admin:auth_user_change", args=[carla.pk])).text
    assert 'type="password"' not in form
    assert "password1" not in ada.get(reverse("admin:auth_user_add")).text


def test_lost_factors_are_removed_on_record_and_the_person_is_told(ada):
    carla = door.member()
    secret = door.with_app(carla)
    elsewhere = Client()
    door.sign_in(elsewhere)
    door.show_code(elsewhere, door.code(secret))
    assert step(ada, carla, "remove-factors").status_code == 302
    assert not door.is_in(elsewhere)
    row = SignIn.objects.filter(what=SignIn.What.FACTOR_REMOVED).get()
    assert (row.user, row.by) == (carla, make.cast().ada)
    assert "removed the second factors" in Delivery.objects.get(recipient=carla).body


def test_signing_somebody_out_everywhere(ada):
    carla = door.member()
    elsewhere = Client()
    door.sign_in(elsewhere)
    step(ada, carla, "sign-out")
    assert not door.is_in(elsewhere)


def test_switching_an_account_off_ends_its_sessions(ada):
    carla = door.member()
    elsewhere = Client()
    door.sign_in(elsewhere)
    typed = {"username": "carla", "first_name": "Carla", "last_name": "Roe", "email": ""}
    assert ada.post(reverse("admin:auth_user_change", args=[carla.pk]), typed).status_code == 302
    carla.refresh_from_db()
    assert not carla.is_active
    assert not door.is_in(elsewhere)
    assert SignIn.objects.filter(what=SignIn.What.ACCOUNT_CHANGED, user=carla).get().by == make.cast().ada


@pytest.mark.parametrize("name", ["invite", "reset", "sign-out", "remove-factors"])
def test_nobody_but_administrators_takes_these_steps(client, name):
    carla = door.member()
    door.with_app(carla)
    client.force_login(make.cast().clara)
    assert step(client, carla, name).status_code == 403


@pytest.mark.parametrize("name", ["reset", "sign-out", "remove-factors"])
def test_looking_at_a_step_does_nothing(ada, name):
    carla = door.member()
    door.with_app(carla)
    before = SignIn.objects.count()
    assert ada.get(reverse(f"admin:auth_user_{name}", args=[carla.pk])).status_code == 200
    assert (SignIn.objects.count(), AccessLink.objects.count()) == (before, 0)


def test_a_superusers_account_is_left_to_superusers(ada):
    boss = door.member("Boss")
    User.objects.filter(pk=boss.pk).update(is_superuser=True)
    assert step(ada, boss, "reset").status_code in (403, 404)


def test_nobody_is_made_a_superuser_by_the_form(ada):
    new_account(ada, is_superuser="on", is_staff="on", user_permissions=["1"])
    nora = User.objects.get(username="nora")
    assert not nora.is_superuser
    assert not nora.user_permissions.exists()


def test_the_first_administrator_comes_in_by_a_link_from_the_command_line(capsys, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    call_command("invite_staff", "nora", first_name="Nora", last_name="Roe")
    client, _answer = set_password(link_in(capsys.readouterr().out))
    door.sign_in(client, "nora", NEW)
    assert client.get(door.START)["Location"] == reverse("staff:protect")
    assert make.Group.objects.get(name=make.ADMINISTRATOR) in User.objects.get(username="nora").groups.all()


def test_inviting_somebody_who_has_a_password_is_refused():
    door.member()
    with pytest.raises(CommandError, match="has a password already"):
        call_command("invite_staff", "carla")


def test_the_last_administrator_is_let_back_in_from_the_command_line(capsys):
    carla = door.member()
    door.with_app(carla)
    call_command("let_back_in", "carla", "--without-factors")
    client, _answer = set_password(link_in(capsys.readouterr().out))
    door.sign_in(client, password=NEW)
    assert door.is_in(client)
    with pytest.raises(CommandError, match="no account in use"):
        call_command("let_back_in", "nobody")


@pytest.mark.parametrize("path", ["/staff/mfa/authenticator/", "/staff/account/emailaddress/"])
def test_second_factors_are_nobody_elses_to_look_at(client, django_user_model, db, path):
    client.force_login(django_user_model.objects.create_superuser("root", password="x"))
    assert client.get(path).status_code == 404
