"""The writing form in a browser: nothing typed is lost, nobody overwrites anybody, the page stands beside the form."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.watching import watch

LEAST = 25_000
"""Milliseconds in which the browser has asked the server again at least once, even on a machine with much to do."""


def open_form(page, title, kind="faq/question"):
    """Opens the form of a document from the list."""
    page.goto(f"/staff/{kind}/?q={title}" if kind == "faq/question" else f"/staff/{kind}/")
    page.locator("#result_list tbody th").get_by_role("link", name=title, exact=True).click()
    page.locator('.prose-editor [contenteditable="true"]').first.wait_for(state="attached")


def answer(page):
    """The text box of the rich text editor."""
    return page.locator('.field-answer [contenteditable="true"]')


def type_at_end(page, words):
    answer(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words}")


def test_a_browser_killed_while_typing_loses_at_most_the_last_two_seconds(visitor, own_site):
    page = visitor(own_site, "coordinator")
    open_form(page, "Who does the procedure?")
    type_at_end(page, "A neighbor will do.")
    time.sleep(2)
    # As when it is killed: from now on not one request gets out.
    page.context.set_offline(True)
    page.context.close()

    again = visitor(own_site, "coordinator")
    open_form(again, "Who does the procedure?")
    expect(again.get_by_role("heading", name=re.compile("You typed this at"))).to_be_visible()
    assert "A neighbor will do." not in answer(again).inner_text()
    again.get_by_role("link", name="Put it back").click()
    expect(answer(again)).to_contain_text("A neighbor will do.")
    again.get_by_role("link", name="All editions of this page").click()
    expect(again.get_by_role("link", name="Edition 1", exact=True)).to_be_visible()
    assert again.get_by_role("link", name="Edition 2", exact=True).count() == 0


def test_two_people_know_of_each_other_and_the_second_save_puts_both_texts_together(visitor, own_site):
    title = "How do I get home after the procedure?"
    first, second = visitor(own_site, "coordinator"), visitor(own_site, "clinician")
    open_form(first, title)
    open_form(second, title)
    expect(second.locator("[data-company]")).to_contain_text("is also here, since", timeout=LEAST)
    type_at_end(first, "Ask early.")
    type_at_end(second, "Ask a neighbor.")
    first.get_by_role("button", name="Save").click()
    first.locator(".messagelist .success").wait_for()
    expect(second.locator("[data-company]")).to_contain_text("saved this page at", timeout=LEAST)

    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", name="Both of you changed this: choose")).to_be_visible()
    shown = second.locator(".choice-texts").inner_text()
    assert "Ask early." in shown and "Ask a neighbor." in shown
    second.get_by_role("button", name="Put together and look it over").click()
    expect(answer(second)).to_contain_text("Ask a neighbor.")
    type_at_end(second, "Ask early.")
    second.get_by_role("button", name="Save").click()
    second.locator(".messagelist .success").wait_for()
    assert "Ask a neighbor. Ask early." in answer(second).inner_text()


def test_the_page_beside_the_form_follows_what_is_typed_without_a_refusal_of_the_policy(visitor, site):
    page = visitor(site, "coordinator", viewport={"width": 1400, "height": 900})
    problems = watch(page, site.url)
    open_form(page, "What do I bring to my appointment?")
    inside = page.frame_locator("[data-frame]")
    expect(inside.get_by_role("heading", name="What do I bring to my appointment?")).to_be_visible(timeout=LEAST)
    type_at_end(page, "And a warm sweater.")
    expect(inside.locator("main")).to_contain_text("And a warm sweater.", timeout=LEAST)
    assert inside.locator("body").evaluate("() => innerWidth") == 390
    page.get_by_role("button", name="Desktop").click()
    assert inside.locator("body").evaluate("() => innerWidth") == 1280
    page.get_by_label("Question:").fill("")
    expect(page.locator("[data-missing]")).to_contain_text("The preview waits until this is mended", timeout=LEAST)
    assert problems == []


def test_what_is_to_be_mended_is_counted_and_leads_to_its_field(visitor, site):
    page = visitor(site, "coordinator", viewport={"width": 1400, "height": 900})
    open_form(page, "What do I bring to my appointment?")
    type_at_end(page, "PLEASE CALL US AT (828) 436-5500.")
    badge = page.locator(".findings-badge")
    expect(badge).to_contain_text("to mend before publishing", timeout=LEAST)
    badge.click()
    page.locator("[data-checks] [data-finding]").first.click()
    assert page.evaluate("document.activeElement.isContentEditable")


@pytest.fixture
def condition(visitor, site):
    """The form of a condition, whose sections can be put in order."""
    page = visitor(site, "coordinator", viewport={"width": 1000, "height": 900})
    open_form(page, "Vertebral compression fractures", "conditions/condition")
    return page


def headings(page):
    return page.locator("#sections-group .part:not(.empty-form) .inline_label").all_inner_texts()


def test_sections_are_moved_by_keyboard_and_it_is_said_aloud(condition):
    before = headings(condition)
    condition.locator("#sections-0").get_by_role("button", name="Move down").focus()
    condition.keyboard.press("Enter")
    assert headings(condition)[:2] == [before[1], before[0]]
    expect(condition.locator("p.visually-hidden[role=status]")).to_have_text(f"Moved down, now 2 of {len(before)}")
    condition.keyboard.press("Enter")
    assert headings(condition)[2] == before[0]


def test_sections_are_dragged_by_their_handle(condition):
    before = headings(condition)
    handle = condition.locator("#sections-0 .handle")
    condition.locator("#sections-group").evaluate(
        "group => window.scrollBy(0, group.getBoundingClientRect().top - 200)"
    )
    box, target = handle.bounding_box(), condition.locator("#sections-2").bounding_box()
    condition.mouse.move(box["x"] + 8, box["y"] + 8)
    condition.mouse.down()
    condition.mouse.move(box["x"] + 8, target["y"] + target["height"] - 4, steps=12)
    condition.mouse.up()
    assert headings(condition)[:3] == [before[1], before[2], before[0]]
    positions = condition.locator('#sections-group .part:not(.empty-form) [name$="-position"]')
    assert positions.evaluate_all("all => all.map((each) => Number(each.value))") == [
        10 * (place + 1) for place in range(len(before))
    ]


def test_text_typed_in_a_new_section_outlives_moving_it_and_removing_another(visitor, own_site):
    page = visitor(own_site, "coordinator", viewport={"width": 1000, "height": 900})
    open_form(page, "Vertebral compression fractures", "conditions/condition")
    count = len(headings(page))
    for words in ("This one goes.", "This one stays."):
        page.get_by_role("button", name="Add another Section").click()
        new = page.locator("#sections-group .part:not(.empty-form)").last
        new.get_by_label("Part:").select_option("living_with")
        new.locator("[contenteditable=true]").click()
        page.keyboard.type(words)
    stays = page.locator("#sections-group .part:not(.empty-form)").last
    for _step in range(3):
        stays.get_by_role("button", name="Move up").click()
        stays = page.locator(".part", has_text="This one stays.")
    page.locator(".part", has_text="This one goes.").locator(".inline-deletelink").click()
    assert len(headings(page)) == count + 1
    page.get_by_role("button", name="Save").click()
    page.locator(".messagelist .success").wait_for()
    bodies = page.locator('#sections-group .part:not(.empty-form) textarea[name$="-body"]')
    texts = bodies.evaluate_all("all => all.map((each) => each.value)")
    assert len(texts) == count + 1
    assert [place for place, text in enumerate(texts) if "This one stays." in text] == [count - 2]
    assert not any("This one goes." in text for text in texts)


def test_questions_are_put_in_order_on_their_topics_page_by_keyboard(visitor, own_site):
    page, patient = visitor(own_site, "coordinator"), visitor(own_site)
    page.goto("/staff/faq/topic/")
    page.locator("#result_list tbody th a").first.click()
    page.locator(".sortable-item a").first.wait_for()
    titles = page.locator(".sortable-item a").all_inner_texts()
    page.get_by_role("button", name=f"Move “{titles[0]}” down").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Save this order").click()
    expect(page.locator("[data-order-state]")).to_contain_text("The order is saved")
    page.reload()
    moved = [titles[1], titles[0], *titles[2:]]
    assert page.locator(".sortable-item a").all_inner_texts() == moved
    patient.goto(page.locator(".editions-panel a", has_text="/faq/").inner_text())
    text = patient.locator("main").inner_text()
    assert text.index(moved[0]) < text.index(moved[1])


def test_an_order_that_was_not_saved_goes_with_the_form_and_nobody_leaves_it_unasked(visitor, own_site):
    page = visitor(own_site, "coordinator")
    page.goto("/staff/faq/topic/")
    page.locator("#result_list tbody th a").first.click()
    page.locator(".sortable-item a").first.wait_for()
    titles = page.locator(".sortable-item a").all_inner_texts()
    page.get_by_role("button", name=f"Move “{titles[0]}” down").click()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Staff site", exact=True).first.click()
    expect(page.get_by_role("button", name="Save this order")).to_be_visible()
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert page.locator(".sortable-item a").all_inner_texts() == [titles[1], titles[0], *titles[2:]]
