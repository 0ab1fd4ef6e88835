"""Searching as a patient does it: by keyboard, with and without scripts, on any screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import COMBINATIONS, violations_in_combinations
from tests.browser.public_pages import PHONE_NUMBER

PAGES = ["/search/", "/search/?q=kifoplasty", "/search/?q=gallstones", "/search/?q=cannot+control+my+bladder"]


def box(page):
    return page.get_by_role("search").locator("input[name=q]")


def test_a_suggestion_is_chosen_by_keyboard(page, problems):
    page.goto("/search/")
    search = page.get_by_role("combobox", name="What are you looking for?")
    search.press_sequentially("kyph")
    expect(search).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("option").first).to_contain_text("Kyphoplasty")
    search.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert search.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    search.press("Escape")
    expect(search).to_have_attribute("aria-expanded", "false")
    with page.expect_response("**/search/suggest?q=kypho"):
        search.press_sequentially("o")
    expect(search).to_have_attribute("aria-expanded", "true")
    search.press("ArrowDown")
    search.press("Enter")
    page.wait_for_url("**/procedures/kyphoplasty/")
    assert problems == []


def test_typing_on_drops_the_choice_so_that_enter_searches(page, problems):
    page.goto("/search/")
    search = page.get_by_role("combobox", name="What are you looking for?")
    search.press_sequentially("kyph")
    expect(page.get_by_role("option").first).to_contain_text("Kyphoplasty")
    search.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    # The suggestions for what is typed now never come.
    page.route("**/search/suggest?q=parking", lambda route: None)
    search.fill("parking")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(0)
    assert search.get_attribute("aria-activedescendant") is None
    search.press("Enter")
    page.wait_for_url("**/search/?q=parking")
    assert problems == []


def test_enter_without_a_choice_searches(page, problems):
    page.goto("/")
    box(page).fill("broken back")
    box(page).press("Enter")
    page.wait_for_url("**/search/?q=broken+back")
    expect(page.locator(".search-hits h3").first).to_contain_text("ompression fracture")
    expect(box(page)).to_have_value("broken back")
    assert problems == []


def test_search_works_without_scripts(visitor, site):
    page = visitor(site, java_script_enabled=False)
    page.goto("/")
    box(page).fill("kifoplasty")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Kyphoplasty", exact=True)).to_be_visible()
    assert page.get_by_text(PHONE_NUMBER).first.is_visible()
    page.get_by_role("link", name="Questions", exact=True).last.click()
    expect(page.locator(".search-hits h3").first).to_be_visible()


def test_nothing_found_leads_on(page):
    page.goto("/search/?q=gallstones")
    assert page.title().startswith("Nothing found")
    expect(page.get_by_role("link", name="Conditions from A to Z")).to_be_visible()
    expect(box(page)).to_have_value("gallstones")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_search_pages(page, path):
    page.goto(path)
    assert violations_in_combinations(page, combinations=COMBINATIONS) == []


def test_axe_finds_nothing_in_open_suggestions(page):
    page.goto("/search/")
    box(page).press_sequentially("vert")
    page.get_by_role("option").first.wait_for()
    box(page).press("ArrowDown")
    assert violations_in_combinations(page, combinations=COMBINATIONS[:2]) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_hangs_over_the_edge_of_a_small_phone(page, path):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_script_and_style_of_search_are_on_pages_with_a_box_alone(page):
    page.goto("/faq/")
    assert page.locator("script[src]").count() == 0
    assert page.locator("link[href*='css/search']").count() == 0
