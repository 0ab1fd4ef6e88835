"""The inbox in a browser: a request is worked by keyboard alone, and every page is silent and without a grave finding."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_staff_accessibility import EVERY_WAY, examine_all
from tests.contact.filled import filled

INBOX = "/staff/contact/contactrequest/"
RULES = "/staff/contact/routingrule/"
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


def test_rules_for_who_answers_are_kept_without_scripts_and_axe_finds_nothing_grave(visitor, inbox_site):
    page = visitor(inbox_site, "coordinator", java_script_enabled=False)
    for language in ("Español", "Français"):
        page.goto(RULES)
        page.get_by_role("link", name="Add rule for who answers").click()
        page.get_by_label("Language:").select_option(language)
        page.get_by_role("checkbox").first.check()
        page.get_by_label("Hours until the first call:").fill("2")
        page.get_by_role("button", name="Save", exact=True).click()
        page.locator("#result_list").wait_for()
    page.get_by_role("button", name="Move up: Anything, Français").click()
    page.get_by_text("The order is saved.").wait_for()
    assert [row.split("\t")[1] for row in page.locator("#result_list tbody tr").all_inner_texts()] == [
        "Français",
        "Español",
    ]
    rule = page.locator("#result_list tbody th a").first.get_attribute("href")
    ask(page, inbox_site, name="Pat Routed", phone="(555) 010-0146", language="es")
    seen = visitor(inbox_site, "coordinator")
    seen.goto(INBOX)
    seen.get_by_role("navigation", name="For whom").get_by_role("link", name="For you").click()
    expect(seen.get_by_role("link", name="For you")).to_have_attribute("aria-current", "true")
    assert seen.locator(".inbox-table tbody tr").count() == 1
    paths = [RULES, f"{RULES}add/", rule, "/staff/contact/absence/", "/staff/contact/absence/add/"]
    paths += [INBOX, f"{INBOX}?show=unclaimed&for=yours"]
    assert examine_all(seen, inbox_site, paths, EVERY_WAY) == {}


def test_taking_requests_away_and_the_proof_before_it_are_silent_and_axe_finds_nothing_grave(visitor, inbox_site):
    accounts = visitor(inbox_site, "administrator")
    accounts.goto("/staff/auth/user/")
    accounts.locator("#result_list tbody th a", has_text="coordinator").click()
    accounts.get_by_label("Lead coordinator").check()
    accounts.get_by_role("button", name="Save", exact=True).click()
    accounts.locator("#result_list").wait_for()
    paths = [f"{INBOX}export/", f"/staff/account/confirm/?next={INBOX}export/"]
    assert examine_all(visitor(inbox_site, "coordinator"), inbox_site, paths, EVERY_WAY) == {}
