"""The phone mode by keyboard alone, and without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_staff_accessibility import EVERY_WAY, examine_all
from tests.browser.watching import watch

PHONE = "/staff/phone/"
EATING, OVERNIGHT = "Can I eat before the procedure?", "Do I stay overnight?"
LONGER_THAN_THE_PAUSE = 200
"""Milliseconds; the page asks 60 after the last key."""
TIMES_TO_LOOK = 100


@pytest.fixture(scope="module")
def phone_site(new_site):
    return new_site("phone")


@pytest.fixture
def page(visitor, phone_site):
    page = visitor(phone_site, "coordinator")
    page.goto(PHONE)
    return page


def focused(page):
    """The words of what has the keyboard."""
    return page.evaluate("document.activeElement.innerText ?? ''")


class Held:
    """What the page asks while somebody types; it is answered when the test says so."""

    def __init__(self, page):
        self._page, self._routes = page, []
        page.route("**/staff/phone/answers/", self._hold)

    def _hold(self, route):
        self._routes.append(route)

    def wait_for_one(self):
        """Until the page has asked."""
        for _time in range(TIMES_TO_LOOK):
            if self._routes:
                return
            self._page.wait_for_timeout(50)
        pytest.fail("The page asks nothing.")

    def let_through_the_rest(self):
        """Answer all that was asked until now."""
        while self._routes:
            self._routes.pop().continue_()

    def let_through(self, title):
        """Answer what was asked; the first answer then has this title."""
        self.wait_for_one()
        self.let_through_the_rest()
        expect(self._page.locator(".phone-title").first).to_have_text(title)


def number_of_first(page, words):
    """The number by which the first answer to these words is noted."""
    page.goto(f"{PHONE}?q={words}")
    number = page.locator("[data-answered] input[name=edition]").first.input_value()
    page.goto(PHONE)
    return number


def number_in(request):
    """The number in what was sent to note an answer."""
    return re.search(r'name="edition"\s+(\d+)', request.post_data)[1]


def type_anew(page, words):
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def type_and_wait(page, words, title):
    page.keyboard.type(words)
    expect(page.locator(".phone-title").first).to_have_text(title)


def test_an_answer_is_found_read_and_noted_with_the_keyboard_alone(page, phone_site):
    problems = watch(page, phone_site.url)
    page.reload()
    type_and_wait(page, "can I eat", EATING)
    page.keyboard.press("Enter")
    expect(page.locator(".phone-answer[open] .phone-text")).to_contain_text("Fast for six hours")
    assert "Can I eat before" in focused(page)
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_have_text("Noted: answered.")
    assert page.locator("#phone-words").evaluate("box => box === document.activeElement && box.value === ''")
    assert page.url.endswith(PHONE) and problems == []


def test_arrows_go_through_the_answers_and_back_to_the_box(page):
    page.keyboard.type("procedure")
    page.locator(".phone-title").nth(1).wait_for()
    titles = page.locator(".phone-title").all_inner_texts()
    page.keyboard.press("ArrowDown")
    assert titles[0] in focused(page)
    page.keyboard.press("ArrowDown")
    assert titles[1] in focused(page)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator(".phone-answer[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    assert page.locator("#phone-words").evaluate("box => box === document.activeElement")


def test_one_key_says_that_it_is_not_on_the_site(page):
    page.keyboard.type("john smith wants golf")
    page.keyboard.press("F9")
    expect(page.get_by_role("status").first).to_have_text("Noted as not on the site: “wants golf”.")
    type_and_wait(page, "can I eat", EATING)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    expect(page.get_by_role("status").first).to_have_text("Noted as not on the site: “can i eat”.")


def test_letters_in_the_box_are_only_letters(page):
    page.keyboard.type("an")
    assert page.locator("#phone-words").input_value() == "an"


def test_enter_opens_what_was_typed_and_not_what_stood_there_before(page):
    type_and_wait(page, "can I eat", EATING)
    held = Held(page)
    type_anew(page, "overnight")
    page.keyboard.press("Enter")
    held.let_through(OVERNIGHT)
    expect(page.locator(".phone-answer[open] .phone-title")).to_have_text(OVERNIGHT)
    expect(page.locator(".phone-answer[open] > summary")).to_be_focused()


def test_answers_that_come_while_somebody_types_on_are_not_taken_for_those_to_the_new_words(page):
    page.clock.install()
    held = Held(page)
    page.keyboard.type("overnight")
    page.clock.run_for(LONGER_THAN_THE_PAUSE)
    held.wait_for_one()
    page.clock.pause_at(page.evaluate("Date.now()") + 1)
    type_anew(page, "can I eat")
    held.let_through(OVERNIGHT)
    page.keyboard.press("Enter")
    held.let_through(EATING)
    expect(page.locator(".phone-answer[open] .phone-title")).to_have_text(EATING)
    page.clock.run_for(LONGER_THAN_THE_PAUSE)
    expect(page.locator(".phone-answer[open] > summary")).to_be_focused()


@pytest.mark.parametrize("keys", [["F8"], ["Enter", "a"]], ids=["F8", "Enter and a"])
def test_keys_that_are_quicker_than_the_answers_count_for_those(page, keys):
    number = number_of_first(page, "overnight")
    type_and_wait(page, "can I eat", EATING)
    held = Held(page)
    type_anew(page, "overnight")
    with page.expect_request("**/staff/phone/answered/") as sent:
        for key in keys:
            page.keyboard.press(key)
        held.wait_for_one()
        held.let_through_the_rest()
    assert number_in(sent.value) == number
    expect(page.get_by_role("status").first).to_have_text("Noted: answered.")
    expect(page.locator("#phone-words")).to_have_value("")


def test_answers_that_come_after_one_was_noted_do_not_stand_below_an_empty_box(page):
    type_and_wait(page, "can I eat", EATING)
    page.locator(".phone-answer > summary").first.click()
    held = Held(page)
    page.locator("#phone-words").press("x")
    held.wait_for_one()
    page.get_by_role("button", name="Answered").first.click()
    expect(page.get_by_role("status").first).to_have_text("Noted: answered.")
    held.let_through_the_rest()
    page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    assert page.locator(".phone-answer").count() == 0
    assert page.locator("#phone-words").input_value() == ""


def test_the_keys_count_where_nothing_has_the_keyboard(page):
    type_and_wait(page, "can I eat", EATING)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".phone-answer > summary").first).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Escape")
    expect(page.locator("#phone-words")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("a")
    expect(page.get_by_role("status").first).to_have_text("Noted: answered.")


def test_the_keys_are_only_letters_elsewhere_on_the_page(page):
    type_and_wait(page, "can I eat", EATING)
    page.get_by_role("banner").get_by_role("link").first.focus()
    page.keyboard.press("a")
    page.keyboard.press("F8")
    page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    assert page.get_by_role("status").first.inner_text() == ""


def test_where_the_server_does_not_answer_nothing_old_is_opened_or_noted(page):
    type_and_wait(page, "can I eat", EATING)
    page.route("**/staff/phone/answers/", lambda route: route.abort())
    type_anew(page, "overnight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("No answer from the server. Reload the page.")
    expect(page.locator("#phone-words")).to_be_focused()
    page.keyboard.press("F8")
    page.wait_for_timeout(LONGER_THAN_THE_PAUSE)
    assert page.locator(".phone-answer[open]").count() == 0
    assert page.get_by_role("status").first.inner_text() == "No answer from the server. Reload the page."


def test_without_a_script_everything_is_there(visitor, phone_site):
    page = visitor(phone_site, "coordinator", java_script_enabled=False)
    page.goto(PHONE)
    page.locator("#phone-words").fill("can I eat")
    page.locator("#phone-words").press("Enter")
    assert "csrf" not in page.url
    page.locator(".phone-answer > summary").first.click()
    page.get_by_role("button", name="Answered").first.click()
    assert page.locator(".messagelist").inner_text().strip() == "Noted: answered."


def test_the_page_is_silent_and_axe_finds_nothing_grave(visitor, phone_site):
    page = visitor(phone_site, "coordinator")
    paths = [PHONE, f"{PHONE}?q=can+I+eat", f"{PHONE}?q=zzz"]
    assert examine_all(page, phone_site, paths, EVERY_WAY) == {}
