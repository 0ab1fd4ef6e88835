"""Telephone numbers: any spelling in, one out."""

import pytest
from django.core.exceptions import ValidationError

from publishing.phones import national, normalize


@pytest.mark.parametrize(
    "typed",
    ["5550100100", "(555) 010-0100", "555-010-0100", "555.010.0100", "+1 555 010 0100", "1-555-010-0100", " 555 010 0100 ",
     "555–010–0100", "tel:+1-555-010-0100"],
)  # fmt: skip
def test_every_spelling_is_one_number(typed):
    assert normalize(typed) == "+15550100100"


@pytest.mark.parametrize("typed", ["12", "call me", "555 010 0100 0100 0100"])
def test_what_cannot_be_a_number_is_refused_in_a_sentence(typed):
    with pytest.raises(ValidationError, match="area code"):
        normalize(typed)


def test_nothing_typed_is_no_number():
    assert normalize("  ") == ""


def test_a_number_is_shown_as_people_write_it():
    assert national("+15550100100") == "(555) 010-0100"
    assert national("nonsense") == "nonsense"
