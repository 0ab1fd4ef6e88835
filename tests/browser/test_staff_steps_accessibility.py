"""Pages of the staff site that one only meets on the way through a step: two saves at once, an ended session, a table, a decision."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import GRAVE, violations_in_combinations
from tests.browser.test_staff_accessibility import PHONE, TWO_WAYS, wait_for_editors
from tests.browser.test_writing import open_form, type_at_end
from tests.browser.watching import watch


@pytest.fixture
def coordinator(visitor, own_site):
    return visitor(own_site, "coordinator")


@pytest.fixture
def clinician(visitor, own_site):
    return visitor(own_site, "clinician")


def look(page, problems=()):
    """What is wrong with a page as it stands: what it reported by itself, what axe finds, and what does not fit on a phone."""
    wait_for_editors(page)
    reported = list(problems)
    found = violations_in_combinations(page, combinations=TWO_WAYS, only=GRAVE)
    width = page.evaluate("document.documentElement.scrollWidth")
    return reported + found + ([f"{width} px wide on a phone"] if width > PHONE[0] else [])


def upload(page, *titles, topic="practical"):
    """Hands in a table of questions, and waits for what it would change."""
    rows = "".join(f"{title},Yes.,{topic}\n" for title in titles)
    table = {"name": "q.csv", "mimeType": "text/csv", "buffer": f"question,answer,topic\n{rows}".encode()}
    page.goto("/staff/faq/question/import/")
    page.set_input_files("#id_file", table)
    page.get_by_role("button", name="See what would change").click()
    page.get_by_role("heading", name=re.compile("^Row 2")).wait_for()


def drafts(page, *titles, topic="practical"):
    """New drafts of questions."""
    upload(page, *titles, topic=topic)
    page.get_by_role("button", name="Save these as drafts").click()
    page.locator(".messagelist .success").wait_for()


def submitted(page, title):
    """A new clinical question that waits for somebody to approve it."""
    drafts(page, title, topic="compression-fractures")
    open_form(page, title)
    submit(page)


def submit(page):
    page.locator(".edition-steps").get_by_role("link", name="Submit for approval").click()
    note = page.get_by_label("What changed, for readers")
    if note.count():
        note.fill("Better words.")
    page.get_by_role("button", name="Submit for approval").click()
    page.locator(".messagelist .success").wait_for()


def to_decision(page, title):
    open_form(page, title)
    page.get_by_role("link", name="Read and approve").click()
    page.get_by_role("heading", name="Your decision").wait_for()


def sign_in_again(page, own_site):
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(own_site.passwords["coordinator"])
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_what_a_table_would_change_can_be_read_by_all(coordinator, own_site):
    problems = watch(coordinator, own_site.url)
    upload(coordinator, "Is there a bench?", "Is there a hedge?")
    assert look(coordinator, problems) == []


def test_a_table_that_changes_nothing_and_one_that_is_refused_can_be_read_by_all(coordinator, own_site):
    problems = watch(coordinator, own_site.url)
    coordinator.goto("/staff/faq/question/import/")
    table = {"name": "q.csv", "mimeType": "text/csv", "buffer": b"question,topic\nIs there a moat?,nowhere\n"}
    coordinator.set_input_files("#id_file", table)
    coordinator.get_by_role("button", name="See what would change").click()
    coordinator.locator(".errornote").first.wait_for()
    # The browser itself reports each answer that is no success; this one is a refusal.
    assert look(coordinator, problems) == []


def test_what_came_of_a_step_with_many_pages_can_be_read_by_all(coordinator, own_site):
    drafts(coordinator, "May I bring a flute?")
    drafts(coordinator, "May I bring a flute along?", topic="compression-fractures")
    problems = watch(coordinator, own_site.url)
    coordinator.goto("/staff/faq/question/?q=flute")
    for box in coordinator.locator("input.action-select").all():
        box.check()
    coordinator.get_by_label("Action:").select_option("publish")
    coordinator.get_by_role("button", name="Go").click()
    coordinator.get_by_role("heading", name="2 pages").wait_for()
    assert look(coordinator, problems) == []
    del problems[:]
    coordinator.get_by_role("button", name="Publish").click()
    coordinator.get_by_role("heading", name="Not done: 1").wait_for()
    assert coordinator.locator(".bulk-done li").count() == 1
    assert look(coordinator, problems) == []


def test_deleting_a_draft_can_be_read_by_all(coordinator, own_site):
    drafts(coordinator, "Is there a pond?")
    problems = watch(coordinator, own_site.url)
    open_form(coordinator, "Is there a pond?")
    coordinator.goto(re.sub(r"change/.*", "discard/", coordinator.url))
    expect(coordinator.get_by_role("button", name="Delete this draft")).to_be_visible()
    assert look(coordinator, problems) == []


def test_two_texts_of_one_page_can_be_read_and_chosen_by_all(coordinator, clinician, own_site):
    title = "Is there a swing?"
    drafts(coordinator, title)
    open_form(coordinator, title)
    open_form(clinician, title)
    type_at_end(coordinator, "Behind the house.")
    type_at_end(clinician, "Before the house.")
    coordinator.get_by_role("button", name="Save").click()
    coordinator.locator(".messagelist .success").wait_for()
    problems = watch(clinician, own_site.url)
    clinician.get_by_role("button", name="Save").click()
    clinician.get_by_role("heading", name="Both of you changed this: choose").wait_for()
    assert look(clinician, problems) == []


def test_a_save_that_was_kept_comes_back_in_a_form_that_all_can_read(coordinator, own_site):
    drafts(coordinator, "Is there a harp?")
    open_form(coordinator, "Is there a harp?")
    type_at_end(coordinator, "In the hall.")
    problems = watch(coordinator, own_site.url)
    coordinator.context.clear_cookies(name="session")
    coordinator.get_by_role("button", name="Save").click()
    coordinator.get_by_text("What you typed is kept").wait_for()
    assert look(coordinator, problems) == []
    del problems[:]
    sign_in_again(coordinator, own_site)
    expect(coordinator.get_by_text("Your session had ended, so nothing was saved.")).to_be_visible()
    assert look(coordinator, problems) == []


def test_what_was_typed_elsewhere_comes_back_on_a_page_that_all_can_read(coordinator, own_site):
    coordinator.goto("/staff/publishing/term/add/")
    coordinator.get_by_label("Medical term").fill("lyre")
    coordinator.get_by_label("In plain words").fill("a small harp")
    problems = watch(coordinator, own_site.url)
    coordinator.context.clear_cookies(name="session")
    coordinator.get_by_role("button", name="Save").first.click()
    coordinator.get_by_text("What you typed is kept").wait_for()
    sign_in_again(coordinator, own_site)
    expect(coordinator.locator(".kept-texts")).to_contain_text("a small harp")
    assert look(coordinator, problems) == []


def test_a_decision_can_be_read_and_made_by_all(coordinator, clinician, own_site):
    submitted(coordinator, "Does cement itch?")
    problems = watch(clinician, own_site.url)
    to_decision(clinician, "Does cement itch?")
    assert look(clinician, problems) == []
    clinician.get_by_text("Another day for the next review").click()
    clinician.get_by_text("pages change with it").or_(clinician.get_by_text("page changes with it")).click()
    assert look(clinician) == []


def test_a_decision_that_lacks_its_note_says_so_to_all(coordinator, clinician, own_site):
    submitted(coordinator, "Does cement smell?")
    to_decision(clinician, "Does cement smell?")
    problems = watch(clinician, own_site.url)
    clinician.get_by_role("button", name="Send back").click()
    clinician.locator(".send-back .errorlist").wait_for()
    assert clinician.title().startswith("Error:")
    assert look(clinician, problems) == []


def test_a_decision_that_waits_for_a_note_to_be_settled_can_be_read_by_all(coordinator, clinician, own_site):
    submitted(coordinator, "Does cement melt?")
    to_decision(clinician, "Does cement melt?")
    clinician.get_by_text("Write a note").click()
    clinician.get_by_label("Note", exact=True).fill("Is it so?")
    problems = watch(clinician, own_site.url)
    clinician.get_by_role("button", name="Keep the note").click()
    assert clinician.get_by_role("button", name="Approve and publish").is_disabled()
    assert look(clinician, problems) == []


def test_why_somebody_cannot_approve_can_be_read_by_all(coordinator, own_site):
    submitted(coordinator, "Does cement glow?")
    problems = watch(coordinator, own_site.url)
    coordinator.get_by_role("link", name="Read and send back").click()
    coordinator.get_by_role("heading", name="Your decision").wait_for()
    assert coordinator.get_by_role("button", name="Approve").count() == 0
    assert look(coordinator, problems) == []


def test_approving_a_change_of_wording_can_be_read_by_all(coordinator, clinician, own_site):
    submitted(coordinator, "Does cement recieve light?")
    to_decision(clinician, "Does cement recieve light?")
    clinician.get_by_role("button", name="Approve and publish").click()
    clinician.locator(".messagelist .success").wait_for()
    open_form(coordinator, "Does cement recieve light?")
    coordinator.locator("#id_title").fill("Does cement receive light?")
    coordinator.get_by_role("button", name="Save").click()
    coordinator.locator(".messagelist .success").wait_for()
    submit(coordinator)
    problems = watch(clinician, own_site.url)
    to_decision(clinician, "Does cement receive light?")
    assert "wording" in clinician.locator(".edition-note--kind").inner_text().lower()
    assert look(clinician, problems) == []
