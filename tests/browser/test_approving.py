"""A clinician decides on one page, the desk's browser proves what readers get, and a shared link dies when it is taken back."""

import re

import pytest

from tests.browser.axe import GRAVE, violations_in_combinations
from tests.browser.public_pages import visible_text
from tests.browser.test_from_keyboard_to_patient import open_form, save, take_step
from tests.browser.watching import watch

TITLE, WORDS = "Do I stay overnight?", "Do I stay for two nights?"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def waiting(visitor, own_site):
    """The coordinator's page, after a change of meaning was submitted."""
    coordinator = visitor(own_site, "coordinator")
    open_form(coordinator, TITLE)
    coordinator.locator("#id_title").fill(WORDS)
    save(coordinator)
    take_step(coordinator, "Submit for approval", {"What changed, for readers": "How long to rest."})
    return coordinator


def test_from_the_decision_on_a_phone_to_the_proof_that_it_is_live(visitor, own_site, waiting):
    clinician = visitor(own_site, "clinician", viewport=PHONE)
    problems = watch(clinician, own_site.url)
    open_form(clinician, WORDS)
    clinician.get_by_role("link", name="Read and approve").click()
    assert "a clinician has to approve it" in visible_text(clinician)
    assert clinician.locator(".changes ins").inner_text().endswith("for two nights?")
    assert WORDS in clinician.frame_locator(".rendered iframe").locator("main").inner_text()
    assert clinician.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    clinician.get_by_text("Write a note").click()
    clinician.get_by_label("Note", exact=True).fill("Is it eight?")
    clinician.get_by_role("button", name="Keep the note").click()
    assert clinician.get_by_role("button", name="Approve and publish").is_disabled()
    clinician.get_by_role("button", name="Settled").click()

    clinician.get_by_role("button", name="Approve and publish").click()
    proof = clinician.locator(".live-proof--live .live-proof-answer")
    proof.wait_for(timeout=5000)
    assert re.fullmatch(r"Live since \d\d:\d\d:\d\d", proof.inner_text())
    assert problems == []

    patient = visitor(own_site)
    patient.goto(clinician.locator(".live-proof").get_attribute("data-path"))
    assert WORDS in visible_text(patient)


def test_the_desk_says_what_is_wrong_when_readers_get_something_else(visitor, own_site):
    coordinator = visitor(own_site, "coordinator")
    answers = iter([{"status": 503, "body": "Later"}] * 5)
    coordinator.route("**/faq/**", lambda route: route.fulfill(**next(answers)))
    coordinator.route("**/staff/**", lambda route: route.continue_())
    open_form(coordinator, "What is the cement for?")
    wrong = coordinator.locator(".live-proof--wrong .live-proof-answer")
    wrong.wait_for(timeout=5000)
    assert wrong.inner_text() == "This address answers with the error 503."


def test_a_shared_link_shows_the_page_to_a_stranger_until_it_is_taken_back(visitor, own_site):
    coordinator, stranger = visitor(own_site, "coordinator"), visitor(own_site)
    open_form(coordinator, "What is the cement for?")
    coordinator.locator(".edition-title a").first.click()
    coordinator.get_by_role("button", name="Make a link").click()
    address = re.sub(r"^https?://[^/]+", "", coordinator.locator(".share-url").input_value())
    assert stranger.goto(address).status == 200
    assert "What is the cement for?" in visible_text(stranger)
    assert violations_in_combinations(coordinator, combinations=[((390, 844), "dark")], only=GRAVE) == []
    coordinator.get_by_role("button", name="Take back").click()
    assert stranger.goto(address).status == 404
