"""The drawing of the body on the lists: with the keyboard, with a thumb, without a script, on a narrow phone."""

import pytest
from playwright.sync_api import expect

LINK = ".body-map__link"
# How large the label of a region is, which is part of its link.
LABEL = "[...document.querySelectorAll('.body-map__label')].map((label) => label.getBoundingClientRect().toJSON())"
LABEL_FILL = "getComputedStyle(document.querySelector('.body-map__label')).fill"
SIZES = [(320, 640), (390, 844), (1280, 900)]
LISTS = ["/conditions/", "/procedures/"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
def test_a_region_is_a_target_of_44_px_that_leads_to_its_list(browser, site, path, size):
    context = browser.new_context(
        base_url=site.url, viewport={"width": size[0], "height": size[1]}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(path)
    link = page.get_by_role("link", name="Spine and back", exact=True)
    box = link.locator("rect").bounding_box()
    link.locator("text").first.click()
    assert min(box["width"], box["height"]) >= 44
    assert page.url.endswith(f"{path}#region-spine")
    expect(page.locator("#region-spine")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("path", LISTS)
def test_pressing_the_spine_itself_leads_there_too(page, path):
    page.goto(path)
    page.locator(".body-map").scroll_into_view_if_needed()
    box = page.locator(".body-map").bounding_box()
    unit = box["width"] / 288
    page.mouse.click(box["x"] + 60 * unit, box["y"] + 130 * unit)
    page.wait_for_url("**#region-spine")


@pytest.mark.parametrize("colors", ["light", "dark"])
def test_the_keyboard_reaches_a_region_and_sees_that_it_did(page, colors):
    page.emulate_media(color_scheme=colors)
    page.goto("/conditions/")
    plain = page.evaluate(LABEL_FILL)
    page.locator(".link-list a").last.focus()
    for _ in range(page.locator(".by-region .link-list a").count()):
        page.keyboard.press("Shift+Tab")
    assert page.locator(f"{LINK}:focus-visible").count() == 1
    assert page.evaluate(LABEL_FILL) != plain
    page.keyboard.press("Enter")
    page.wait_for_url("**#region-spine")


def test_all_is_within_320_px(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/procedures/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert [box for box in page.evaluate(LABEL) if box["right"] > 304] == []


def test_on_paper_the_list_stands_alone(page):
    page.goto("/conditions/")
    page.emulate_media(media="print")
    assert not page.locator(".body-map").is_visible()
    assert page.locator("#region-spine").is_visible()
