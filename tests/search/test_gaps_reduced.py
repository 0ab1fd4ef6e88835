"""What is left of somebody's words before they are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.gaps_names import FILLER
from search.gaps_reduced import reduced
from search.models.gap_wording import LONGEST

REDUCED = {
    "plain": ("Can I swim after?", "can i swim after"),
    "capitals": ("SWIMMING POOL", "swimming pool"),
    "spanish": ("¿Puedo nadar después?", "puedo nadar después"),
    "a-brand": ("does Medicare pay", "does medicare pay"),
    "a-month-alone": ("can i have an mri in may", "can i have an mri in may"),
    "digits": ("swim after 555 123 4567", "swim after"),
    "digits-inside": ("T12 fracture pain", "fracture pain"),
    "other-digits": ("swim ٥٥٥ ５５５ ²", "swim"),
    "number-words": ("five five five one two swim", "one swim"),
    "a-number-with-a-hyphen": ("twenty-five twenty-one swim", "swim"),
    "e-mail": ("ask joe@example.com about pets", "ask about pets"),
    "e-mail-as-spoken": ("joe at example dot com about pets", "about pets"),
    "e-mail-in-brackets": ("ask jdoe (at) gmail (dot) com about pets", "ask about pets"),
    "e-mail-in-square-brackets": ("ask jdoe [at] clinic [dot] com about pets", "ask about pets"),
    "e-mail-in-brackets-without-spaces": ("ask jdoe(at)clinic(dot)com about pets", "ask about pets"),
    "e-mail-with-underscores": ("ask jdoe_at_clinic_dot_com about pets", "ask about pets"),
    "e-mail-with-spaces": ("ask jdoe @ clinic . com about pets", "ask about pets"),
    "e-mail-half-spoken": ("ask jdoe at my-clinic.com about pets", "ask about pets"),
    "e-mail-heard": ("ask j dot doe at gmail com about pets", "ask about pets"),
    "e-mail-without-any-space": ("ask jdoeatgmaildotcom about pets", "ask about pets"),
    "no-e-mail": ("look at the pool. can i swim at home", "look at the pool can i swim at home"),
    "spanish-number-words": ("dieciséis veintiuno trescientos nadar", "nadar"),
    "number-words-without-spaces": ("fivefivefive nineoneone swim", "swim"),
    "no-numbers": ("someone often listens alone", "someone often listens alone"),
    "a-name-with-a-dot": ("pat.doe swim", "swim"),
    "an-address": ("https://spam.test/x swim", "swim"),
    "a-date": ("born March 3rd 1950 dog visit", "born dog visit"),
    "a-date-in-words": ("surgery on the third of march swimming", "surgery on the of swimming"),
    "a-date-in-digits": ("1/2/1950 swim", "swim"),
    "a-name": ("john smith swim", "swim"),
    "a-name-owning": ("john's hound", ""),
    "a-name-behind-a-title": ("swim with mrs o'neill", "swim with"),
    "a-doctor": ("is doctor Miller open", "is doctor open"),
    "a-name-in-capitals": ("swim with Zbigniew Brzezinski", "swim with"),
    "an-introduction": ("my name is Xanthippe Qureshi and i swim", "i swim"),
    "wide-letters": ("ＪＯＨＮ swim", ""),
    "nothing-telling": ("how is it", ""),
    "drumming": ("qqqqqqq", ""),
    "no-vowels": ("xkcdfgh", ""),
    "endless": ("a" * 5000, ""),
    "control-characters": ("\u202eswim\x00 pool\u200b", "swim pool"),
    "operators": ("swim & !pool | (deep:*) <-> 'x'", "swim pool deep x"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("typed", "kept"), REDUCED.values(), ids=REDUCED.keys())
def test_only_words_that_are_nobodys_are_kept(typed, kept):
    assert reduced(typed) == kept


def test_words_of_the_sites_pages_are_nobodys_name():
    assert reduced("Spinal Fusion Recovery time") == "time"
    assert (
        reduced("Spinal Fusion Recovery time", known={"spinal", "fusion", "recovery"}) == "spinal fusion recovery time"
    )


def test_no_more_than_some_words_are_kept():
    kept = reduced(" ".join(["swimming"] * 300))
    assert 0 < len(kept) <= LONGEST


@given(st.text(max_size=300))
def test_whatever_was_typed_no_digit_and_no_address_is_left(typed):
    kept = reduced(typed)
    assert len(kept) <= LONGEST
    assert not any(sign.isnumeric() or sign in "@./\\:<>&\0" for sign in kept)
    assert kept == " ".join(kept.split())
    assert not kept or any(word not in FILLER for word in kept.split())
