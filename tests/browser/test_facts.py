"""Every fact of CONTENT.md stands on its page, in the reader's browser, on a phone and on a desk."""

import re

import pytest

from tests.browser.public_pages import CONDITION, PHONE_NUMBER, one_of_each_kind, visible_text
from tests.starter.test_starter_facts import FACTS

WIDTHS = [320, 1280]
NUMBER = re.escape(PHONE_NUMBER)
# The file of the starter content keeps the number apart from the words around it.
NUMBER_STANDS_WITH = (18, 19)


def facts_by_slug():
    """The patterns that each page must hold, by fact."""
    found = {}
    for fact, (slugs, *patterns) in FACTS.items():
        for slug in [slugs] if isinstance(slugs, str) else slugs:
            found.setdefault(slug, {})[fact] = patterns + [NUMBER] * (fact in NUMBER_STANDS_WITH)
    return found


def path_of(slug, paths):
    """The one address that ends in a slug."""
    (path,) = [path for path in paths if path.endswith(f"/{slug}/")]
    return path


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("slug", "facts"), facts_by_slug().items(), ids=[*facts_by_slug()])
def test_each_fact_of_a_page_can_be_read_on_it(page, paths, slug, facts, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path_of(slug, paths))
    words = visible_text(page)
    missing = {fact: [each for each in patterns if not re.search(each, words)] for fact, patterns in facts.items()}
    assert {fact: patterns for fact, patterns in missing.items() if patterns} == {}


def test_the_condition_page_says_when_to_call_911(page):
    page.goto(CONDITION)
    card = page.locator(".care-card")
    assert "Call 911 if:" in card.inner_text()
    assert card.get_by_role("listitem").count() == 3
    assert card.get_by_role("link").count() == 0


def test_the_questions_block_sends_other_questions_to_the_coordinator(page):
    page.goto(CONDITION)
    words = page.locator("#questions").inner_text()
    assert "the questions patients ask most" in words
    assert f"call ARA Cares Coordinator: {PHONE_NUMBER}" in words


def test_no_page_scrolls_sideways_at_320_px(page, paths):
    page.set_viewport_size({"width": 320, "height": 640})
    too_wide = {}
    for path in [*paths, "/no-such-page/"]:
        page.goto(path)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            too_wide[path] = width
    assert too_wide == {}


def test_no_kind_of_page_scrolls_sideways_when_text_is_twice_as_large(page, paths):
    page.set_viewport_size({"width": 640, "height": 800})
    too_wide = {}
    for path in one_of_each_kind(paths):
        page.goto(path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 640:
            too_wide[path] = width
    assert too_wide == {}
