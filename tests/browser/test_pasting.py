"""Into the editor: what is pasted from a word processor comes out clean, and an abbreviation gets its meaning by keyboard."""

from pathlib import Path

import pytest

from tests.browser.watching import watch

WORD = (Path(__file__).parents[1] / "publishing" / "word.html").read_text("utf-8")
PASTE = """(box, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/html', html);
  box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def open_form(visitor, site):
    """Opens a question's form with an empty editor; returns the page, the box, and what goes wrong meanwhile."""

    def open_(question):
        page = visitor(site, "coordinator")
        problems = watch(page, site.url)
        page.goto("/staff/faq/question/?q=" + question.replace(" ", "+"))
        page.get_by_role("link", name=question).click()
        box = page.locator(".prose-editor [contenteditable=true]")
        box.click()
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        return page, box, problems

    return open_


def saved(page):
    """Saves, and returns the answer as it is kept."""
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.locator(".messagelist .success").wait_for()
    page.locator(".ProseMirror[contenteditable=true]").first.wait_for()
    return page.locator("#id_answer").input_value()


def test_a_text_from_word_is_clean_at_once_and_when_it_is_saved(open_form):
    page, box, problems = open_form("Do I stay overnight?")
    box.evaluate(PASTE, WORD)
    assert box.locator("h3").all_inner_texts() == ["Preparing for your visit", "What to bring", "On the day"]
    assert box.locator("> ul > li").count() == 2
    assert box.locator("> ul > li > ul > li").inner_text() == "both sides of it"
    assert box.locator("> ol > li").all_inner_texts() == ["Fast for six hours.", "Bring a friend."]
    assert "Mso" not in box.inner_html()
    kept = saved(page)
    assert kept.startswith("<h3>Preparing for your visit</h3><p>Come to Asheville at <strong>eight</strong>.")
    assert '<tr><th scope="col">' in kept
    assert not any(word in kept for word in ("mso", "style", "class", "·", "comment", "nbsp"))
    assert problems == []


def test_an_abbreviation_gets_its_meaning_by_keyboard_alone(open_form):
    page, box, problems = open_form("Who does the procedure?")
    page.keyboard.type("NSAIDs")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+Alt+A")
    meaning = page.get_by_role("dialog").get_by_label("Meaning")
    assert meaning.evaluate("field => field === document.activeElement")
    page.keyboard.type("drugs for pain and swelling")
    page.keyboard.press("Enter")
    assert box.locator("abbr").get_attribute("title") == "drugs for pain and swelling"
    assert saved(page) == '<p><abbr title="drugs for pain and swelling">NSAIDs</abbr></p>'
    assert problems == []


def test_an_empty_meaning_takes_the_mark_away(open_form):
    page, box, problems = open_form("How does the doctor see the bone?")
    page.keyboard.type("NSAIDs")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+Alt+A")
    page.keyboard.type("drugs")
    page.keyboard.press("Enter")
    box.locator("abbr").wait_for()
    page.get_by_role("button", name="abbreviation and its meaning").click()
    page.get_by_role("dialog").get_by_label("Meaning").fill("")
    page.keyboard.press("Enter")
    box.locator("abbr").wait_for(state="detached")
    assert box.inner_text().strip() == "NSAIDs"
    assert problems == []
