"""Nothing of a request is left unread, whatever the answer is."""

import io

import pytest

from ara_site import whole_requests
from ara_site.whole_requests import read_to_the_end

LENGTH = 200_000


def refuse(environ, start_response):
    start_response("405 Method Not Allowed", [])
    return [b"refused"]


def read_some(environ, start_response):
    environ["wsgi.input"].read(1000)
    return refuse(environ, start_response)


@pytest.mark.parametrize("application", [refuse, read_some])
@pytest.mark.parametrize(
    "announced", [{"CONTENT_LENGTH": str(LENGTH)}, {"HTTP_TRANSFER_ENCODING": "chunked"}], ids=["length", "chunks"]
)
def test_a_body_is_read_to_its_end_before_the_answer_is_sent(application, announced):
    body = io.BytesIO(b"a" * LENGTH)
    answered = read_to_the_end(application)(announced | {"wsgi.input": body}, lambda *answer: None)
    assert (answered, body.tell()) == ([b"refused"], LENGTH)


def test_no_more_is_read_than_the_front_lets_through(monkeypatch):
    monkeypatch.setattr(whole_requests, "MOST", LENGTH // 4)
    body = io.BytesIO(b"a" * LENGTH)
    read_to_the_end(refuse)({"CONTENT_LENGTH": str(LENGTH), "wsgi.input": body}, lambda *answer: None)
    assert LENGTH // 4 <= body.tell() < LENGTH


@pytest.mark.parametrize("announced", [{}, {"CONTENT_LENGTH": ""}, {"CONTENT_LENGTH": "0"}], ids=["none", "empty", "0"])
def test_without_a_body_nothing_is_read(announced):
    assert read_to_the_end(refuse)(announced, lambda *answer: None) == [b"refused"]
