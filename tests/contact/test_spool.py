"""While the database is away a request is on disk, sealed; only when the disk fails, too, is the patient told, with the text kept."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, ProgrammingError

from contact import receiving, spool, storing
from contact.asked import Asked
from contact.models import ContactRequest
from deliveries.models import Delivery
from sealing import seal
from tests import make
from tests.contact.filled import FORM, filled, hidden, send

pytestmark = pytest.mark.django_db

MESSAGE = "marker words of a patient"


@pytest.fixture(autouse=True)
def own_spool(settings, tmp_path, desk):
    settings.DATA_DIR = tmp_path
    cache.clear()


@pytest.fixture
def away(monkeypatch):
    """The database goes away at the moment of storing."""

    def fail(asked: Asked):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(receiving, "store", fail)
        yield patch


@pytest.fixture
def full(monkeypatch):
    """The disk takes nothing."""

    def fail(asked: Asked) -> None:
        raise OSError("full")

    with monkeypatch.context() as patch:
        patch.setattr(spool, "keep", fail)
        yield


def test_the_patient_gets_the_same_answer_and_the_request_is_on_disk_unreadable(client, away):
    response = send(client, message=MESSAGE)
    (file,) = spool.waiting()
    assert response.status_code == 303 and not ContactRequest.objects.exists()
    assert b"marker" not in file.read_bytes() and file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    page = client.get(response["Location"])
    assert page.status_code == 200 and "We have received your request" in page.content.decode()


def test_it_is_stored_when_the_database_is_back_with_the_reference_that_was_told(client, away):
    told = send(client, message=MESSAGE)["Location"]
    assert send(client, message=MESSAGE)["Location"] == told and len(spool.waiting()) == 1
    away.undo()
    assert spool.drain() == "" and spool.drain() == "" and not spool.waiting()
    request = ContactRequest.objects.get()
    assert request.reference in told and request.open_sealed().message == MESSAGE
    assert request.asked_at <= request.stored_at and Delivery.objects.count() == 2


def test_what_came_into_the_database_and_the_spool_is_one_request():
    asked = make.asked()
    make.request()
    spool.keep(asked)
    spool.drain()
    assert ContactRequest.objects.count() == 1 and not spool.waiting()


def test_a_file_that_cannot_be_read_stops_no_other_and_is_told(client):
    spool.keep(make.asked())
    (spool.folder() / ("0" * 64 + spool.SUFFIX)).write_bytes(b"broken")
    assert "1 requests" in spool.drain()
    assert ContactRequest.objects.count() == 1 and not spool.waiting()
    assert len(list((spool.folder() / "bad").iterdir())) == 1


def test_a_file_cannot_be_passed_off_as_another():
    spool.keep(make.asked())
    (file,) = spool.waiting()
    file.rename(file.with_name("1" * 64 + spool.SUFFIX))
    assert spool.drain() and not ContactRequest.objects.exists()


def test_a_database_with_a_fault_is_an_error_that_somebody_sees_and_the_request_is_kept(client, away, caplog):
    def fail(asked: Asked):
        raise ProgrammingError("no such table")

    away.setattr(receiving, "store", fail)
    assert send(client).status_code == 303 and len(spool.waiting()) == 1
    assert "has a fault" in caplog.text and "Pat" not in caplog.text


def test_when_the_disk_fails_too_the_patient_keeps_the_text_and_gets_the_number_and_a_button(client, away, full):
    response = send(client, message=MESSAGE)
    html = response.content.decode()
    assert response.status_code == 503 and MESSAGE in html and "(555) 010-0100" in html and response["Retry-After"]
    assert hidden(html) == {name: value for name, value in filled(message=MESSAGE).items() if value} | {
        "stamp": hidden(html)["stamp"]
    }


def test_the_button_sends_the_very_same_request(client, away, full, monkeypatch):
    html = send(client, message=MESSAGE).content.decode()
    monkeypatch.undo()
    away.undo()
    assert client.post(FORM, hidden(html)).status_code == 303
    assert ContactRequest.objects.get().open_sealed().message == MESSAGE


def test_a_full_disk_is_told_before_the_last_bytes_are_taken(monkeypatch):
    monkeypatch.setattr(spool, "FREE_BYTES", 10**18)
    with pytest.raises(OSError, match="full"):
        spool.keep(make.asked())
    assert not spool.waiting() and not list(spool.folder().iterdir())


def test_a_fault_of_the_program_sends_a_request_to_the_spool_and_loses_nothing(client, desk, monkeypatch):
    def fail(asked: Asked):
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(receiving, "store", fail)
    assert send(client).status_code == 303
    assert len(spool.waiting()) == 1


def test_one_odd_request_stops_no_other_stays_and_is_told(monkeypatch):
    for name in ("One", "Odd", "Three"):
        spool.keep(make.asked(name=name))

    def store(asked: Asked):
        if asked.person.name == "Odd":
            raise AttributeError(MESSAGE)
        return storing.store(asked)

    with monkeypatch.context() as patch:
        patch.setattr(spool, "store", store)
        assert "1 requests" in spool.drain()
    assert ContactRequest.objects.count() == 2 and len(spool.waiting()) == 1
    assert spool.drain() == "" and ContactRequest.objects.count() == 3


def test_a_request_without_its_fields_is_kept_and_told():
    file = spool.folder() / ("2" * 64 + spool.SUFFIX)
    file.write_bytes(seal(b"{}", f"contact.spool/{file.stem}"))
    assert "1 requests" in spool.drain() and file.exists()
