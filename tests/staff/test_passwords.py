"""Twenty passwords, and what becomes of them."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from tests import make

pytestmark = pytest.mark.django_db

REFUSED = {
    "fourteen characters": "kQ7#pL2vXz9!mw",
    "short and famous": "password",
    "famous, made long": "passwordpassword",
    "rows of keys": "qwertyuiopasdfgh",
    "one letter": "aaaaaaaaaaaaaaaaaaaa",
    "digits in order": "12345678901234567890",
    "the trade, twice": "radiologyradiology",
    "the trade, with a year": "spine.vertebra.2026",
    "the practice": "Hill Clinic Hill Clinic",
    "the practice and a digit": "hillclinic-staff-1",
    "the own name": "carla roe carla roe",
    "the own address": "carla@example.org",
    "a date and the trade": "kyphoplasty-01-01",
    "a sentence everybody knows": "letmeinletmeinletmein",
    "a keyboard walk with signs": "1qaz2wsx3edc4rfv",
}
TAKEN = {
    "four words": "seven lamps under quiet rain",
    "twenty digits that are in no list": "83017462950174628395",
    "spaces and other scripts": "Größe Ofen Wolke 雨 leise",
    "two hundred characters": "walrus tide paper moth " * 8 + "and sixteen more",
    "a generator's": "x7Kd-92Lm-PqRt-0ZvB",
}


def judge(password):
    """The codes of what is wrong with it."""
    try:
        validate_password(password, make.person("Carla"))
    except ValidationError as error:
        return {each.code for each in error.error_list}
    return set()


@pytest.fixture(autouse=True)
def practice():
    return make.site(name="Hill Clinic")


@pytest.mark.parametrize("password", REFUSED.values(), ids=REFUSED)
def test_it_is_refused(password):
    assert judge(password)


@pytest.mark.parametrize("password", TAKEN.values(), ids=TAKEN)
def test_it_is_taken(password):
    assert judge(password) == set()


def test_the_practices_name_counts_as_it_is_live(practice):
    assert "password_of_context" not in judge("blue meadow blue meadow")
    make.live(practice, name="Blue Meadow")
    assert "password_of_context" in judge("blue meadow blue meadow")


def test_the_reason_is_said_in_a_sentence():
    with pytest.raises(ValidationError, match="words that anybody would try here"):
        validate_password("radiologyradiology")
