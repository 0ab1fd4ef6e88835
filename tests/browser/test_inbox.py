"""The inbox in a browser: a request is worked by keyboard alone, and every page is silent and without a grave finding."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_staff_accessibility import EVERY_WAY, examine_all
from tests.contact.filled import filled

INBOX = "/staff/contact/contactrequest/"
REQUEST = re.compile(r"/contactrequest/[0-9a-f-]{36}/change/$")


@pytest.fixture(scope="module")
def inbox_site(new_site):
    return new_site("inbox_site")


def ask(page, site, **answers) -> None:
    """As a patient sends it."""
    answer = page.request.post(
        f"{site.url}/contact/", form=filled(**answers), headers={"Origin": site.url}, max_redirects=0
    )
    assert answer.status == 303, answer.text()


def tab_to(page, locator) -> None:
    """Press Tab until it has the focus."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("The keyboard does not get there.")


def test_a_coordinator_works_a_request_by_keyboard(visitor, inbox_site):
    page = visitor(inbox_site, "coordinator")
    ask(page, inbox_site, name="Pat Keyboard", phone="(555) 010-0142")
    page.goto(INBOX)
    tab_to(page, page.get_by_label("Find a request"))
    page.keyboard.type("cc")
    assert page.url.endswith(INBOX)
    page.get_by_role("button", name="Take the most urgent one").focus()
    page.keyboard.press("c")
    page.wait_for_url(REQUEST)
    assert page.get_by_text("You have it.").is_visible() and "Pat" not in page.title()
    tab_to(page, page.locator("[name=outcome]").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    tab_to(page, page.get_by_role("button", name="Write the call down"))
    page.keyboard.press("Enter")
    page.get_by_text("The call is written down.").wait_for()
    assert page.locator(".request-calls").first.inner_text().count("No answer") == 1


def test_the_key_can_be_turned_off_and_stays_off(visitor, inbox_site):
    page = visitor(inbox_site, "coordinator")
    ask(page, inbox_site, name="Pat Off", phone="(555) 010-0143")
    page.goto(INBOX)
    page.get_by_label("The key c works here").uncheck()
    page.reload()
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    assert page.url.endswith(INBOX)


def test_every_page_is_silent_and_axe_finds_nothing_grave(visitor, inbox_site):
    page = visitor(inbox_site, "coordinator")
    ask(page, inbox_site, name="Pat Axe", phone="(555) 010-0144", may_leave_message="no")
    page.goto(INBOX)
    request = page.locator(".inbox-table tbody a").last.get_attribute("href")
    paths = [INBOX, f"{INBOX}?show=aside", request, f"{INBOX}phones/", f"{INBOX}metrics/"]
    assert examine_all(page, inbox_site, paths, EVERY_WAY) == {}


def test_without_scripts_a_request_is_worked_by_its_buttons(visitor, inbox_site):
    page = visitor(inbox_site, "coordinator", java_script_enabled=False)
    ask(page, inbox_site, name="Pat Plain", phone="(555) 010-0145")
    page.goto(INBOX)
    page.get_by_role("button", name="Take the most urgent one").click()
    page.get_by_label("Spoke with the patient, and it is done").check()
    page.get_by_role("button", name="Write the call down").click()
    expect(page.get_by_text("The call is written down.")).to_be_visible()
    expect(page.get_by_role("button", name="Open it again")).to_be_visible()
