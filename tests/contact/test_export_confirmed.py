"""Taking requests away asks once more who somebody is, and keeps what was typed on the way there and back."""

import io

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from openpyxl import load_workbook

from contact.models import AccessEntry
from contact.registrations import LEAD_COORDINATOR
from publishing.roles import COORDINATOR
from tests import make
from tests.contact.test_export import URL, asking
from tests.staff import door

pytestmark = pytest.mark.django_db
REASON = "Asked for by the board & the auditor"


@pytest.fixture
def lea(desk):
    make.person("Lea", COORDINATOR, LEAD_COORDINATOR)
    return door.member("Lea")


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def minutes_later(client, minutes: int) -> None:
    """As if everything that was shown had been shown so long ago."""
    session = client.session
    for each in session["account_authentication_methods"]:
        each["at"] -= minutes * 60
    session.save()


def is_file(answer) -> bool:
    if answer.status_code != 200 or not answer.streaming:
        return False
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.max_row > 1


def exported() -> int:
    return AccessEntry.objects.filter(what="exported").count()


def test_an_old_sign_in_is_asked_again_and_what_was_typed_is_there_afterwards(client, lea):
    make.request()
    door.sign_in(client, "lea")
    minutes_later(client, 6)
    answer = client.post(URL, asking(reason=REASON, asked_from="2026-01-02"))
    assert (
        answer["Location"]
        == f"{reverse('account_reauthenticate')}?next=%2Fstaff%2Fcontact%2Fcontactrequest%2Fexport%2F"
    )
    assert not exported()
    back = client.post(answer["Location"], {"password": door.PASSWORD, "next": URL})
    assert (back.status_code, back["Location"]) == (302, URL)
    form = client.get(URL).context["form"]
    assert (form["reason"].value(), form["asked_from"].value()) == (REASON, "2026-01-02")
    assert is_file(client.post(URL, asking(reason=REASON)))
    assert exported() == 2


def test_what_waits_in_the_session_cannot_be_read_and_is_shown_once(client, lea):
    door.sign_in(client, "lea")
    minutes_later(client, 6)
    client.post(URL, asking(reason=REASON))
    assert "auditor" not in str(dict(client.session))
    assert REASON in client.get(URL).context["form"]["reason"].value()
    assert not client.get(URL).context["form"]["reason"].value()


def test_a_wrong_password_opens_nothing(client, lea):
    make.request()
    door.sign_in(client, "lea")
    minutes_later(client, 6)
    confirm = client.post(URL, asking())["Location"]
    client.post(confirm, {"password": "not the password at all", "next": URL})
    assert client.post(URL, asking()).status_code == 302 and not exported()


def test_a_session_without_a_proof_is_asked(client, lea):
    client.force_login(lea)
    assert client.post(URL, asking())["Location"].startswith(reverse("account_reauthenticate"))


def test_a_form_with_errors_is_told_before_anything_is_asked(client, lea):
    client.force_login(lea)
    assert client.post(URL, asking(reason="")).status_code == 422


def test_where_a_factor_is_required_only_a_fresh_factor_opens(client, lea, required):
    make.request()
    secret = door.with_app(lea)
    door.sign_in(client, "lea")
    door.show_code(client, door.code(secret))
    assert is_file(client.post(URL, asking()))
    minutes_later(client, 6)
    answer = client.post(URL, asking(reason=REASON), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("mfa_reauthenticate"))
    assert "Use your password" not in answer.text
    password_page = client.get(reverse("account_reauthenticate"), {"next": URL})
    assert password_page["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": door.PASSWORD, "next": URL})
    assert client.post(URL, asking()).status_code == 302
    codes = Authenticator.objects.get(user=lea, type="recovery_codes").wrap().get_unused_codes()
    assert client.post(reverse("mfa_reauthenticate"), {"code": codes[0], "next": URL})["Location"] == URL
    assert is_file(client.post(URL, asking()))


def test_it_lasts_for_minutes_only(client, lea):
    make.request()
    door.sign_in(client, "lea")
    minutes_later(client, 4)
    assert is_file(client.post(URL, asking()))
    minutes_later(client, 2)
    assert client.post(URL, asking()).status_code == 302
