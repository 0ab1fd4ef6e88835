"""What the database itself refuses about requests, and who may see them."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from contact.models import AccessEntry, CallAttempt, ContactRequest, RequestNote
from publishing.roles import ADMINISTRATOR, CLINICIAN, COORDINATOR
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(desk) -> ContactRequest:
    return make.request()


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contact_accessentry SET why = 'other'",
        "DELETE FROM contact_accessentry",
        "DELETE FROM contact_contactrequest",
        "UPDATE contact_contactrequest SET may_leave_message = false",
        "UPDATE contact_contactrequest SET consent_text = 'other'",
        "UPDATE contact_contactrequest SET asked_at = now() - interval '1 day'",
        "UPDATE contact_contactrequest SET sealed = NULL",
        "UPDATE contact_contactrequest SET erased_at = now()",
        "UPDATE contact_contactrequest SET closed_at = now()",
        "UPDATE contact_contactrequest SET claimed_at = now()",
    ],
)
def test_the_past_of_a_request_cannot_be_changed_past_the_code(request_, statement):
    assert refused(statement)


@pytest.mark.parametrize(
    "table",
    [
        "contact_accessentry",
        "contact_contactrequest, contact_contactrequest_answerers, contact_callattempt, contact_requestnote",
    ],
)
def test_no_table_can_be_emptied(db, table):
    assert refused(f"TRUNCATE {table}")


def test_erasing_is_possible_for_good_and_not_while_it_is_held(request_):
    erase = "UPDATE contact_contactrequest SET sealed = NULL, phone_index = '', email_index = '', erased_at = now()"
    ContactRequest.objects.update(held_at=timezone.now(), held_by=make.carla(), hold_reason="A letter")
    assert refused(erase)
    ContactRequest.objects.update(held_at=None, held_by=None)
    assert not refused(erase) and refused("UPDATE contact_contactrequest SET erased_at = NULL, sealed = 'x'")


def test_a_message_is_left_only_where_the_patient_allowed_it(desk):
    no = make.request(may_leave_message=False)
    attempt = CallAttempt(request=no, called_by=make.carla(), outcome="left_message")
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save()
    CallAttempt.objects.create(request=no, called_by=make.carla(), outcome="no_answer")
    assert refused("UPDATE contact_callattempt SET outcome = 'spoke'")


def test_access_rows_are_a_chain(request_):
    AccessEntry.objects.create(what="viewed", reference=request_.reference, by=make.carla())
    first, second = AccessEntry.objects.order_by("number")
    assert second.number == first.number + 1 and second.previous_hash == first.hash != second.hash


def test_a_value_in_another_row_does_not_open(request_):
    other = make.request(name="Other")
    ContactRequest.objects.filter(pk=other.pk).update(sealed=bytes(request_.sealed))
    other.refresh_from_db()
    with pytest.raises(Exception, match="belongs to another place"):
        other.open_sealed()


def test_notes_are_sealed_like_the_request(request_):
    note = RequestNote(request=request_, written_by=make.carla())
    note.seal("marker words")
    note.save()
    assert b"marker" not in bytes(note.sealed) and RequestNote.objects.get().open_sealed() == "marker words"


def test_coordinators_work_the_requests_and_nobody_else_sees_them(desk):
    def permissions(role: str) -> set[str]:
        found = Group.objects.get(name=role).permissions.filter(content_type__app_label="contact")
        return {permission.codename for permission in found}

    of_requests = {"contactrequest", "accessentry", "callattempt", "requestnote", "counter"}
    seen = {
        role: {p for p in permissions(role) if p.partition("_")[2] in of_requests}
        for role in (COORDINATOR, CLINICIAN, ADMINISTRATOR)
    }
    assert {"view_contactrequest", "change_contactrequest"} <= seen[COORDINATOR]
    assert not {p for p in seen[COORDINATOR] if p.startswith(("add_", "delete_"))}
    assert seen[CLINICIAN] == set() and not any("contactrequest" in p for p in seen[ADMINISTRATOR])
    assert {"change_officehours", "delete_officehours"} <= permissions(COORDINATOR)
