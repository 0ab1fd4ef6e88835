"""A marker sentence through every path is found nowhere but where a coordinator opens the request."""

import logging

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import override_settings

from contact import receiving, spool
from contact.models import ContactRequest
from deliveries.sending import send_due
from tests.contact.filled import CHECK, send

pytestmark = pytest.mark.django_db
MARKERS = ("Quetzalina", "5550100188", "+15550100188", "quetzal@example.org", "seven purple herons")
SAID = {"name": MARKERS[0], "phone": MARKERS[1], "email": MARKERS[3], "message": MARKERS[4]}


def every_row() -> str:
    """All tables as a dump has them."""
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            texts += [row[0] for row in cursor.fetchall()]
    return "\n".join(texts)


def found_in(text: str) -> list[str]:
    """Markers in a text, in clear or as the hexadecimal digits in which a dump has bytes."""
    return [m for m in MARKERS if m.lower() in text.lower() or m.encode().hex() in text.lower()]


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_the_marker_is_in_no_table_no_file_no_log_and_no_mail(client, desk, caplog, settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    caplog.set_level(logging.DEBUG)
    cache.clear()
    client.raise_request_exception = False
    assert send(client, **SAID).status_code == 303
    assert send(client, **SAID | {"phone": "12"}).status_code == 422
    assert client.post(CHECK, SAID).status_code == 422
    assert send(client, {"Origin": "null"}, **SAID).status_code == 403
    send_due()
    with monkeypatch.context() as patch:
        patch.setattr(
            receiving, "store", _raise(OperationalError(f"DETAIL: Key (name)=({MARKERS[0]}) already exists."))
        )
        assert send(client, **SAID | {"best_time": "any"}).status_code == 303
        patch.setattr(spool, "keep", _raise(OSError(MARKERS[4])))
        assert send(client, **SAID | {"best_time": "midday"}).status_code == 503
        patch.setattr(receiving, "known", _raise(RuntimeError(f"a fault of the program about {MARKERS[0]}")))
        assert send(client, **SAID | {"best_time": "afternoon"}).status_code == 503
    assert ContactRequest.objects.count() == 1 and len(spool.waiting()) == 1
    files = "\n".join(file.read_bytes().decode("latin-1") for file in tmp_path.rglob("*") if file.is_file())
    mails = "\n".join(f"{message.subject} {message.body}" for message in mail.outbox)
    assert mails and caplog.text and files
    assert {name: found_in(text) for name, text in {"rows": every_row(), "files": files, "log": caplog.text, "mail": mails}.items()} == {
        "rows": [], "files": [], "log": [], "mail": []
    }  # fmt: skip
    spool.drain()
    assert {request.open_sealed().message for request in ContactRequest.objects.all()} == {MARKERS[4]}
    assert found_in(every_row()) == []


def _raise(error: Exception):
    def fail(*args, **kwargs):
        raise error

    return fail
