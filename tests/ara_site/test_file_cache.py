"""A disk that takes nothing is a cache that keeps nothing, and no error."""

import pytest

from ara_site.file_cache import LenientFileCache


@pytest.fixture
def broken(tmp_path):
    """A cache whose folder cannot be one: a file stands in its place."""
    cache = LenientFileCache(str(tmp_path / "cache"), {})
    (tmp_path / "file").write_text("")
    cache._dir = str(tmp_path / "file" / "cache")
    return cache


def test_what_cannot_be_kept_is_missed(broken):
    broken.set("a", 1)
    assert broken.get("a", "nothing") == "nothing"
    assert broken.add("a", 1) is True


def test_on_a_good_disk_it_keeps_as_ever(tmp_path):
    cache = LenientFileCache(str(tmp_path / "cache"), {})
    cache.set("a", 1)
    assert (cache.get("a"), cache.add("a", 2)) == (1, False)
