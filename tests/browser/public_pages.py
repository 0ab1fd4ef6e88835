"""The pages for patients: where they are, and their words as a reader sees them."""

from __future__ import annotations

import re
import urllib.request

from playwright.sync_api import Page

from tests.browser.served_site import Site

CONDITION = "/conditions/vertebral-compression-fractures/"
PROCEDURE = "/procedures/kyphoplasty/"
TOPIC = "/faq/preparing/"
PHONE_NUMBER = "(828) 436-5500"


def sitemap_paths(site: Site) -> list[str]:
    """The path of every page in the sitemap."""
    with urllib.request.urlopen(f"{site.url}/sitemap.xml") as answer:
        addresses = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    return [address.removeprefix(site.url) for address in addresses]


def one_of_each_kind(paths: list[str]) -> list[str]:
    """The first page of every kind: home, a list, a condition, a topic, a question, a plain page …"""
    return list({kind_of(path): path for path in reversed(paths)}.values())


def kind_of(path: str) -> str:
    """The shape of an address: the part of the site, and how deep below it. A plain page is named after nothing."""
    part, *below = path.strip("/").split("/")
    return part + "/*" * len(below) if part in ("", "conditions", "procedures", "faq", "contact") else "plain page"


def folded(text: str) -> str:
    """A text with every run of white space as one space."""
    return " ".join(text.split())


def visible_text(page: Page) -> str:
    """The words of a page as a reader sees them, in one line, once all of it is there."""
    page.wait_for_load_state()
    return folded(page.locator("body").inner_text())
