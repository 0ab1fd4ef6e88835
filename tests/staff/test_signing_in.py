"""There is one way in, and it says the same to everybody who may not come in."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from staff.models import SignIn
from tests import make
from tests.staff import door

pytestmark = pytest.mark.django_db


def record(what=None):
    """The record of the door, oldest first."""
    rows = SignIn.objects.order_by("pk")
    return [row.what for row in rows] if what is None else list(rows.filter(what=what))


def test_name_and_password_open_the_start_page(client):
    door.member()
    answer = door.sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, door.START)
    assert door.is_in(client)


def test_signing_in_goes_on_to_where_one_wanted_to_go(client):
    door.member()
    wanted = "/staff/faq/question/?q=park"
    first = client.get(wanted, follow=True)
    assert first.redirect_chain[-1][0].startswith(f"{door.SIGN_IN}?next=/staff/faq/question/")
    assert door.sign_in(client, back=wanted)["Location"] == wanted


def test_it_never_leads_to_another_site(client):
    door.member()
    assert door.sign_in(client, back="https://evil.example/")["Location"] == door.START
    assert "evil.example" not in client.get("/staff/login/?next=https://evil.example/")["Location"]


@pytest.mark.parametrize("address", ["/staff/login/", "/staff/logout/", "/staff/password_change/"])
def test_the_admins_own_ways_in_and_out_are_closed(client, address):
    door.member()
    answer = client.post(address, {"username": "carla", "password": door.PASSWORD})
    assert answer.status_code == 302
    assert not door.is_in(client)


@pytest.mark.parametrize("address", ["/staff/signup/", "/staff/account/email/", "/accounts/login/", "/staff/sign-up/"])
def test_nobody_makes_an_account_for_themselves(client, address):
    assert client.get(address, follow=True).status_code == 404 or "Sign in" in client.get(address, follow=True).text


def refusals():
    """Those who may not come in, by name."""
    away = door.member("Away")
    away.is_active = False
    away.save()
    patient = door.member("Patient")
    patient.is_staff = False
    patient.save()
    door.member("Carla")
    return {"nobody": door.PASSWORD, "carla": "wrong", "away": door.PASSWORD, "patient": door.PASSWORD}


def words(answer):
    """What is on the page, without what differs each time."""
    return answer.text.split("<h1>")[1].split("<form")[1].split("errornote")[1].split("</p>")[0]


def test_the_same_sentence_for_a_wrong_password_an_unknown_name_and_a_closed_account():
    answers = {words(door.sign_in(Client(), name, password)) for name, password in refusals().items()}
    assert len(answers) == 1
    assert "do not belong together" in answers.pop()


def test_the_name_that_was_typed_stays_and_the_password_does_not(client):
    door.member()
    answer = door.sign_in(client, "carla", "a wrong password")
    assert 'value="carla"' in answer.text
    assert "a wrong password" not in answer.text


def test_what_happens_at_the_door_is_recorded_without_what_was_typed(client):
    carla = door.member()
    door.sign_in(client, "my password by mistake", "x", address="198.51.100.77")
    door.sign_in(client, password="wrong")
    door.sign_in(client)
    client.post(reverse("account_logout"))
    assert record() == ["refused", "refused", "signed_in", "signed_out"]
    unknown, wrong = record("refused")
    assert (unknown.user, wrong.user) == (None, carla)
    assert unknown.network == "198.51.100.0"
    assert "mistake" not in str(list(SignIn.objects.values()))


def test_the_record_is_read_by_administrators_alone_and_changed_by_nobody(client):
    door.member()
    door.sign_in(client)
    row = SignIn.objects.get()
    assert client.get("/staff/staff/signin/").status_code == 403
    client.force_login(make.cast().ada)
    assert client.get("/staff/staff/signin/").status_code == 200
    assert client.post(f"/staff/staff/signin/{row.pk}/change/", {"what": "refused"}).status_code == 403
    with pytest.raises(Exception, match="append-only"):
        row.delete()


def test_the_session_gets_a_new_number_and_the_old_one_is_worth_nothing(client):
    door.member()
    client.get(door.SIGN_IN)
    door.sign_in(client)
    inside = client.cookies["session"].value
    client.post(reverse("account_logout"))
    client.cookies["session"] = inside
    assert not door.is_in(client)


def test_signing_out_tells_the_browser_to_forget_its_pages(client):
    door.member()
    door.sign_in(client)
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"'


def test_somebody_who_is_switched_off_is_out_at_once(client):
    carla = door.member()
    door.sign_in(client)
    get_user_model().objects.filter(pk=carla.pk).update(is_active=False)
    assert not door.is_in(client)


def test_the_own_password_is_changed_with_the_present_one_and_ends_the_other_sessions(client):
    door.member()
    elsewhere = Client()
    door.sign_in(client)
    door.sign_in(elsewhere)
    new = {"password1": "eight clouds above a red barn", "password2": "eight clouds above a red barn"}
    refused = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
    assert "This is not your present password." in refused.text
    assert client.post(reverse("account_change_password"), {"oldpassword": door.PASSWORD, **new}).status_code == 302
    assert door.is_in(client)
    assert not door.is_in(elsewhere)
    assert record()[-1] == "password_changed"


def test_no_cookie_of_the_staff_site_reaches_a_public_page(client):
    make.site()
    door.member()
    door.sign_in(client)
    door.is_in(client)
    assert client.cookies["device"]["path"] == "/staff/"
    assert client.cookies["device"]["httponly"]
    public = client.get("/")
    assert not public.cookies
    assert "Cookie" not in public.get("Vary", "")
