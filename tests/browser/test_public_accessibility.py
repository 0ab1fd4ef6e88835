"""axe finds nothing on any page for patients, nor on the style guide, which holds every component."""

import pytest

from tests.browser.axe import COMBINATIONS, DESKTOP, PHONE, violations_in_combinations
from tests.browser.public_pages import one_of_each_kind

# Not found, and an address that no browser sends: the two error pages that anyone can call up.
ERRORS = ["/no-such-page/", "/?q=%00"]


def found_on(page, paths, combinations):
    """What axe finds, by page."""
    found = {}
    for path in paths:
        page.goto(path)
        found[path] = violations_in_combinations(page, combinations=combinations)
    return {path: sentences for path, sentences in found.items() if sentences}


@pytest.mark.parametrize("combination", COMBINATIONS[1:], ids=lambda each: f"{each[0][0]}-{each[1]}")
def test_axe_finds_nothing_on_any_kind_of_page(page, paths, combination):
    assert found_on(page, one_of_each_kind(paths), [combination]) == {}


def test_axe_finds_nothing_on_error_pages(page):
    assert found_on(page, ERRORS, COMBINATIONS) == {}


@pytest.mark.parametrize("half", [0, 1])
def test_axe_finds_nothing_on_any_page_of_the_sitemap(page, paths, half):
    assert found_on(page, paths[half::2], COMBINATIONS[:1]) == {}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing_on_the_style_guide(visitor, site, size):
    page = visitor(site, "coordinator")
    combinations = [(size, "light"), (size, "dark")]
    assert found_on(page, ["/staff/style-guide/"], combinations) == {}


def test_axe_would_find_a_picture_without_words(page):
    page.goto("/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert any("image-alt" in sentence for sentence in violations_in_combinations(page, combinations=COMBINATIONS[:1]))
