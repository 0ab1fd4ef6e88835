"""Rich text: what gets through, how links to documents are kept, and what readers get."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from publishing import actions
from publishing.live import LiveSet
from publishing.richtext import ATTRIBUTES, SCHEMES, TAGS, clean, kept, keys_in, plain, shown, typed
from tests import make

DIRTY = {
    "<p>Rest.</p><script>alert(1)</script>": "<p>Rest.</p>",
    "<p>Rest.</p><style>p{color:red}</style>": "<p>Rest.</p>",
    '<p onclick="alert(1)">Rest.</p>': "<p>Rest.</p>",
    '<p style="color:red" class="x" id="y">Rest.</p>': "<p>Rest.</p>",
    '<p><a href="javascript:alert(1)">Rest.</a></p>': "<p>Rest.</p>",
    '<p><a href=" jAvAsCrIpT:alert(1)">Rest.</a></p>': "<p>Rest.</p>",
    '<p><a href="data:text/html,x">Rest.</a></p>': "<p>Rest.</p>",
    '<p>Rest.</p><iframe src="https://example.org/"></iframe>': "<p>Rest.</p>",
    '<p>Rest.<img src="x" onerror="alert(1)"></p>': "<p>Rest.</p>",
    '<p>Rest.</p><object data="x"></object><form><input></form>': "<p>Rest.</p>",
    "<h1>Rest.</h1>": "<h3>Rest.</h3>",
    "<p>Rest.<svg><script>alert(1)</script></svg></p>": "<p>Rest.</p>",
    "<p>Rest.<!-- not said --></p>": "<p>Rest.</p>",
    '<p><a href="https://example.org/" target="_blank">Rest.</a></p>': '<p><a href="https://example.org/">Rest.</a></p>',
    "<p></p><p>  </p>": "",
    "<script>alert(1)</script>": "",
}


@pytest.mark.parametrize(("html", "expected"), DIRTY.items(), ids=range(len(DIRTY)))
def test_only_what_staff_may_write_gets_through(html, expected):
    assert clean(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Before</h3><p>Rest <strong>well</strong>, <em>really</em>.<br>Walk.</p>",
        "<ul><li>one</li></ul><ol><li>two</li></ol>",
        '<table><tbody><tr><th scope="row" colspan="2">a</th><td rowspan="2">b</td></tr></tbody></table>',
        '<p><abbr title="pain relief tablets">NSAIDs</abbr> <a href="tel:+15550100100">call</a></p>',
        '<p><a href="mailto:desk@example.org">write</a> <a href="/contact/">or come</a></p>',
        "<p>5 &lt; 6 &amp; 7</p>",
    ],
)
def test_what_staff_may_write_stays_as_it_is(html):
    assert clean(html) == html


WITHIN = {
    "": {"p", "h3", "h4", "ul", "ol", "table"},
    "ul": {"li"}, "ol": {"li"}, "li": {"p", "ul", "ol"}, "th": {"p", "ul", "ol"}, "td": {"p", "ul", "ol"},
    "table": {"thead", "tbody"}, "thead": {"tr"}, "tbody": {"tr"}, "tr": {"th", "td"},
}  # fmt: skip
INLINE = {"strong", "em", "a", "abbr", "br"}
LINES = {"p", "h3", "h4", "li", "th", "td"}


class Inspector(HTMLParser):
    """Fails on anything that is not in the allow-list, or stands where it does not belong."""

    def __init__(self):
        super().__init__()
        self.open = [""]

    def handle_data(self, data):
        assert any(tag in LINES for tag in self.open), data

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_starttag(self, tag, attributes):
        assert tag in TAGS
        assert tag in (
            INLINE
            if self.open[-1] in INLINE
            else WITHIN.get(self.open[-1], set()) | (INLINE if self.open[-1] in LINES else set())
        )
        if tag != "br":
            self.open.append(tag)
        for name, value in attributes:
            assert name in ATTRIBUTES.get(tag, ())
            if name == "href":
                assert urlsplit(value).scheme in SCHEMES | {""}

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


NAMES = sorted(
    TAGS
    | {"h1", "h2", "h5", "div", "span", "b", "i", "caption", "hr"}
    | {"script", "style", "iframe", "img", "svg", "math", "form", "template", "textarea", "title", "xmp", "div"}
)
VALUES = [
    "javascript:alert(1)",
    "https://example.org/",
    "/contact/",
    "x",
    "document:1",
    "data:,x",
    '"',
    "'",
    "//example.org",
    "java\tscript:x",
]
WORDS = st.sampled_from(
    ["rest", "<", ">", "&", "&lt;script&gt;", "]]>", "<!--", "-->", "é", "\u2028", "</p", "&#x6a;", '"', "\x00"]
)
OPENING = st.builds(
    lambda tag, name, quote, value: f"<{tag} {name}={quote}{value}{quote}>",
    st.sampled_from(NAMES),
    st.sampled_from(["href", "src", "onclick", "onerror", "style", "class", "title", "scope", "srcdoc", "xlink:href"]),
    st.sampled_from(['"', "'", ""]),
    st.sampled_from(VALUES),
)
CLOSING = st.builds("</{}>".format, st.sampled_from(NAMES))
FRAGMENTS = st.lists(OPENING | CLOSING | WORDS, max_size=12).map("".join)


@hypothesis_settings(max_examples=1000, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FRAGMENTS)
def test_a_thousand_fragments_of_anything_come_out_within_the_allow_list(html):
    cleaned = clean(html)
    inspector = Inspector()
    inspector.feed(cleaned)
    inspector.close()
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<p>A  <strong>b</strong>c &amp; d</p>", "A bc & d"),
        ("", ""),
    ],
)
def test_plain_text_is_the_words_a_line_for_each_block(html, expected):
    assert plain(html) == expected


# Links to documents


def link(href: str, words: str = "here") -> str:
    return f'<p>Read <a href="{href}">{words}</a>.</p>'


OWN = [
    "/conditions/sore-back/",
    "{site}/conditions/sore-back/",
    "/conditions/sore-back/?from=mail",
    "/conditions/hurting-back/",
]


@pytest.mark.django_db
@pytest.mark.parametrize("href", OWN)
def test_an_address_of_this_site_is_kept_as_the_key_of_its_document(href):
    page = make.condition(title="Hurting back")
    make.live(page)
    make.live(page, slug="sore-back")
    assert kept(link(href.format(site=settings.SITE_URL))) == link(f"document:{page.key}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "href", ["/faq/your-visit/parking/", "/faq/any-topic/parking/", "{site}/faq/your-visit/parking/"]
)
def test_a_question_is_found_under_any_topic(href):
    question = make.question(title="Parking")
    make.live(question)
    assert kept(link(href.format(site=settings.SITE_URL))) == link(f"document:{question.key}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "href",
    ["https://example.org/conditions/sore-back/", "//example.org/conditions/sore-back/",
     "/conditions/never-published/", "tel:+15550100100", "conditions/sore-back/", "/faq/"],
)  # fmt: skip
def test_other_links_are_kept_as_they_are(href):
    make.live(make.condition())
    html = link(href.format(site=settings.SITE_URL))
    assert kept(html) == html


@pytest.mark.django_db
def test_a_site_whose_name_begins_like_ours_is_another(settings):
    settings.SITE_URL = "https://clinic.example"
    make.live(make.condition())
    html = link("https://clinic.example.org/conditions/sore-back/")
    assert kept(html) == html


@pytest.mark.django_db
def test_a_saved_draft_holds_keys_and_the_editor_shows_addresses():
    page = make.condition()
    make.live(page)
    privacy = make.page(body=link("/conditions/sore-back/"))
    privacy.refresh_from_db()
    assert privacy.body == link(f"document:{page.key}")
    assert keys_in(privacy.body) == [page.key]
    assert list(make.kept(privacy).uses) == [page.key]
    make.live(page, slug="hurting-back")
    assert typed(privacy.body) == link("/conditions/hurting-back/")
    assert kept(typed(privacy.body)) == privacy.body


@pytest.mark.django_db
def test_readers_get_the_address_of_the_day_and_plain_words_for_what_is_not_live():
    page = make.condition()
    html = link(f"document:{page.key}")
    assert shown(html, LiveSet.around(page.key)) == "<p>Read here.</p>"
    make.live(page)
    assert shown(html, LiveSet.around(page.key)) == link("/conditions/sore-back/")
    make.live(page, slug="hurting-back")
    assert shown(html, LiveSet.around(page.key)) == link("/conditions/hurting-back/")
    actions.withdraw(page, by=make.carla())
    assert shown(html, LiveSet.around(page.key)) == "<p>Read here.</p>"
    assert typed(html) == html


@pytest.mark.django_db
@pytest.mark.parametrize("href", ["document:6f1ed002-ab5b-4b1a-9d3c-2a6d2ff5a5a1", "document:nonsense", "document:"])
def test_a_key_that_leads_nowhere_shows_no_broken_link(href):
    assert "href" not in shown(link(href), LiveSet(()))


@pytest.mark.django_db
def test_what_is_shown_is_cleaned_once_more():
    assert shown("<p>Rest.</p><script>alert(1)</script>", LiveSet(())) == "<p>Rest.</p>"


@pytest.mark.django_db
def test_rich_text_is_cleaned_whichever_way_it_comes_in():
    page = make.page(body="<p onclick='x'>Rest.</p><script>alert(1)</script>")
    page.refresh_from_db()
    assert page.body == "<p>Rest.</p>"
    type(page).objects.filter(pk=page.pk).update(body="<p>Rest.</p><script>alert(1)</script>")
    page.refresh_from_db()
    assert make.kept(page).reads.body == "<p>Rest.</p>"
    assert actions.keep(page, by=make.carla()).content["body"] == "<p>Rest.</p>"
