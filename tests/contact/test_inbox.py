"""The inbox on the staff site: for coordinators alone, without a word of a patient in its lists, each look written down first."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contact import access, actions
from contact.models import AccessEntry, ContactRequest
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db
PERSONAL = ("Pat Doe", "0177", "pat@example.org", "purple herons")


@pytest.fixture
def request_(desk) -> ContactRequest:
    return make.request(email="pat@example.org", message="Seven purple herons", topic_title="Sore back")


@pytest.fixture
def carla(client, desk):
    client.force_login(make.carla())
    return client


def url(name: str, *args) -> str:
    return reverse(f"admin:contact_contactrequest_{name}", args=args)


def read(answer) -> str:
    return answer.content.decode()


ADDRESSES = [
    *[("get", url, ("changelist",)), ("post", url, ("search",)), ("post", url, ("next",)), ("get", url, ("phones",))],
    *[("get", url, ("change", "pk")), ("post", url, ("step", "pk", "claim")), ("post", url, ("step", "pk", "note"))],
]


@pytest.mark.parametrize("who", ["clara", "ada", "root"])
@pytest.mark.parametrize(("method", "_of", "parts"), ADDRESSES)
def test_nobody_but_coordinators_gets_in_and_nothing_is_told(
    client, request_, who, method, _of, parts, django_user_model
):
    make.cast()
    user = django_user_model.objects.create_superuser("root") if who == "root" else getattr(make.cast(), who)
    client.force_login(user)
    address = url(parts[0], *(request_.pk if part == "pk" else part for part in parts[1:]))
    answer = getattr(client, method)(address, {"text": "x"})
    assert answer.status_code == 403 and not any(word in read(answer) for word in PERSONAL)
    assert client.get(url("change", "00000000-0000-0000-0000-000000000000")).status_code == 403
    assert AccessEntry.objects.count() == 1


def test_a_list_shows_what_has_to_be_done_and_nothing_of_the_patient(carla, request_):
    text = read(carla.get(url("changelist")))
    assert "Sore back" in text and f"/{request_.pk}/change/" in text
    assert not any(word in text for word in PERSONAL)
    assert AccessEntry.objects.first().what == "listed"


def test_a_request_is_shown_once_the_look_is_written_down(carla, request_):
    answer = carla.get(url("change", request_.pk))
    assert all(word in read(answer) for word in PERSONAL) and "no-store" in answer["Cache-Control"]
    title = read(answer).partition("<title>")[2].partition("</title>")[0]
    assert not any(word in title for word in PERSONAL)
    entry = AccessEntry.objects.first()
    assert (entry.what, entry.reference, entry.by) == ("viewed", request_.reference, make.carla())


def test_without_the_row_there_is_no_text(carla, request_, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the row cannot be written")

    monkeypatch.setattr(access.AccessEntry.objects, "create", fail)
    monkeypatch.setattr(access.AccessEntry.objects, "bulk_create", fail)
    carla.raise_request_exception = False
    for address in (url("change", request_.pk), url("phones")):
        answer = carla.get(address)
        assert answer.status_code == 500 and not any(word in read(answer) for word in PERSONAL)


def test_what_was_changed_in_the_database_is_not_shown_and_said_so(carla, request_):
    other = make.request(name="Other")
    ContactRequest.objects.filter(pk=request_.pk).update(sealed=bytes(other.sealed))
    text = read(carla.get(url("change", request_.pk)))
    assert "cannot be opened" in text and "Other" not in text


def test_a_request_is_worked_by_its_buttons(carla, request_):
    for step, data in [
        ("claim", {}),
        ("note", {"text": "Her daughter answers"}),
        ("call", {"outcome": "no_answer"}),
        ("call", {"outcome": "spoke_done"}),
    ]:
        assert carla.post(url("step", request_.pk, step), data).status_code == 302
    request_.refresh_from_db()
    text = read(carla.get(url("change", request_.pk)))
    assert (request_.outcome, request_.closed_by) == ("spoke", make.carla())
    assert "Her daughter answers" in text and "No answer" in text and "Open it again" in text


def test_a_refusal_says_who_has_it_and_keeps_what_was_typed(carla, request_):
    actions.claim(request_, by=make.cast().cora)
    answer = carla.post(url("step", request_.pk, "close"), {"outcome": "answered"})
    assert answer.status_code == 409 and "Cora Roe has this request" in read(answer)
    answer = carla.post(url("step", request_.pk, "note"), {"text": "n" * 2001})
    assert answer.status_code == 409 and "n" * 2001 in read(answer)
    answer = carla.post(url("step", request_.pk, "call"), {"outcome": "", "next_call_at": "tomorrow"})
    assert answer.status_code == 422
    assert carla.post(url("step", request_.pk, "explode")).status_code == 404
    assert carla.get(url("step", request_.pk, "claim")).status_code == 405


def test_leaving_a_message_is_not_even_offered_without_consent(carla, desk):
    no = make.request(may_leave_message=False)
    assert 'value="left_message"' not in read(carla.get(url("change", no.pk)))
    assert carla.post(url("step", no.pk, "call"), {"outcome": "left_message"}).status_code == 422
    assert 'value="left_message"' in read(carla.get(url("change", make.request().pk)))


@pytest.mark.parametrize("term", ["(555) 010-0177", "+1 555.010.0177", "PAT@example.org ", "reference", "spaced"])
def test_the_search_is_exact_in_any_spelling_and_does_not_write_down_the_term(carla, request_, term):
    reference = request_.reference
    term = {"reference": reference.lower(), "spaced": f"{reference[:3]} {reference[3:]}"}.get(term, term)
    answer = carla.post(url("search"), {"term": term})
    assert f"/{request_.pk}/change/" in read(answer) and "Pat Doe" not in read(answer)
    entry = AccessEntry.objects.first()
    assert (entry.what, entry.count) == ("searched", 1) and term not in entry.why


@pytest.mark.parametrize("term", ["", "Pat", "\0", "555", "x" * 500, "nobody@", "BC2DF3GH"])
def test_a_search_for_anything_else_finds_nothing_and_says_so(carla, request_, term):
    answer = carla.post(url("search"), {"term": term})
    assert answer.status_code in (200, 400, 422) and f"/{request_.pk}/change/" not in read(answer)
    assert carla.get(url("search")).status_code == 405


def test_the_lists_hold_what_they_say(carla, request_):
    old = make.request(name="Old", asked_at=(database_clock() - timedelta(days=30)).isoformat())
    spam, mine = make.request(name="Spam", spam_score=9), make.request(name="Mine")
    actions.claim(mine, by=make.carla())
    again = make.request(name="Again")
    actions.call(again, outcome="no_answer", by=make.cast().cora)
    ContactRequest.objects.filter(pk=again.pk).update(next_call_at=timezone.now() - timedelta(minutes=1))
    done = make.request(name="Done")
    actions.call(done, outcome="spoke", is_done=True, by=make.carla())
    everyone = {"old": old, "spam": spam, "mine": mine, "again": again, "done": done, "new": request_}

    def listed(show: str) -> set[str]:
        text = read(carla.get(url("changelist"), {"show": show}))
        return {name for name, each in everyone.items() if f"/{each.pk}/change/" in text}

    assert {show: listed(show) for show in ("open", "overdue", "unclaimed", "mine", "again", "aside", "done")} == {
        "open": {"old", "mine", "again", "new"},
        "overdue": {"old"},
        "unclaimed": {"old", "new"},
        "mine": {"mine"},
        "again": {"again"},
        "aside": {"spam"},
        "done": {"done"},
    }


def test_the_most_urgent_stands_first(carla, request_):
    old = make.request(name="Old", asked_at=(database_clock() - timedelta(days=30)).isoformat())
    text = read(carla.get(url("changelist")))
    assert text.index(str(old.pk)) < text.index(str(request_.pk)) and "Late:" in text


@pytest.mark.parametrize("count", [1, 60])
def test_a_list_costs_the_same_however_many_wait(carla, desk, count, django_assert_max_num_queries):
    for number in range(count):
        make.request(name=f"Patient {number}")
    carla.get(url("changelist"))
    with django_assert_max_num_queries(20):
        carla.get(url("changelist"))


def test_the_phone_list_is_for_today_and_each_look_is_written_down(carla, request_):
    later = make.request(name="Next week")
    actions.call(later, outcome="no_answer", next_call_at=database_clock() + timedelta(days=7), by=make.carla())
    text = read(carla.get(url("phones")))
    assert "Pat Doe" in text and "(555) 010-0177" in text and "Next week" not in text
    looked = AccessEntry.objects.filter(what="phone list")
    assert [entry.reference for entry in looked] == [request_.reference]


def test_other_requests_from_the_same_number_stand_beside_it(carla, request_):
    second, other = make.request(name="Again"), make.request(name="Other", phone="+15550100188")
    text = read(carla.get(url("change", request_.pk)))
    assert str(second.pk) in text and str(other.pk) not in text
    carla.post(url("step", second.pk, "duplicate"), {"of": request_.reference})
    second.refresh_from_db()
    assert second.duplicate_of == request_


def test_administrators_see_who_looked_and_change_nothing(client, request_):
    client.force_login(make.cast().ada)
    listed = read(client.get("/staff/contact/accessentry/"))
    assert request_.reference in listed and not any(word in listed for word in PERSONAL)
    entry = AccessEntry.objects.get()
    assert client.post(f"/staff/contact/accessentry/{entry.pk}/change/", {"why": "x"}).status_code == 403
    assert client.get("/staff/contact/requestrules/add/").status_code == 200
    client.force_login(make.carla())
    assert client.get("/staff/contact/accessentry/").status_code == 403


def test_a_second_click_on_one_page_writes_no_second_call(carla, request_):
    shown = read(carla.get(url("change", request_.pk)))
    (seen,) = re.findall(r'name="version" value="(\d+)"', shown)
    call = {"outcome": "no_answer", "version": seen}
    assert carla.post(url("step", request_.pk, "call"), call).status_code == 302
    again = carla.post(url("step", request_.pk, "call"), call)
    assert again.status_code == 409 and "has changed since you opened the page" in read(again)
    assert request_.attempts.count() == 1
    (seen,) = re.findall(r'name="version" value="(\d+)"', read(again))
    assert carla.post(url("step", request_.pk, "call"), call | {"version": seen}).status_code == 302
    assert request_.attempts.count() == 2


def test_a_version_that_no_page_has_shown_writes_nothing(carla, request_):
    call = {"outcome": "no_answer", "version": "none"}
    assert carla.post(url("step", request_.pk, "call"), call).status_code == 422
    assert carla.post(url("step", request_.pk, "call"), call | {"version": "9" * 40}).status_code == 409
    assert not request_.attempts.exists()
