"""The phone mode by keyboard alone, and without a script."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_staff_accessibility import EVERY_WAY, examine_all
from tests.browser.watching import watch

PHONE = "/staff/phone/"


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


def type_and_wait(page, words, title):
    page.keyboard.type(words)
    expect(page.locator(".phone-title").first).to_have_text(title)


def test_an_answer_is_found_read_and_noted_with_the_keyboard_alone(page, phone_site):
    problems = watch(page, phone_site.url)
    page.reload()
    type_and_wait(page, "can I eat", "Can I eat before the procedure?")
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
    type_and_wait(page, "can I eat", "Can I eat before the procedure?")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("n")
    expect(page.get_by_role("status").first).to_have_text("Noted as not on the site: “can i eat”.")


def test_letters_in_the_box_are_only_letters(page):
    page.keyboard.type("an")
    assert page.locator("#phone-words").input_value() == "an"


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
