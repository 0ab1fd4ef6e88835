"""The pages for patients without a mouse, and with a thumb."""

import pytest

from tests.browser.public_pages import CONDITION

# All that a keyboard must reach (one button of a group of radio buttons, as arrows lead to the others), and how the one that has the focus differs from itself without it.
REACHABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((element) => element.checkVisibility() && element.tabIndex >= 0)
    .filter((element) => element.type !== 'radio' || element === document.querySelector(`[name=${element.name}]`)).map((element, place) => (element.dataset.place = place))"""
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const looks = () => {
    const style = getComputedStyle(element);
    return [style.outlineStyle === 'none' ? '' : style.outlineWidth + style.outlineColor, style.boxShadow, style.backgroundColor].join();
  };
  const box = element.getBoundingClientRect();
  const focused = looks();
  element.blur();
  const plain = looks();
  element.focus();
  return {
    place: element.dataset.place, text: element.innerText, href: element.getAttribute('href'), looks_different: focused !== plain,
    is_seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""
MAIN_ACTIONS = ".call-button, .site-nav a, .actions a, .contents-list a, .entry-card h3 a, .link-list a, .site-name"
# Which actions are missed 21 px above, below, left and right of their middle: a card's link reaches to the card's edge.
TOO_SMALL = """(selector) => [...document.querySelectorAll(selector)].filter((action) => {
  if (!action.checkVisibility()) return false;
  action.scrollIntoView({ block: 'center' });
  const box = action.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const around = [[x, y - 21], [x, y + 21], [x - 21, y], [x + 21, y]];
  return !around.every(([left, top]) => document.elementFromPoint(left, top)?.closest('a') === action);
}).map((action) => `${action.className || action.parentElement.className}: ${action.innerText}`)"""


def tab_stops(page, most=200):
    """What has the focus after each press of Tab, from the top of the page until it leaves the page."""
    stops = []
    while len(stops) < most:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("path", ["/", CONDITION, "/contact/"])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(page, path):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    reachable = [str(place) for place in page.evaluate(REACHABLE)]
    stops = tab_stops(page)
    assert [stop["place"] for stop in stops] == reachable
    assert [stop for stop in stops if not (stop["looks_different"] and stop["is_seen"])] == []


def test_the_first_tab_stop_skips_to_the_main_content(page):
    page.goto(CONDITION)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    assert link.inner_text() == "Skip to main content"
    assert link.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/", CONDITION, "/contact/", "/faq/"])
def test_main_actions_are_44_px_for_a_thumb(page, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    assert page.locator(MAIN_ACTIONS).count() > 4
    assert page.evaluate(TOO_SMALL, MAIN_ACTIONS) == []


def test_body_text_is_at_least_18_px_and_lines_stay_short(page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(CONDITION)
    sizes = page.locator("main p, main li").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert len(sizes) > 30
    paragraphs = page.locator(".section:not(.section--wide) > p").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().width / parseFloat(getComputedStyle(each).fontSize))"
    )
    # A letter of running text is about half as wide as the font is high.
    assert max(paragraphs) <= 70 * 0.5 + 1
    body = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    assert body >= 18
