"""The way from a coordinator's keyboard to the patient's screen, as people go it."""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.browser.axe import violations_in_combinations
from tests.browser.public_pages import PHONE_NUMBER, visible_text

PRACTICE_TIME = ZoneInfo("America/New_York")


def open_form(page, title):
    """Opens a question's form from the list, and waits for the editor."""
    page.goto("/staff/faq/question/")
    page.get_by_role("link", name=title).click()
    answer(page).wait_for()


def answer(page):
    """The text box of the rich text editor."""
    # Until the editor is there, its plain text box has the same name.
    return page.get_by_role("textbox", name="Answer:").and_(page.locator("[contenteditable=true]"))


def add_to_answer(page, words):
    """Types at the end of the answer."""
    answer(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words}")
    assert words in answer(page).inner_text()


def save(page):
    """Presses Save, and waits for the form to come back."""
    page.get_by_role("button", name="Save").first.click()
    page.locator(".messagelist .success").wait_for()


def take_step(page, name, fields=()):
    """Presses a button of the panel, fills in what it asks for, and confirms."""
    page.locator(".edition-steps").get_by_role("link", name=name, exact=True).first.click()
    for label, value in dict(fields).items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name=name, exact=True).click()


def message(page):
    """What the staff site says was done."""
    return page.locator(".messagelist .success").inner_text()


def step_address(page, step):
    """The address of a step with the newest edition on the form, whether a button leads there or not."""
    return page.locator(".edition-title a").first.get_attribute("href") + f"{step}/"


def post_step(page, address, **fields):
    """Posts a step without its button, as somebody would who knows the address."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    return page.request.post(address, form={"csrfmiddlewaretoken": token, **fields})


def words_at(page, path):
    """What a patient reads at an address."""
    page.goto(path)
    return visible_text(page)


def test_a_coordinator_corrects_a_practical_answer_and_patients_read_it(visitor, own_site):
    path, words = "/faq/practical/what-to-bring/", "A written list of them helps us as well."
    coordinator, patient = visitor(own_site, "coordinator"), visitor(own_site)
    assert words not in words_at(patient, path)
    open_form(coordinator, "What do I bring to my appointment?")
    add_to_answer(coordinator, words)

    with coordinator.expect_popup() as opened:
        coordinator.get_by_role("button", name="Preview").first.click()
    assert words in visible_text(opened.value)
    assert "Preview: patients do not see this." in visible_text(opened.value)
    assert words not in words_at(patient, path)

    save(coordinator)
    assert words not in words_at(patient, path)
    take_step(coordinator, "Publish")
    assert message(coordinator) == "Published."
    assert words in words_at(patient, path)
    assert words in words_at(patient, "/faq/practical/")


def test_a_clinical_answer_reaches_patients_only_through_a_clinician(visitor, own_site):
    path, title, words = (
        "/faq/preparing/allergies/",
        "Which allergies should I tell the staff about?",
        "Latex counts, too.",
    )
    coordinator, clinician, patient = (
        visitor(own_site, "coordinator"),
        visitor(own_site, "clinician"),
        visitor(own_site),
    )
    assert "Reviewed by" not in words_at(patient, path)
    open_form(coordinator, title)
    add_to_answer(coordinator, words)
    save(coordinator)
    assert coordinator.get_by_role("link", name="Publish", exact=True).count() == 0
    assert post_step(coordinator, step_address(coordinator, "publish")).status == 409

    take_step(coordinator, "Submit for approval")
    assert "Say in one line what changed" in coordinator.get_by_role("alert").inner_text()
    coordinator.get_by_label("What changed, for readers").fill("Latex is named.")
    coordinator.get_by_role("button", name="Submit for approval").click()
    assert message(coordinator) == "Submitted for approval."
    assert coordinator.get_by_role("link", name=re.compile("^Approve")).count() == 0
    assert post_step(coordinator, step_address(coordinator, "approve")).status == 409
    assert post_step(coordinator, step_address(coordinator, "approve_and_publish")).status == 403
    assert words not in words_at(patient, path)

    clinician.goto("/staff/")
    clinician.get_by_role("region", name="For you to approve").get_by_role("link", name=title).click()
    clinician.get_by_role("link", name="Read and approve").click()
    clinician.get_by_role("button", name="Approve and publish").click()
    assert message(clinician) == "Approved and published."
    seen = words_at(patient, path)
    assert words in seen
    assert "Reviewed by Kim Clinician" in seen
    assert "Latex is named." in seen
    own_site.manage("verify_ledger")


def test_a_planned_publication_turns_at_its_second_with_only_the_web_server(visitor, own_site):
    path, words = "/faq/practical/other-questions/", "There is always somebody to ask."
    coordinator, patient = visitor(own_site, "coordinator"), visitor(own_site)
    open_form(coordinator, "Who can answer my other questions?")
    add_to_answer(coordinator, words)
    save(coordinator)
    moment = datetime.now(PRACTICE_TIME).replace(microsecond=0) + timedelta(seconds=8)
    when = {"when_0": f"{moment:%Y-%m-%d}", "when_1": f"{moment:%H:%M:%S}"}
    planned = post_step(coordinator, step_address(coordinator, "publish"), **when)
    assert "Scheduled" in planned.text()

    looks = []
    while not looks or looks[-1][0] <= moment + timedelta(seconds=0.2):
        asked_at = datetime.now(PRACTICE_TIME)
        is_new = words in patient.request.get(path).text()
        looks.append((asked_at, datetime.now(PRACTICE_TIME), is_new))
        time.sleep(0.1)
    before = [is_new for _, answered_at, is_new in looks if answered_at < moment]
    after = [is_new for asked_at, _, is_new in looks if asked_at > moment]
    assert before and not any(before)
    assert after and all(after)


@pytest.fixture
def taken_down(visitor, own_site):
    """The address of a page that a coordinator has taken down."""
    coordinator = visitor(own_site, "coordinator")
    path, title = "/faq/preparing/eating-before-the-procedure/", "Can I eat before the procedure?"
    open_form(coordinator, title)
    take_step(coordinator, "Take the page down")
    assert message(coordinator) == "Taken down, or planned to be."
    return path, title


def test_a_page_that_was_taken_down_says_so_and_leads_on(visitor, own_site, taken_down):
    path, title = taken_down
    patient = visitor(own_site)
    answered = patient.goto(path)
    assert answered.status == 410
    words = visible_text(patient)
    assert "This page has been taken down" in words
    assert PHONE_NUMBER in words
    ways_on = (
        patient.locator("main").get_by_role("link").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    )
    assert {"/", "/conditions/", "/faq/", "tel:+18284365500"} <= set(ways_on)
    assert violations_in_combinations(patient) == []
    assert title not in words_at(patient, "/faq/preparing/")
    assert path not in patient.request.get("/sitemap.xml").text()
