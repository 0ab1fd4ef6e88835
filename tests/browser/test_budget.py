"""What the condition page weighs and asks for, and how it prints."""

import gzip
import re
import urllib.request

import pytest

from tests.browser.public_pages import CONDITION, PHONE_NUMBER, folded

BUDGET = 14 * 1024
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


def served(site, path, encodings):
    """The bytes of an answer as they go over the line, and how they are packed."""
    request = urllib.request.Request(site.url + path, headers={"Accept-Encoding": encodings})
    with urllib.request.urlopen(request) as answer:
        return answer.read(), answer.headers["Content-Encoding"]


@pytest.mark.parametrize("encodings", ["gzip, deflate, br, zstd", "gzip"])
def test_the_condition_page_and_all_its_css_fit_into_14_kb(site, encodings):
    html, packed = served(site, CONDITION, encodings)
    assert packed in encodings.split(", ")
    stylesheets = STYLESHEET.findall(gzip.decompress(served(site, CONDITION, "gzip")[0]).decode())
    sizes = {path: len(served(site, path, encodings)[0]) for path in stylesheets}
    assert any("/static/css/site." in path for path in stylesheets)
    assert len(html) + sum(sizes.values()) <= BUDGET, (len(html), sizes)


def test_the_condition_page_waits_for_three_requests_at_most_and_makes_few(page):
    kinds = []
    page.on("request", lambda request: kinds.append(request.resource_type))
    page.goto(CONDITION, wait_until="networkidle")
    assert len([kind for kind in kinds if kind in ("document", "stylesheet", "script", "font")]) <= 3, kinds
    assert len(kinds) <= 8, kinds


def test_static_files_are_kept_for_good_and_pages_are_asked_for_again(site):
    (stylesheet, *_) = STYLESHEET.findall(gzip.decompress(served(site, CONDITION, "gzip")[0]).decode())
    with urllib.request.urlopen(site.url + stylesheet) as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_on_paper_every_answer_stands_and_what_is_for_screens_does_not(page):
    page.goto(CONDITION)
    answers = page.locator(".question").all_inner_texts()
    page.emulate_media(media="print")
    hidden = [".site-nav", ".skip-link", ".breadcrumb", ".contents-list"]
    assert [selector for selector in hidden if page.locator(selector).first.is_visible()] == []
    assert len(answers) > 3
    assert [folded(text) for text in page.locator(".question:visible").all_inner_texts()] == [
        folded(a) for a in answers
    ]
    assert page.get_by_text(f"Call {PHONE_NUMBER}").first.is_visible()
    assert page.locator(".care-card").is_visible()
