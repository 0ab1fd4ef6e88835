"""A coordinator's day with the second factor on: find a fact, change it, have it signed, plan it, watch it turn, put it back."""

import time
from datetime import datetime, timedelta

import pytest

from tests.browser.public_pages import visible_text
from tests.browser.test_from_keyboard_to_patient import PRACTICE_TIME, answer, message, save, words_at
from tests.browser.test_signing_in import sign_in, write_codes_down
from tests.browser.watching import watch
from tests.staff.door import code

TITLE, PATH = "Can I eat before the procedure?", "/faq/preparing/eating-before-the-procedure/"
SELECT_WORD = """(box, word) => {
  const nodes = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const at = node.data.indexOf(word);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + word.length);
    const { x, y, width, height } = range.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }
}"""


@pytest.fixture(scope="module")
def day_site(new_site):
    """A site where nobody works by a password alone."""
    return new_site("day", REQUIRE_SECOND_FACTOR="1")


@pytest.fixture
def arrives(visitor, day_site):
    """Signs somebody in for the first time, with an app as the second factor."""

    def arrive(account):
        page = visitor(day_site)
        sign_in(page, day_site, account)
        page.get_by_role("link", name="Use an app").click()
        page.get_by_label("Code that the app shows").fill(code(page.locator(".door-key").text_content()))
        page.get_by_role("button", name="Go on").click()
        write_codes_down(page)
        return page

    return arrive


def find_question(page, words):
    """From the start page to a question's form, by the search of the list."""
    page.goto("/staff/")
    page.locator("tr.model-question").get_by_role("link", name="Questions").click()
    page.locator("#searchbar").fill(words)
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name=TITLE).click()
    answer(page).wait_for()


def put_in_place(page, word, other):
    """Double-clicks a word in the answer and types another in its place."""
    answer(page).scroll_into_view_if_needed()
    place = answer(page).evaluate(SELECT_WORD, word)
    page.mouse.dblclick(place["x"], place["y"])
    page.keyboard.type(other)


def submit(page, words):
    """Asks for approval, with the line for readers."""
    page.get_by_role("link", name="Submit for approval").click()
    page.get_by_label("What changed, for readers").fill(words)
    page.get_by_role("button", name="Submit for approval").click()
    assert message(page) == "Submitted for approval."


def read_and_approve(page, button):
    """From the start page to the decision; returns the words that go and those that come."""
    page.goto("/staff/")
    page.get_by_role("region", name="For you to approve").get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Read and approve").click()
    changes = page.locator(".changes").first
    goes, comes = changes.locator("del").all_inner_texts(), changes.locator("ins").all_inner_texts()
    page.get_by_role("button", name=button, exact=True).click()
    return goes, comes


def next_minute():
    """The next full minute that leaves time to fill in a form, in the practice's time."""
    soon = datetime.now(PRACTICE_TIME) + timedelta(seconds=20)
    return soon.replace(second=0, microsecond=0) + timedelta(minutes=1)


def publish_at(page, moment):
    """Plans the publication."""
    page.get_by_role("link", name="Publish", exact=True).click()
    page.locator("[name=when_0]").fill(f"{moment:%Y-%m-%d}")
    page.locator("[name=when_1]").fill(f"{moment:%H:%M}")
    page.get_by_role("button", name="Publish", exact=True).click()


def test_from_six_hours_to_eight_and_back(visitor, day_site, arrives):
    patient, coordinator, clinician = visitor(day_site), arrives("coordinator"), arrives("clinician")
    problems = watch(coordinator, day_site.url) + watch(clinician, day_site.url)

    find_question(coordinator, "fast six hours")
    put_in_place(coordinator, "six", "eight")
    put_in_place(coordinator, "six", "eight")
    save(coordinator)
    assert "a clinician has to approve it" in visible_text(coordinator)
    submit(coordinator, "The hours without food.")
    assert "six hours" in words_at(patient, PATH)

    goes, comes = read_and_approve(clinician, "Approve")
    assert ("six" in " ".join(goes)) and ("eight" in " ".join(comes))

    coordinator.reload()
    moment = next_minute()
    publish_at(coordinator, moment)
    assert "Scheduled" in visible_text(coordinator)
    assert "six hours" in words_at(patient, PATH)
    coordinator.locator(".live-proof--live").filter(has_text=f"Live since {moment:%H:%M:%S}").wait_for(timeout=100_000)
    assert datetime.now(PRACTICE_TIME) >= moment
    turned = words_at(patient, PATH)
    assert "eight hours" in turned and "six hours" not in turned
    assert "The hours without food." in turned

    coordinator.get_by_role("link", name="All editions of this page").click()
    coordinator.get_by_role("link", name="Edition 1", exact=True).click()
    coordinator.get_by_role("link", name="Copy into the draft").click()
    coordinator.get_by_role("button", name="Copy into the draft").click()
    submit(coordinator, "Six hours, as before.")
    read_and_approve(clinician, "Approve and publish")
    end = time.monotonic() + 10
    while "eight hours" in words_at(patient, PATH) and time.monotonic() < end:
        time.sleep(0.2)
    assert "six hours" in words_at(patient, PATH)
    assert problems == []
    day_site.manage("verify_ledger")
