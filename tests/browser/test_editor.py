"""The rich text editor: its tools can be seen and its text box has a name."""

import pytest

EDITOR = ".prose-editor"
GLYPHS = """(buttons) => buttons.filter((button) => button.checkVisibility()).map((button) => {
  const range = document.createRange();
  range.selectNodeContents(button);
  return [button.getAttribute('aria-label'), range.getBoundingClientRect().width];
})"""


@pytest.fixture
def form(visitor, site):
    """The form of a question, with its editor ready."""
    page = visitor(site, "coordinator")
    page.goto("/staff/faq/question/")
    page.get_by_role("link", name="What do I bring to my appointment?").click()
    page.locator(f"{EDITOR} [contenteditable=true]").wait_for()
    return page


def test_the_tools_show_their_icons(form):
    form.evaluate("document.fonts.ready")
    assert form.evaluate("[...document.fonts].map((font) => [font.family, font.status])") == [
        ["Material Icons", "loaded"]
    ]
    icons = form.locator(f"{EDITOR} .material-icons").evaluate_all(GLYPHS)
    assert len(icons) >= 8
    # A name such as format_list_bulleted that stayed a word would be far wider than its picture.
    assert [icon for icon in icons if not 8 <= icon[1] <= 32] == []


def test_each_tool_and_the_text_box_have_a_name(form):
    names = form.locator(f"{EDITOR} button.material-icons").evaluate_all("all => all.map((each) => each.ariaLabel)")
    assert all(names)
    box = form.get_by_role("textbox", name="Answer:")
    assert box.count() == 1
    assert box.get_attribute("contenteditable") == "true"
    assert "The answer in the first sentence" in form.locator(f"#{box.get_attribute('aria-describedby')}").inner_text()


def test_nothing_but_the_text_itself_says_that_it_is_a_text_box(form):
    boxes = form.locator(f"{EDITOR} [role=textbox]").evaluate_all("all => all.map((each) => each.isContentEditable)")
    assert boxes == [True]


def test_bold_and_a_list_are_made_with_the_tools(form):
    box = form.get_by_role("textbox", name="Answer:")
    box.click()
    form.keyboard.press("Control+A")
    form.get_by_role("button", name="bold", exact=True).first.click()
    form.get_by_role("button", name="unordered list").first.click()
    assert box.locator("ul li strong").inner_text().startswith("Bring all your current medications")
