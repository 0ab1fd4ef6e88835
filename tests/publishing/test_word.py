"""Text from a word processor, posted as it was copied: its words and its structure stay, and nothing else of it."""

from pathlib import Path

import pytest

from publishing.richtext import clean

WORD = Path(__file__).with_name("word.html").read_text("utf-8")

EXPECTED = (
    "<h3>Preparing for your visit</h3>"
    "<p>Come to Asheville at <strong>eight</strong>. <em>Please</em> be on time.</p>"
    "<h3>What to bring</h3>"
    "<ul><li><p>Your card</p><ul><li><p>both sides of it</p></li></ul></li>"
    '<li><p>Your <a href="https://example.org/list">list of medicines</a></p></li></ul>'
    "<h3>On the day</h3>"
    "<ol><li><p>Fast for six hours.</p></li><li><p>Bring a friend.</p></li></ol>"
    '<table><tbody><tr><th scope="col"><p><strong>When</strong></p></th><th scope="col"><p><strong>What</strong></p></th></tr>'
    "<tr><td><p>8:00</p></td><td><p>You arrive.</p></td></tr></tbody></table>"
    "<h4>Questions</h4>"
    "<p>Call the coordinator.</p>"
)


def test_a_document_of_word_comes_out_clean():
    assert clean(WORD) == EXPECTED


def test_cleaning_it_again_changes_nothing():
    assert clean(EXPECTED) == EXPECTED


BUILT = {
    "headings of the page become ours": ("<h1>A</h1><h2>B</h2><h5>C</h5><h6>D</h6>", "<h3>A</h3><h3>B</h3><h4>C</h4><h4>D</h4>"),
    "empty parts go": ("<p>A</p><p>&nbsp;</p><h3></h3><ul><li></li></ul><p><br></p>", "<p>A</p>"),
    "spaces are spaces": ("<p> A&nbsp;&nbsp;b\n c </p>", "<p>A b c</p>"),
    "loose words are a paragraph": ("A<p>B</p>C", "<p>A</p><p>B</p><p>C</p>"),
    "blocks do not run together": ("<div>A</div><div>B</div><hr>C", "<p>A</p><p>B</p><p>C</p>"),
    "bold and italic have one name each": ("<p><b>A</b> <i>b</i></p>", "<p><strong>A</strong> <em>b</em></p>"),
    "bold in bold is bold": ("<p><b>A <strong>b</strong></b></p>", "<p><strong>A b</strong></p>"),
    "bold around paragraphs is a wrapper": ('<b style="font-weight:normal"><p>A</p><p>B</p></b>', "<p>A</p><p>B</p>"),
    "typed bullets are a list": ("<p>• A</p><p>• B</p>", "<ul><li><p>A</p></li><li><p>B</p></li></ul>"),
    "a list in a list belongs to its item": (
        "<ul><li>A</li><ul><li>B</li></ul></ul>",
        "<ul><li><p>A</p><ul><li>B</li></ul></li></ul>",
    ),
    "an abbreviation says its meaning": ('<p><abbr title=" pain  relief ">N</abbr> <abbr>M</abbr></p>', '<p><abbr title="pain relief">N</abbr> M</p>'),
    "a table names its headers": (
        "<table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table>",
        '<table><tbody><tr><th scope="col">A</th><th scope="col">B</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>',
    ),
    "headers beside rows say so": (
        "<table><tr><td>1</td><td>2</td></tr><tr><th>A</th><td>3</td></tr></table>",
        '<table><tbody><tr><td>1</td><td>2</td></tr><tr><th scope="row">A</th><td>3</td></tr></tbody></table>',
    ),
    "a frame around a text is no table": ("<table><tr><td><p>A</p></td></tr></table>", "<p>A</p>"),
    "a table in a table is text": (
        "<table><tr><td>A</td><td><table><tr><td>B</td></tr></table></td></tr></table>",
        "<table><tbody><tr><td>A</td><td><p>B</p></td></tr></tbody></table>",
    ),
    "a heading in a list is text": ("<ul><li><h3>A</h3></li></ul>", "<ul><li><p>A</p></li></ul>"),
}  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), BUILT.values(), ids=BUILT.keys())
def test_what_is_pasted_comes_out_well_built(html, expected):
    assert clean(html) == expected
    assert clean(expected) == expected


def test_nobody_can_exhaust_the_server_with_depth():
    assert clean("<ul><li>" * 3000 + "A") != ""
    assert "A" in clean("<div><b><i>" * 3000 + "A")
