"""Whatever way a number or a name is typed, pasted or dictated, it arrives; what cannot be a number is said so."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from contact import typed
from tests.contact.filled import CHECK, filled

NUMBER = "+15550100177"
SPELLINGS = [
    "5550100177", "555-010-0177", "555.010.0177", "555 010 0177", "(555) 010-0177", "(555)010-0177", "(555)0100177",
    "1-555-010-0177", "1 555 010 0177", "15550100177", "+1 555 010 0177", "+15550100177", "+1 (555) 010-0177",
    "+1-555-010-0177", "+1.555.010.0177", "001 555 010 0177"[2:], "011 1 555 010 0177", " 555 010 0177 ", "555  010  0177",
    "555–010–0177", "555—010—0177", "555‑010‑0177", "555/010/0177", "555_010_0177", "555·010·0177", "555,010,0177",
    "\u200b555-010-0177", "\u202a(555) 010-0177\u202c", "555\u00a0010\u00a00177", "555\u200b010\u200b0177", "\ufeff5550100177",
    "５５５０１００１７７", "（５５５）０１０-０１７７", "٥٥٥٠١٠٠١٧٧", "५५५०१००१७७", "tel: 555-010-0177", "Phone 555-010-0177",
    "555-010-0177 (home)", "my cell is 555 010 0177", "555 dash 010 dash 0177", "555 dot 010 dot 0177",
    "area code 555, 010 0177", "five five five oh one zero oh one seven seven", "plus 1 555 010 0177", "555-010-0177.",
    "tel:+1-555-010-0177", "5 5 5 0 1 0 0 1 7 7",
]  # fmt: skip


def test_there_are_forty_spellings():
    assert len(set(SPELLINGS)) >= 40


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_any_spelling_is_the_same_number(spelling):
    assert typed.phone(spelling) == (NUMBER, "")


@pytest.mark.parametrize("spelling", ["555-010-0177 ext. 12", "5550100177x12", "555 010 0177 extension 12"])
def test_an_extension_is_not_lost(spelling):
    assert typed.phone(spelling) == (NUMBER, "12")


def test_numbers_of_other_countries_keep_theirs():
    assert typed.phone("+52 55 5010 0177") == ("+525550100177", "")


@pytest.mark.parametrize(
    "wrong", ["", "   ", "none", "123", "010-0177", "555-010-01777777777", "pat@example.org", "\u200b"]
)
def test_what_cannot_be_called_is_an_error_that_says_what_to_do(wrong):
    with pytest.raises(ValidationError, match="with its area code"):
        typed.phone(wrong)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_a_number(text):
    try:
        number, extension = typed.phone(text)
    except ValidationError:
        return
    assert number.startswith("+") and number[1:].isdecimal() and extension.isalnum() | (extension == "")


@pytest.mark.parametrize(
    "name", ["O'Neil", "O’Neil", "José", "Nguyễn Văn An", "Cher", "李", "María-José de la O", "X Æ A-12"]
)
def test_every_name_is_kept_as_it_is(client, desk, name):
    response = client.post(CHECK, filled(name=name))
    assert response.status_code == 200
    assert typed.line(name) == name


def test_a_name_in_two_ways_of_writing_is_one():
    assert typed.line("Jose\u0301") == "José" and typed.line("  Pat\u200b \t Doe\u2028") == "Pat Doe"


def test_a_message_keeps_its_lines():
    assert typed.lines("One\r\ntwo\u2028three\u200b\0") == "One\ntwo\nthree"


@given(st.text(max_size=300))
def test_reading_twice_changes_nothing_more(text):
    assert typed.line(typed.line(text)) == typed.line(text)
    assert typed.lines(typed.lines(text)) == typed.lines(text)
