"""What nobody found gets written: from three searches without a result to the answer that the same search finds."""

import pytest
from playwright.sync_api import expect

from tests.browser.public_pages import visible_text
from tests.browser.test_from_keyboard_to_patient import answer, message, save, take_step
from tests.browser.test_staff_accessibility import EVERY_WAY, examine_all
from tests.browser.watching import watch

SEARCHES = ("Where can I leave my bicycle?", "bicycle", "leave bicycles")
DESK_LIST = "What patients looked for and did not find"


@pytest.fixture(scope="module")
def gap_site(new_site):
    return new_site("gaps")


def searched(page, words):
    """What a patient reads after searching, by the form."""
    page.goto("/search/")
    box = page.locator("main input[name=q]").first
    box.fill(words)
    box.press("Enter")
    page.wait_for_url("**/search/?*q=*")
    return visible_text(page)


def test_what_nobody_found_is_written_and_found(visitor, gap_site):
    patient, coordinator = visitor(gap_site), visitor(gap_site, "coordinator")
    problems = watch(patient, gap_site.url) + watch(coordinator, gap_site.url)
    for words in SEARCHES:
        assert "your bicycle in the yard" not in searched(patient, words)
    gap_site.manage("send_deliveries", "--once")

    coordinator.goto("/staff/")
    waiting = coordinator.get_by_role("region", name=DESK_LIST)
    assert "3 times" in waiting.inner_text()
    waiting.get_by_role("link").first.click()
    words = visible_text(coordinator)
    assert all(asked.lower().strip("?") in words for asked in SEARCHES)
    coordinator.get_by_role("button", name="Start the answer").click()

    answer(coordinator).wait_for()
    assert "bicycle" in coordinator.get_by_label("Question:").input_value().lower()
    coordinator.get_by_label("Question:").fill("Where can I leave my bicycle?")
    answer(coordinator).click()
    coordinator.keyboard.type("You can leave your bicycle in the yard behind the house.")
    choose_topic(coordinator)
    save(coordinator)
    take_step(coordinator, "Publish")
    assert "Published" in message(coordinator)

    for words in SEARCHES:
        assert "Where can I leave my bicycle?" in searched(patient, words)
    patient.get_by_role("link", name="Where can I leave my bicycle?").first.click()
    assert "in the yard behind the house" in visible_text(patient)

    coordinator.goto("/staff/search/gap/?show=closed")
    coordinator.locator(".gaps-words a").first.click()
    closed = visible_text(coordinator)
    assert "the same searches find the answer among the first 3 results" in closed
    assert closed.count("answered since") == len(SEARCHES)
    coordinator.goto("/staff/")
    assert coordinator.get_by_role("region", name=DESK_LIST).count() == 0
    assert problems == []


def choose_topic(page):
    """The practical topic, in the box that searches topics."""
    page.locator(".field-topic .select2-selection").click()
    page.locator(".select2-search__field").last.fill("Who to call")
    page.locator(".select2-results__option", has_text="Who to call").click()


def test_a_patient_says_that_an_answer_did_not_help_without_a_script(visitor, gap_site):
    patient = visitor(gap_site, java_script_enabled=False)
    for _ in range(3):
        patient.goto("/faq/practical/what-to-bring/")
        patient.get_by_role("button", name="No, I do not understand it").click()
        assert "Thank you" in visible_text(patient)
    assert patient.context.cookies() == []
    coordinator = visitor(gap_site, "coordinator")
    coordinator.goto("/staff/search/gap/?where=page")
    assert "What do I bring to my appointment?" in coordinator.locator(".gaps-list").inner_text()


def test_the_pages_of_gaps_are_silent_and_axe_finds_nothing_grave(visitor, gap_site):
    page = visitor(gap_site, "coordinator")
    for words in ("wheelchair ramp", "is there a ramp", "ramp"):
        page.goto("/staff/phone/?q=" + words)
        page.get_by_role("button", name="Not on the site").click()
        expect(page.locator("[data-said]")).not_to_be_empty()
    page.goto("/staff/search/gap/?where=phone")
    gap = page.locator(".gaps-words a").first.get_attribute("href")
    paths = ["/staff/search/gap/", "/staff/search/gap/?show=closed", gap]
    assert examine_all(page, gap_site, paths, EVERY_WAY) == {}
