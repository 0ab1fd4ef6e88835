"""The one page on which a clinician decides, notes, links to share, and what is said before other pages change."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from publishing import actions, notes, sharing
from publishing.desk import change_url
from publishing.models import Event, Note, ShareLink
from publishing.schedule import database_clock
from publishing.staff_pages import document_url, edition_url
from publishing.states import State, state_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(db):
    return make.site()


@pytest.fixture
def submitted(site):
    """A clinical change of meaning, waiting for a clinician."""
    draft = make.condition(title="Sore back")
    make.live(draft)
    edition = make.kept(draft, summary="A back that hurts for eight weeks.")
    return actions.submit(edition, by=make.carla(), change_note="It takes eight weeks.")


@pytest.fixture
def clara(client, site):
    client.force_login(make.clara())
    return client


@pytest.fixture
def carla(client, site):
    client.force_login(make.carla())
    return client


def step(edition, name):
    return edition_url(edition, "step", step=name)


def text(response):
    return " ".join(response.content.decode().split())


def test_one_page_shows_all_that_a_decision_needs(clara, submitted):
    notes.write_note(submitted, by=make.carla(), text="Is it eight?", place="Summary")
    page = text(clara.get(step(submitted, "approve")))
    assert "differs in meaning" in page
    assert re.search(r"<ins>[^/]*</span>hurts for eight weeks.</ins>", page)
    assert f'<iframe src="{edition_url(submitted, "edition_preview")}"' in page
    assert "Is it eight?" in page
    assert "Readers are told: “It takes eight weeks.”" in page
    assert "saved by Carla Roe" in page
    assert all(f'value="{button}"' in page for button in ("Approve and publish", "Approve", "Send back"))
    assert 'id="findings-title"' in page


def test_the_page_is_one_whichever_button_led_there(clara, submitted):
    pages = [text(clara.get(step(submitted, name))) for name in ("approve", "approve_and_publish", "send_back")]
    assert all(page.count('id="decision"') == 1 for page in pages)


def test_the_form_leads_to_it_by_one_button(clara, submitted):
    page = text(clara.get(change_url(submitted.document)))
    assert page.count("Read and approve") == 1
    assert step(submitted, "approve_and_publish") in page


@pytest.mark.parametrize(
    ("name", "given", "state"),
    [
        ("approve", {"note": ""}, State.APPROVED),
        ("approve_and_publish", {"note": "", "next_review": "", "when_0": "", "when_1": ""}, State.LIVE),
        ("send_back", {"note": "Say why.", "next_review": "nonsense"}, State.SENT_BACK),
    ],
)
def test_each_button_takes_its_own_step_and_asks_for_nothing_of_the_others(clara, submitted, name, given, state):
    assert clara.post(step(submitted, name), given).status_code == 302
    submitted.refresh_from_db()
    assert state_of(submitted, Event.objects.first().at) is state


def test_what_was_typed_stands_after_a_refusal(clara, submitted):
    response = clara.post(step(submitted, "approve"), {"next_review": "2001-01-01", "note": "Half a thought"})
    page = text(response)
    assert response.status_code == 409
    assert "Choose a day after today." in page
    assert 'value="2001-01-01"' in page and "Half a thought" in page


def test_a_next_review_after_more_than_ten_years_is_a_slip_of_the_keyboard(clara, submitted):
    response = clara.post(step(submitted, "approve"), {"next_review": "9206-11-23"})
    page = text(response)
    assert (response.status_code, "That is more than ten years away. Choose an earlier day." in page) == (409, True)
    submitted.refresh_from_db()
    assert submitted.approved_at is None


def test_an_open_note_holds_the_buttons_and_refuses_who_posts_all_the_same(clara, submitted):
    notes.write_note(submitted, by=make.carla(), text="Is it eight?")
    page = text(clara.get(step(submitted, "approve")))
    assert page.count(" disabled>") == 2
    for name in ("approve", "approve_and_publish"):
        response = clara.post(step(submitted, name), {})
        assert (response.status_code, "Settle the note first" in text(response)) == (409, True)
    assert not submitted.document.editions.filter(number=2, approved_at__isnull=False).exists()


def test_the_author_reads_why_it_is_for_somebody_else(carla, submitted):
    page = text(carla.get(step(submitted, "send_back")))
    assert "a clinician has to approve it" in page
    assert 'value="Approve"' not in page


def test_a_text_of_which_nothing_is_live_is_shown_as_new(clara, site):
    edition = actions.submit(make.kept(make.condition()), by=make.carla())
    assert "Nothing of this is live yet" in text(clara.get(step(edition, "approve")))


# Notes


def test_a_note_is_written_and_settled_where_one_reads(clara, submitted):
    page = step(submitted, "send_back")
    written = {"text": "Is it eight?", "place": "Summary", "back": "approving"}
    assert clara.post(edition_url(submitted, "note"), written).url == page
    note = Note.objects.get()
    assert (note.text, note.place, note.edition_number, note.written_by) == ("Is it eight?", "Summary", 2, make.clara())
    settled = {"back": "approving", "number": "2"}
    assert clara.post(document_url(submitted.document, "settle", note=note.pk), settled).url == page
    note.refresh_from_db()
    assert note.resolved_by == make.clara()


def test_a_note_that_is_refused_keeps_what_was_typed(clara, submitted):
    response = clara.post(edition_url(submitted, "note"), {"text": "Where is it?", "place": "The moon"})
    assert (response.status_code, "Where is it?" in text(response), "no such part" in text(response)) == (
        422, True, True,
    )  # fmt: skip


def test_a_note_is_shown_above_the_form(carla, submitted):
    notes.write_note(submitted, by=make.clara(), text="Is it <b>eight</b>?")
    assert "Is it &lt;b&gt;eight&lt;/b&gt;?" in text(carla.get(change_url(submitted.document)))


def test_a_note_of_another_page_is_not_settled_through_this_one(carla, submitted):
    note = notes.write_note(make.kept(make.page()), by=make.clara(), text="Hm.")
    assert carla.post(document_url(submitted.document, "settle", note=note.pk)).status_code == 404


# Links to share


def test_a_link_is_made_listed_and_taken_back_on_the_page_of_the_edition(carla, submitted):
    carla.post(edition_url(submitted, "share"))
    link = ShareLink.objects.get()
    page = text(carla.get(edition_url(submitted)))
    assert sharing.url_of(link) in page and "Take back" in page
    carla.post(edition_url(submitted, "take_back", link=link.pk))
    assert sharing.url_of(link) not in text(carla.get(edition_url(submitted)))
    carla.logout()
    assert carla.get(sharing.path_of(link)).status_code == 404


def test_looking_at_an_edition_makes_no_link(carla, submitted):
    carla.get(edition_url(submitted))
    assert carla.get(edition_url(submitted, "share")).status_code == 405
    assert not ShareLink.objects.exists()


# What changes elsewhere, and the proof


def test_a_new_number_says_before_it_is_published_which_pages_it_changes(carla, site):
    edition = make.kept(site.coordinator, phone="+15550100199")
    page = text(carla.get(step(edition, "publish")))
    assert "010-0100</del>" in page and "010-0199</ins>" in page
    assert 'href="/contact/"' in page and 'href="/"' in page


def test_a_coordinator_in_use_cannot_go_and_the_page_says_where_it_is_used(carla, site):
    edition = site.coordinator.editions.get()
    response = carla.post(step(edition, "withdraw"), {"when_0": "", "when_1": ""})
    page = text(response)
    assert (response.status_code, "Choose another main coordinator" in page) == (409, True)
    assert f'<a href="{change_url(site)}">Hill Clinic</a>' in page


def test_a_draft_that_others_name_is_not_deleted_and_the_page_says_where_it_is_named(carla, site):
    other = make.coordinator(name="New Desk")
    make.kept(other)
    make.kept(site, coordinator=other)
    response = carla.post(reverse("admin:contact_coordinator_discard", args=[other.pk]))
    assert (response.status_code, f'<a href="{change_url(site)}">' in text(response)) == (409, True)
    assert type(other).objects.filter(pk=other.pk).exists()


def test_where_a_page_is_used_is_asked_from_its_form(carla, submitted):
    question = make.question(title="Is it far?", about=(submitted.document.draft,))
    make.live(question)
    used = document_url(submitted.document, "used")
    assert f'href="{used}"' in text(carla.get(change_url(submitted.document)))
    page = text(carla.get(used))
    assert f'<a href="{change_url(question)}">Is it far?</a>' in page
    assert 'href="/conditions/"' in page


def test_the_form_of_what_is_live_says_where_readers_find_it_and_what_to_look_for(carla, site):
    edition = make.live(make.page(title="Privacy"))
    page = text(carla.get(change_url(edition.document)))
    assert f'data-path="/privacy/" data-mark="{edition.content_hash[:12]}"' in page
    assert f'content="{edition.content_hash[:12]} ' in carla.get("/privacy/").content.decode()
    assert 'href="http://testserver/privacy/"' in page or 'href="http://localhost' in page


def test_before_a_publication_is_undone_or_cancelled_the_pages_that_it_changes_are_shown(carla, site):
    make.live(make.question(title="Is it far?"))
    number = site.coordinator
    live = make.live(number, phone="+15550100199")
    page = text(carla.get(step(live, "undo_publish")))
    assert "Pages that change at the same moment" in page
    assert "010-0199" in page and "010-0100" in page and ">Is it far?</a>" in page
    planned = make.live(number, phone="+15550100133", publish_at=database_clock() + timedelta(days=1))
    page = text(carla.get(step(planned, "cancel")))
    assert "Pages that would have changed, and now stay" in page
    assert "010-0133" in page and ">Is it far?</a>" in page


def test_a_reason_that_is_typed_outlives_a_note_and_its_settling(clara, submitted):
    """The notes' buttons post the page's one form, and what stands in it comes back."""
    page = text(clara.get(step(submitted, "send_back")))
    assert re.search('<textarea id="note-text" name="text"[^>]* form="decision-form"', page)
    assert re.search('<form method="post" class="step-form" id="decision-form">', page)
    typed = {"back": "approving", "note": "Eight is wrong.", "next_review": "2031-01-31", "text": "Is it eight?"}
    answer = clara.post(edition_url(submitted, "note"), typed, follow=True)
    assert ">Eight is wrong.</textarea>" in re.sub(r">\s+", ">", text(answer))
    assert 'value="2031-01-31"' in text(answer)
    note = Note.objects.get()
    settle = f"{document_url(submitted.document, 'settle', note=note.pk)}"
    assert f'form="decision-form" formaction="{settle}"' in text(answer)
    typed = {"back": "approving", "number": submitted.number, "note": "Eight is quite wrong."}
    answer = clara.post(settle, typed, follow=True)
    assert "Eight is quite wrong." in text(answer)
    clara.post(step(submitted, "send_back"), {"note": "Eight is quite wrong."})
    assert "Eight is quite wrong." not in text(clara.get(step(submitted, "approve"))).split('id="decision"')[1]
