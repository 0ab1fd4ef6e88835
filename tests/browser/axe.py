"""axe-core's verdict on a page, as sentences."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# WCAG 2.2 AA with all that it builds on, and what the makers of axe hold to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GRAVE = ("serious", "critical")
AXE = Axe()
# A color that is still fading into another is judged as neither. Two seconds at most: an animation of a page that is not drawn never ends.
SETTLED = """Promise.race([
  Promise.allSettled(document.getAnimations().map((animation) => animation.finished)),
  new Promise((resolve) => setTimeout(resolve, 2000)),
]).then(() => null)"""
# width, height, colors
PHONE, DESKTOP = (320, 640), (1280, 900)
COMBINATIONS = [(size, colors) for size in (PHONE, DESKTOP) for colors in ("light", "dark")]


def violations(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """What axe finds wrong, one sentence a rule; `only` names the impacts that count."""
    page.evaluate(SETTLED)
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
    found = AXE.run(page, options=options).response["violations"]
    return [_sentence(rule) for rule in found if not only or rule["impact"] in only]


def violations_in_combinations(page: Page, *, combinations=COMBINATIONS, only: tuple[str, ...] = ()) -> list[str]:
    """What axe finds wrong in a page at each size, light and dark."""
    found = []
    for (width, height), colors in combinations:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=colors)
        found += [f"{width} px, {colors}: {sentence}" for sentence in violations(page, only=only)]
    return found


def _sentence(rule: dict) -> str:
    places = "; ".join(f"{node['target']} {node['html'][:120]}" for node in rule["nodes"][:3])
    return f"{rule['id']} ({rule['impact']}), {len(rule['nodes'])} times: {rule['help']}: {places}"
