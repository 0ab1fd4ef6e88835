"""What a person typed, and what a row held, never reaches a log."""

import io
import logging
import sys

import pytest
from django.db import IntegrityError, connection
from django.utils.log import AdminEmailHandler

from ara_site.logs import WithoutQueryStrings, WithoutRowValues


def test_query_strings_are_cut_off():
    record = logging.LogRecord(
        "django.server", logging.INFO, "", 1, '"%s" %s', ("GET /search/?q=lupus HTTP/1.1", 200), None
    )
    assert WithoutQueryStrings().filter(record)
    assert record.getMessage() == '"GET /search/ HTTP/1.1" 200'


@pytest.mark.django_db
def test_the_values_of_a_row_are_left_out_of_a_traceback():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE person (email text UNIQUE)")
        cursor.execute("INSERT INTO person VALUES ('pat@example.org')")
        try:
            cursor.execute("INSERT INTO person VALUES ('pat@example.org')")
        except IntegrityError:
            text = WithoutRowValues().formatException(sys.exc_info())
    assert "person_email_key" in text
    assert "details of the row left out" in text
    assert "pat@example.org" not in text.replace("VALUES ('pat@example.org')", "")


def test_no_logger_sends_mail_with_a_request_in_it():
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    assert not [handler for logger in loggers for handler in logger.handlers if isinstance(handler, AdminEmailHandler)]


@pytest.fixture
def log():
    """Catches what the logs would show on standard error."""
    console = next(one for one in logging.getLogger("django").handlers if type(one) is logging.StreamHandler)
    before = console.setStream(io.StringIO())
    yield console.stream.getvalue
    console.setStream(before)


@pytest.mark.django_db
def test_unknown_hosts_leave_no_line_of_their_name(client, log):
    client.get("/healthz/live", headers={"Host": "evil.example"})
    assert "evil.example" not in log()


@pytest.mark.django_db
def test_a_missing_page_leaves_a_line_without_its_query(client, log):
    client.get("/no-such-page/at-all/?q=lupus")
    assert log().endswith("WARNING django.request: Not Found: /no-such-page/at-all/\n")
    assert "lupus" not in log()
