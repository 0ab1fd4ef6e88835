"""What holds on every page for patients: one crawl of the sitemap in a browser, then one question a test."""

import json
import re
from dataclasses import dataclass

import pytest

from tests.browser.public_pages import CONDITION, folded, visible_text
from tests.browser.watching import is_elsewhere, watch

LINKS = "[...document.links].map((link) => link.getAttribute('href'))"
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => Number(heading.tagName[1]))"
INLINE = """[...document.querySelectorAll('style, [style], script:not([src]):not([type="application/ld+json"])')]
    .map((element) => element.outerHTML.slice(0, 80))"""
HANDLERS = """[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes])
    .filter((attribute) => attribute.name.startsWith('on')).map((attribute) => attribute.name)"""
IDS_TWICE = """[...document.querySelectorAll('[id]')].map((element) => element.id)
    .filter((id, place, all) => all.indexOf(id) !== place)"""
DEAD_FRAGMENTS = """[...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute('href'))
    .filter((href) => !document.getElementById(href.slice(1)))"""
# Not for reading: what kind of thing it is, where it stands, and dates, which the page writes out.
UNREAD = ("@context", "@type", "@id", "url", "inLanguage", "lastReviewed")


@dataclass
class Visited:
    """A page as it was met."""

    title: str
    description: str
    canonical: str
    headings: list[int]
    inline: list[str]
    ids_twice: list[str]
    dead_fragments: list[str]
    links: list[str]
    structured: list[str]
    text: str


@dataclass
class Crawl:
    """All pages by path, what went wrong on the way, and the cookies at its end."""

    pages: dict[str, Visited]
    problems: list[str]
    cookies: list[dict]

    def where(self, question):
        """What a question about a page answers, for the pages on which it answers anything."""
        answers = {path: question(page) for path, page in self.pages.items()}
        return {path: answer for path, answer in answers.items() if answer}


@pytest.fixture(scope="module")
def crawl(browser, site, paths):
    """The whole sitemap, read by one patient."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    problems = watch(page, site.url)
    pages = {path: visit(page, path) for path in paths}
    yield Crawl(pages, problems, context.cookies())
    context.close()


def visit(page, path):
    """Opens a page and notes what is asked about it below."""
    page.goto(path)
    return Visited(
        title=page.title(),
        description=attribute(page, 'meta[name="description"]', "content"),
        canonical=attribute(page, 'link[rel="canonical"]', "href"),
        headings=page.evaluate(HEADINGS),
        inline=page.evaluate(INLINE) + page.evaluate(HANDLERS),
        ids_twice=page.evaluate(IDS_TWICE),
        dead_fragments=page.evaluate(DEAD_FRAGMENTS),
        links=page.evaluate(LINKS),
        structured=page.locator('script[type="application/ld+json"]').all_text_contents(),
        text=visible_text(page),
    )


def attribute(page, selector, name):
    """An attribute of the only element that a selector finds; "" when there is none or more than one."""
    found = page.locator(selector)
    return found.get_attribute(name) if found.count() == 1 else ""


def skipped_levels(headings):
    """The steps down that leave a level out."""
    return [pair for pair in zip(headings, headings[1:], strict=False) if pair[1] > pair[0] + 1]


def strings(value, name=""):
    """Every string in a JSON value that a reader could miss on the page, with the name it has."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, name)
    elif isinstance(value, str) and name not in UNREAD:
        yield name, value


def unseen(page):
    """The strings in a page's structured data that its reader cannot see."""
    return [
        (name, text)
        for block in page.structured
        for name, text in strings(json.loads(block))
        if not stands_in(page.text, name, text)
    ]


def stands_in(words, name, text):
    """Whether a text is among the words of a page; a telephone number by its last ten digits, steps one by one."""
    if name == "telephone":
        return re.sub(r"\D", "", text)[-10:] in re.sub(r"\D", "", words)
    if name == "preparation":
        return all(folded(sentence) in words for sentence in re.split(r"(?<=\.)\s", text))
    return folded(text) in words


def test_the_sitemap_names_every_kind_of_page(crawl):
    assert len(crawl.pages) >= 35
    assert {"/", "/conditions/", "/procedures/", "/faq/", "/contact/", "/privacy/", CONDITION} <= set(crawl.pages)


def test_no_request_leaves_the_site_and_no_script_or_policy_complains(crawl):
    assert crawl.problems == []


INLINE_STYLE = (
    """document.head.append(Object.assign(document.createElement("style"), { textContent: "p { color: red }" }))"""
)


@pytest.mark.parametrize(
    ("script", "refusal"),
    [
        (INLINE_STYLE, "policy: style-src"),
        ("fetch('https://elsewhere.example/').catch(() => null)", "policy: connect-src"),
    ],
)
def test_a_refusal_would_be_noticed(page, problems, script, refusal):
    page.goto("/")
    with page.expect_console_message(lambda message: refusal in message.text):
        page.evaluate(script)
    assert any(refusal in problem for problem in problems)


def test_a_request_elsewhere_would_be_noticed(site):
    assert is_elsewhere("https://fonts.example/a.woff2", site.url)
    assert not is_elsewhere(f"{site.url}/static/css/site.css", site.url)


def test_no_page_sets_a_cookie(crawl):
    assert crawl.cookies == []


def test_nothing_is_inline_but_structured_data(crawl):
    assert crawl.where(lambda page: page.inline) == {}


def test_each_page_has_exactly_one_h1_and_skips_no_level(crawl):
    assert crawl.where(lambda page: page.headings.count(1) != 1 or skipped_levels(page.headings)) == {}


def test_titles_are_unique(crawl):
    titles = [page.title for page in crawl.pages.values()]
    assert sorted(titles) == sorted(set(titles))
    assert all(titles)


def test_each_page_names_itself_as_canonical(crawl, site):
    assert {path: page.canonical for path, page in crawl.pages.items()} == {
        path: site.url + path for path in crawl.pages
    }


def test_each_page_has_a_description_of_its_own(crawl):
    descriptions = [page.description for page in crawl.pages.values()]
    assert crawl.where(lambda page: not page.description) == {}
    assert sorted(descriptions) == sorted(set(descriptions))


def test_ids_are_unique_and_links_within_a_page_lead_somewhere(crawl):
    assert crawl.where(lambda page: page.ids_twice + page.dead_fragments) == {}


def test_links_lead_to_live_pages_or_a_telephone(crawl, page):
    targets = {link.split("#")[0].split("?")[0] for visited in crawl.pages.values() for link in visited.links} - {""}
    others = {target for target in targets if target not in crawl.pages and not target.startswith("tel:")}
    assert others == {"/search/"}, "the sitemap leaves out what search engines should not keep"
    assert page.goto("/search/").status == 200
    assert "tel:+18284365500" in targets


def test_structured_data_says_only_what_the_page_shows(crawl):
    assert crawl.where(unseen) == {}


def test_the_pages_that_search_engines_know_kinds_for_have_structured_data(crawl):
    types = {
        path: [json.loads(block) for block in crawl.pages[path].structured]
        for path in ("/", CONDITION, "/faq/preparing/")
    }
    assert "MedicalClinic" in str(types["/"])
    assert "MedicalCondition" in str(types[CONDITION])
    assert "FAQPage" in str(types["/faq/preparing/"])


@pytest.mark.parametrize("path", [CONDITION, "/faq/", "/contact/", "/"])
def test_a_page_is_the_same_without_scripts(crawl, visitor, site, path):
    page = visitor(site, java_script_enabled=False)
    page.goto(path)
    assert visible_text(page) == crawl.pages[path].text
    assert page.locator("main a:visible").count() > 0
