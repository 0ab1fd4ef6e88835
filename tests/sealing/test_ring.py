"""What is sealed opens in its own place, with a key of the ring, unchanged: or not at all."""

import pytest

from sealing import Altered, KeyRing, WrongKey, opened, seal
from sealing.ring import new_keys

OLD, NEW = b"o" * 32, b"n" * 32
ring = KeyRing({1: OLD})


@pytest.mark.parametrize("plain", [b"", b"text", "Zurückrufen".encode(), b"\0" * 100_000])
def test_what_is_sealed_opens_again(plain):
    assert ring.opened(ring.seal(plain, "request|7"), "request|7") == plain


def test_the_same_text_never_looks_the_same_twice():
    assert ring.seal(b"text", "request|7") != ring.seal(b"text", "request|7")


def test_nothing_of_the_text_can_be_read_in_the_sealed_value():
    assert b"marker" not in ring.seal(b"marker sentence", "request|7")


def test_a_flipped_bit_anywhere_is_refused():
    sealed = ring.seal(b"text", "request|7")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((Altered, WrongKey)):
            ring.opened(bytes(changed), "request|7")


@pytest.mark.parametrize("length", [0, 1, 16, 32, 36])
def test_a_value_cut_short_is_refused(length):
    with pytest.raises(Altered):
        ring.opened(ring.seal(b"text", "request|7")[:length], "request|7")


def test_a_value_moved_to_another_place_is_refused():
    with pytest.raises(Altered):
        ring.opened(ring.seal(b"text", "request|7"), "request|8")


def test_a_value_must_have_a_place():
    with pytest.raises(ValueError, match="bound to its place"):
        ring.seal(b"text", "")


def test_the_key_number_cannot_be_changed_to_another_key_of_the_ring():
    both = KeyRing({1: OLD, 2: OLD})
    sealed = bytearray(both.seal(b"text", "request|7"))
    sealed[4] = 2
    with pytest.raises(Altered):
        both.opened(bytes(sealed), "request|7")


def test_a_key_that_is_not_on_the_ring_is_named():
    with pytest.raises(WrongKey, match="key 1"):
        KeyRing({2: NEW}).opened(ring.seal(b"text", "request|7"), "request|7")


def test_another_key_under_the_same_number_is_refused():
    with pytest.raises(Altered):
        KeyRing({1: NEW}).opened(ring.seal(b"text", "request|7"), "request|7")


def test_after_rotation_the_old_key_opens_and_the_new_one_seals():
    before = ring.seal(b"text", "request|7")
    rotated = KeyRing({2: NEW, 1: OLD})
    assert rotated.opened(before, "request|7") == b"text"
    after = rotated.seal(b"text", "request|7")
    assert KeyRing({2: NEW}).opened(after, "request|7") == b"text"
    assert (rotated.is_current(before), rotated.is_current(after)) == (False, True)


def test_the_first_key_of_the_text_is_the_current_one():
    first = KeyRing.read(new_keys().replace("1:", "7:") + ", " + new_keys())
    assert first.current == 7


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no key"),
        ("1:c2hvcnQ=", "Key 1 has 5 bytes"),
        ("1:not base64!", "Key 1 is not base64"),
        ("one:" + "A" * 44, "number of its own"),
        pytest.param(f"{new_keys()},{new_keys()}", "number of its own", id="two keys of one number"),
        ("0:" + "A" * 43 + "=", "between 1 and"),
    ],
)
def test_a_ring_that_is_written_wrongly_is_refused_without_showing_a_key(text, problem):
    with pytest.raises(ValueError, match=problem) as raised:
        KeyRing.read(text)
    assert "AAAA" not in str(raised.value)


def test_the_installation_has_a_ring_of_its_own():
    assert opened(seal(b"text", "request|7"), "request|7") == b"text"
