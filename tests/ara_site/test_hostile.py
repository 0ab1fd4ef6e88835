"""What no browser sends, sent to every view of the site, as a visitor and as staff: the wanted answer, and never an error of ours.

What concerns the bytes below HTTP is in tests/browser/test_front.py.
"""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.test import Client

from faults.addresses import addresses, one_of_each_view
from tests import make

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
STAFF = "/staff/"
TAKES_FORMS = ("/staff/", "/contact/", "/search/answered/")


def asked(tail="", method="get", **options):
    """A request without a body."""
    return lambda client, path: getattr(client, method)(path + tail, **options)


def sent(body, kind=FORM):
    """A request with a body."""
    return lambda client, path: client.post(path, body, content_type=kind)


def with_large_numbers(client, path):
    return client.get(re.sub(r"/\d+/", "/99999999999999999999999/", path))


REFUSED = {
    "a NUL in the path": (asked("%00"), 400),
    "a NUL in the query": (asked("?q=%00"), 400),
    "a NUL in a cookie": (asked(headers={"Cookie": 'session="\\000aaaaaaaa"'}), 400),
    "an unknown host": (asked(headers={"Host": "evil.example"}), 400),
    "TRACE": (asked(method="trace"), 405),
    "an address of 9 kB": (asked("?q=" + "a" * 9000), 414),
    "a header of 9 kB": (asked(headers={"X-A": "a" * 9000}), 431),
}
TAKEN = {
    "a broken regular expression": asked("?body__regex=("),
    "filters that are none": asked("?p=-1&o=zz.99&id__in=x&all=1&e=1&_changelist_filters=%2&q=%27%22)("),
    "enormous numbers": asked("?p=99999999999999999999999&o=9999999999999&id=9999999999999999999999&number=1e999"),
    "enormous numbers in the path": with_large_numbers,
    "broken UTF-8 in the query": asked("?q=%ff%fe&about=%ed%a0%80"),
    "a list where one value is expected": asked("?q=a&q=b&q[]=c&about=x&about=y"),
    "a forged front": asked(headers={"X-Forwarded-For": "1.2.3.4, ::1", "X-Real-IP": "x", "X-Forwarded-Host": "evil"}),
}
BODIES = {
    "a NUL in a field": sent("name=a%00b&message=%00&action=%00&_selected_action=%00&body=%00"),
    "broken UTF-8": sent(b"name=%ff&message=\xff\xfe&title=%ed%a0%80"),
    "enormous numbers": sent(
        "edit_no=99999999999999999999&_selected_action=99999999999999999999999&action=x&number=1e999"
    ),
    "UTF-16": sent("a=1", f"{FORM}; charset=utf-16"),
    "2,000 fields": sent("&".join(f"field{number}=1" for number in range(2000))),
    "3 MB": sent("text=" + "a" * 3_000_000),
    "broken multipart": sent("--x\r\nrubbish", "multipart/form-data; boundary=x"),
    "multipart without a boundary": sent("a=1", "multipart/form-data; boundary="),
    "no JSON": sent("{", "application/json"),
    "nested JSON": sent("[" * 100_000, "application/json"),
    "half a character in JSON": sent(r'{"text": "\ud800", "order": ["\ud800"], "name": "\ud800"}', "application/json"),
    "another kind of JSON": sent('{"order": {"a": 1}, "text": null}', "application/json"),
    "half a character": sent(r"text=\ud800&title=%5Cud800"),
    "forms of sets that are none": sent(
        "sections-TOTAL_FORMS=x&sections-INITIAL_FORMS=-1&form-TOTAL_FORMS=99999999999"
    ),
}
OF_FORMS = {"UTF-16": 400, "2,000 fields": 400, "3 MB": 413, "multipart without a boundary": 400}
"""For these, the answer of the staff site, whoever asks."""


@pytest.fixture
def paths():
    """Every address, on a site with one of each kind of page and of each kind of row."""
    make.site()
    topic = make.topic()
    make.live(topic)
    make.live(make.question(topic=topic))
    for draft in (make.condition(), make.procedure(), make.page(), make.notice()):
        make.live(draft)
    make.request()
    make.message()
    return one_of_each_view()


@pytest.fixture(params=["visitor", "staff"])
def client(request):
    client = Client(raise_request_exception=False)
    if request.param == "staff":
        roles = (make.COORDINATOR, make.CLINICIAN, make.ADMINISTRATOR, "Lead coordinator")
        client.force_login(make.person("Max", *roles))
    return client


def test_the_addresses_are_those_of_the_whole_site(paths):
    known = {"/", "/contact/", "/faq/", "/robots.txt", "/healthz/ready", "/staff/", "/staff/sign-in/"}
    assert known <= set(paths) <= set(addresses())


def test_what_is_to_be_refused_is_refused_at_every_address(client, paths):
    wanted = {case: status for case, (_ask, status) in REFUSED.items()}
    found = answers(client, paths, {case: ask for case, (ask, _status) in REFUSED.items()})
    assert {place: status for place, status in found.items() if status != wanted[place[0]]} == {}


def test_what_is_odd_brings_an_answer_at_every_address(client, paths):
    found = answers(client, paths, TAKEN)
    assert {place: status for place, status in found.items() if status >= 500} == {}


def test_a_hostile_body_is_taken_or_refused_at_every_address(client, paths):
    found = answers(client, paths, BODIES)
    assert {place: status for place, status in found.items() if status >= 500} == {}
    public = {place: status for place, status in found.items() if not place[1].startswith(TAKES_FORMS)}
    assert {place: status for place, status in public.items() if status != 405} == {}
    staff = {place: status for place, status in found.items() if place[1].startswith(STAFF) and place[0] in OF_FORMS}
    assert {place: status for place, status in staff.items() if status != OF_FORMS[place[0]]} == {}


def answers(client, paths, cases):
    """The status by (case, path). What a case changes is undone before the next one."""
    found = {}
    for case, ask in cases.items():
        before = transaction.savepoint()
        found |= {(case, path): ask(client, path).status_code for path in paths}
        transaction.savepoint_rollback(before)
    return found
