"""Asking for a call back in a browser: without JavaScript, without a cookie, with the keyboard alone, for axe on every step."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import COMBINATIONS, violations_in_combinations

EVERY_SIZE = [*COMBINATIONS, ((390, 844), "light"), ((390, 844), "dark")]
MESSAGE = "May I bring my sister?"


def open_form(page: Page, about: str = "") -> None:
    page.goto("/contact/" + (f"?about={about}" if about else ""))


def fill(page: Page, message: str = MESSAGE) -> None:
    page.get_by_label("Your name").fill("José O'Neil")
    page.get_by_label("Phone number").fill("(555) 010-0177")
    page.get_by_label("Morning").check()
    page.get_by_label("What is it about?").select_option("Something else")
    page.get_by_label("Myself").check()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("A short message (optional)").fill(message)
    page.get_by_label(re.compile("^I agree")).check()


def go_on(page: Page, button: str = "Continue") -> None:
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_the_whole_journey_without_a_cookie(visitor, site, javascript):
    page = visitor(site, java_script_enabled=javascript)
    open_form(page, "kyphoplasty")
    expect(page.get_by_label("What is it about?").locator("option:checked")).to_have_text(re.compile("Kyphoplasty"))
    go_on(page)
    expect(page).to_have_title(re.compile("^Error: Contact us"))
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Enter your name").click()
    expect(page.get_by_label("Your name")).to_be_focused()
    fill(page)
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    go_on(page, "Change Phone number")
    expect(page.get_by_label("Phone number")).to_be_focused()
    page.get_by_label("Phone number").fill("555 010 0178")
    expect(page.get_by_label("A short message (optional)")).to_have_value(MESSAGE)
    go_on(page)
    expect(page.get_by_text("555 010 0178")).to_be_visible()
    go_on(page, "Send my request")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your request")
    page.reload()
    expect(page.locator("body")).not_to_contain_text(re.compile("José|0178|sister"))
    assert page.context.cookies() == []


def test_words_of_an_emergency_bring_the_number_first(visitor, site):
    page = visitor(site, java_script_enabled=False)
    open_form(page)
    fill(page, "I have no feeling in my legs")
    go_on(page)
    expect(page.get_by_role("link", name="Call 911 now")).to_be_in_viewport()
    go_on(page, "It is no emergency")
    expect(page.get_by_text("I have no feeling in my legs")).to_be_visible()


def test_going_on_is_about_one_message_in_its_lines_and_another_is_read_again(visitor, site):
    page = visitor(site, java_script_enabled=False)
    open_form(page)
    fill(page, "I can't feel\nmy legs")
    for button in ("Continue", "It is no emergency", "Change A short message"):
        go_on(page, button)
    expect(page.get_by_label("A short message (optional)")).to_have_value("I can't feel\nmy legs")
    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    go_on(page, "Change A short message")
    page.get_by_label("A short message (optional)").fill("now I cannot breathe, chest pain")
    go_on(page)
    expect(page.get_by_role("link", name="Call 911 now")).to_be_in_viewport()


def test_axe_finds_nothing_on_any_step(visitor, site):
    page, found = visitor(site), {}

    def look(step: str) -> None:
        found[step] = violations_in_combinations(page, combinations=EVERY_SIZE)

    open_form(page)
    look("form")
    go_on(page)
    look("errors")
    fill(page, "she has chest pain")
    go_on(page)
    look("emergency")
    go_on(page, "It is no emergency")
    look("check")
    go_on(page, "Send my request")
    look("sent")
    page.goto("/contact/sent/unknown/")
    look("unknown")
    assert {step: sentences for step, sentences in found.items() if sentences} == {}


def test_the_keyboard_alone_sends_a_request(visitor, site):
    page = visitor(site)
    open_form(page)
    page.get_by_label("Your name").focus()
    keys = [
        "Cher",
        "Tab",
        "555 010 0177",
        "Tab",
        "Space",
        "Tab",
        "S",
        "Tab",
        "Space",
        "Tab",
        "Tab",
        "Space",
        "Tab",
        "Tab",
    ]
    for key in [*keys, "Hello", "Tab", "Space"]:
        if key in ("Tab", "Space"):
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    page.get_by_role("button", name="Send my request").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("We have received your request")


def test_nothing_is_cut_off_on_a_narrow_screen(visitor, site):
    page = visitor(site, viewport={"width": 320, "height": 640})
    open_form(page)
    go_on(page)
    fill(page, "w" * 200)
    go_on(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
