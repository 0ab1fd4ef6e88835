"""The table of roles, asked through HTTP: every row for every person."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse

from publishing import actions, notes, sharing, steps
from publishing.models import Event
from publishing.schedule import database_clock
from publishing.staff_pages import document_url, edition_url
from search.models import Gap, GapWording
from tests import make
from tests.staff.role_table import PEOPLE, ROLE_TABLE

pytestmark = pytest.mark.django_db

LOG = "admin:publishing_event"

WAYS_IN = ("/staff/login/", "/staff/sign-in/")

STEPS_THAT_LEAVE_A_ROW = {
    "save": "keep",
    "note": "note",
    "settle": "settle",
    "share": "share",
    "take_back": "take_back",
    "submit": "submit",
    "send_back": "send_back",
    "approve": "approve",
    "approve_and_publish": "publish",
    "publish": "publish",
    "withdraw": "withdraw",
    "restore": "restore",
    "approve_wording": "approve",
    "undo_publish": "undo_publish",
    "cancel": "cancel",
    "discard": "discard",
}
"""Rows that change the state of something, with the verb that the ledger has for it."""


@pytest.fixture
def asked(db):
    """Each request of the table by its key, as (method, address, fields)."""
    make.site()
    draft = make.question(title="Is it far?", answer="<p>No.</p>")
    live = make.live(draft)
    newer = make.kept(draft, answer="<p>Not far.</p>")
    clinical = make.condition()
    waiting = actions.submit(make.kept(clinical), by=make.person("Wanda", "Coordinator"))
    other = make.kept(make.condition(title="Stiff back"), by=make.person("Wanda"))
    never_public = make.page(title="A mistake")
    make.kept(never_public)
    note = notes.write_note(make.kept(make.page(title="Noted")), by=make.carla(), text="Hm.")
    link = sharing.share(newer, by=make.carla())
    found = _requests(draft, live, newer, waiting, other, never_public, note, link)
    return (
        found
        | _more_requests(draft)
        | {key: ("POST", edition_url(edition, "step", step=step), {}) for key, step, edition in _moments()}
    )


def _moments():
    """Editions that a step can be taken with now, as (key of the table, step, edition)."""
    undone = make.page(title="Twice published")
    make.live(undone)
    signed = make.condition(title="Numb hand")
    make.live(signed)
    recased = make.kept(signed, title="Numb Hand", by=make.person("Wanda"))
    return [
        ("approve_wording", "approve", actions.submit(recased, by=make.person("Wanda"))),
        ("undo_publish", "undo_publish", make.live(undone, title="Twice Published")),
        ("cancel", "cancel", make.live(make.page(title="Planned"), publish_at=database_clock() + timedelta(days=1))),
    ]


def _more_requests(draft):
    chosen = {"_selected_action": [draft.pk], "person": make.carla().pk}
    gaps = [Gap.objects.create(words=words, stems=[words], times=3) for words in ("swim", "golf")]
    wordings = [GapWording(gap=gap, words=gap.words, source="search", day="2026-01-01", times=3) for gap in gaps]
    GapWording.objects.bulk_create(wordings)
    return {
        "gaps": ("GET", reverse("admin:search_gap_changelist"), {}),
        "start_answer": ("POST", reverse("admin:search_gap_step", args=[gaps[0].pk, "start"]), {}),
        "decline_gap": ("POST", reverse("admin:search_gap_step", args=[gaps[1].pk, "decline"]), {}),
        "phone": ("GET", reverse("phone:phone"), {}),
        "phone_missing": ("POST", reverse("phone:missing"), {"q": "swim"}),
        "check": ("POST", document_url(draft, "check"), {"title": "Is it far?"}),
        "bulk": ("POST", reverse("admin:faq_question_bulk", args=["publish"]), chosen),
        "order": ("POST", document_url(draft.topic, "order"), {}),
        "glossary": ("GET", reverse("admin:publishing_term_add"), {}),
        "messages": ("GET", reverse("admin:deliveries_delivery_changelist"), {}),
        "requests": ("GET", reverse("admin:contact_contactrequest_changelist"), {}),
        "request_figures": ("GET", reverse("admin:contact_contactrequest_metrics"), {}),
        "routing": ("GET", reverse("admin:contact_routingrule_changelist"), {}),
        "looks": ("GET", reverse("admin:contact_accessentry_changelist"), {}),
    }


def _requests(draft, live, newer, waiting, other, never_public, note, link):
    fields = {
        "title": "Is it far?", "slug": "is-it-far", "answer": "<p>Not at all.</p>", "topic": draft.topic_id, "language": "en",
        "opened_at_edit": draft.edit_no, "opened_at_edition": newer.number,
    }  # fmt: skip

    def form(name):
        return document_url(draft, name)

    def step(edition, name):
        return "POST", edition_url(edition, "step", step=name), {"note": "Shorter.", "when_0": "", "when_1": ""}

    return {
        "list": ("GET", reverse("admin:faq_question_changelist"), {}),
        "form": ("GET", form("change"), {}),
        "add": ("GET", reverse("admin:faq_question_add"), {}),
        "save": ("POST", form("change"), fields),
        "preview": ("POST", form("preview"), fields),
        "unsaved": ("POST", form("unsaved"), fields),
        "throw_away": ("POST", form("throw_away"), {}),
        "signs": ("POST", form("signs"), {}),
        "edition": ("GET", edition_url(newer), {}),
        "edition_preview": ("GET", edition_url(newer, "edition_preview"), {}),
        "history": ("GET", form("history"), {}),
        "compare": ("GET", form("compare") + "?from=1&to=2", {}),
        "used": ("GET", form("used"), {}),
        "note": ("POST", edition_url(newer, "note"), {"text": "Is it?"}),
        "settle": ("POST", document_url(note.document, "settle", note=note.pk), {}),
        "share": ("POST", edition_url(newer, "share"), {}),
        "take_back": ("POST", edition_url(newer, "take_back", link=link.pk), {}),
        "submit": step(other, "submit"),
        "send_back": step(waiting, "send_back"),
        "approving": ("GET", edition_url(waiting, "step", step="send_back"), {}),
        "approve": step(waiting, "approve"),
        "approve_and_publish": step(waiting, "approve_and_publish"),
        "review": step(newer, "review"),
        "publish": step(newer, "publish"),
        "withdraw": step(live, "withdraw"),
        "restore": step(live, "restore"),
        "discard": ("POST", document_url(never_public, "discard"), {}),
        "export": ("GET", reverse("admin:faq_question_export"), {}),
        "import": ("GET", reverse("admin:faq_question_import"), {}),
        "log": ("GET", reverse(f"{LOG}_changelist"), {}),
        "log_export": ("GET", reverse(f"{LOG}_export"), {}),
        "log_change": ("POST", reverse(f"{LOG}_change", args=[Event.objects.first().pk]), {"verb": "x"}),
        "rules": ("GET", reverse("admin:publishing_rules_add"), {}),
        "accounts": ("GET", reverse("admin:auth_user_changelist"), {}),
    }


def somebody(name):
    """The account of a person of the table; None for nobody in particular."""
    cast = make.cast()
    return {
        "coordinator": lambda: cast.cora,
        "clinician": lambda: cast.cleo,
        "administrator": lambda: cast.ada,
        "superuser": lambda: get_user_model().objects.create_superuser("root", password="x"),
        "nobody": lambda: make.person("Stan"),
        "anonymous": lambda: None,
    }[name]()


def answer(client, person, request):
    """What a person gets, as the table says it; whatever it did is undone, so that the next one finds the same."""
    method, address, fields = request
    client.logout()
    with transaction.atomic():
        if user := somebody(person):
            client.force_login(user)
        before = Event.objects.count()
        response = client.generic(method, address) if method == "GET" else client.post(address, fields)
        verbs = list(Event.objects.order_by("number").values_list("verb", flat=True)[before:])
        transaction.set_rollback(True)
    to_sign_in = response.status_code == 302 and response.url.startswith(WAYS_IN)
    return "in" if to_sign_in else str(response.status_code), verbs


def test_everybody_gets_what_the_table_says_and_what_was_done_is_in_the_ledger(client, asked):
    got, untold = {}, []
    for _what, key, _expected in ROLE_TABLE:
        answers = [answer(client, person, asked[key]) for person in PEOPLE]
        got[key] = " ".join(status for status, _verbs in answers)
        verb = STEPS_THAT_LEAVE_A_ROW.get(key)
        untold += [(key, verbs) for status, verbs in answers if (verb in verbs) != bool(verb and status == "302")]
    assert got == {key: expected for _what, key, expected in ROLE_TABLE}
    assert untold == []


def test_the_table_has_a_row_for_every_request_and_for_every_step(asked):
    keys = [row[1] for row in ROLE_TABLE]
    assert sorted(keys) == sorted(asked)
    assert {*STEPS_THAT_LEAVE_A_ROW} <= {*asked}
    assert {*steps.STEPS} - {"cancel_withdrawal"} <= {*keys}, (
        "a step that takes back a planned end is tried with `cancel`"
    )
