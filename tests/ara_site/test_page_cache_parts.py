"""The parts of the page cache by themselves: disk, memory, turns, and the thread that asks the database."""

import hashlib
import os
import threading
import time

import msgspec
import pytest
from django.db import OperationalError

from ara_site.page_cache import bell as bells
from ara_site.page_cache import freshness as freshnesses
from ara_site.page_cache.answers import Answer
from ara_site.page_cache.copies import DIGEST, Copy, to_bytes
from ara_site.page_cache.disk import SUFFIX, Disk
from ara_site.page_cache.epochs import Epoch, LastKnown
from ara_site.page_cache.freshness import Freshness
from ara_site.page_cache.memory import Memory
from ara_site.page_cache.shelf import Shelf
from ara_site.page_cache.turns import Turns

COPY = Copy(
    path="/", label="one", version="1-a", made_at=1.0, status=200, headers=[("Content-Type", "text/html")],
    bodies={"br": b"b", "gzip": b"g", "identity": b"whole"}, etag="e", ends_at=5.0,
)  # fmt: skip


def copy(**fields) -> Copy:
    return msgspec.structs.replace(COPY, **fields)


# The disk


def test_a_copy_comes_back_from_disk_as_it_was(tmp_path):
    stamp = Disk(tmp_path).put(COPY)
    assert Disk(tmp_path).get("/") == COPY
    assert stamp == Disk(tmp_path).stamp("/")


@pytest.mark.parametrize("spoil", ["flip", "cut", "empty", "rubbish"])
def test_a_damaged_copy_is_dropped_and_never_shown(tmp_path, spoil):
    disk = Disk(tmp_path)
    disk.put(COPY)
    (file,) = tmp_path.rglob(f"*{SUFFIX}")
    stored = file.read_bytes()
    spoiled = {"flip": stored[:-1] + bytes([stored[-1] ^ 1]), "cut": stored[:-9], "empty": b"", "rubbish": b"x" * 99}
    file.write_bytes(spoiled[spoil])
    assert (disk.get("/"), file.exists()) == (None, False)


def test_a_copy_that_another_release_wrote_otherwise_is_dropped(tmp_path):
    packed = msgspec.msgpack.encode({"path": "/"})
    file = Disk(tmp_path)._file("/")
    file.parent.mkdir()
    file.write_bytes(hashlib.blake2b(packed, digest_size=DIGEST).digest() + packed)
    assert (Disk(tmp_path).get("/"), file.exists()) == (None, False)


def test_a_copy_under_the_name_of_another_address_is_not_shown(tmp_path):
    disk = Disk(tmp_path)
    disk.put(COPY)
    disk.put(copy(path="/other/"))
    mine, other = disk._file("/"), disk._file("/other/")
    os.replace(other, mine)
    assert disk.get("/") is None


def test_a_disk_that_takes_nothing_is_no_error(tmp_path):
    (tmp_path / "file").write_text("no folder")
    disk = Disk(tmp_path / "file")
    assert (disk.put(COPY), disk.get("/"), list(disk.all())) == (None, None, [])
    disk.drop("/")
    assert Shelf(disk).put(COPY).copy == COPY


def test_the_disk_keeps_within_its_limit_and_drops_the_oldest(tmp_path):
    disk = Disk(tmp_path, most_bytes=3 * len(to_bytes(COPY)) + 10)
    for number in range(6):
        disk.put(copy(path=f"/{number}/"))
        os.utime(disk._file(f"/{number}/"), (number, number))
    disk.trim()
    assert sorted(each.path for each in disk.all()) == ["/3/", "/4/", "/5/"]


# The memory


def test_memory_keeps_within_its_limit_and_drops_the_oldest():
    memory = Memory(most_bytes=3 * Answer(COPY).size)
    for number in range(5):
        memory.put(f"/{number}/", Answer(copy(path=f"/{number}/")))
    assert [bool(memory.get(f"/{number}/")) for number in range(5)] == [False, False, True, True, True]
    memory.put("/4/", Answer(COPY))
    memory.drop("/3/")
    assert memory.bytes == 2 * Answer(COPY).size


def test_the_shelf_shows_what_another_process_made_since(tmp_path):
    one, other = Shelf(Disk(tmp_path)), Shelf(Disk(tmp_path))
    one.put(COPY)
    other.put(copy(label="two", made_at=2.0))
    assert one.get("/", "two").copy.label == "two"
    assert one.get("/", "one") is None
    assert one.newest("/").copy.label == "two"


# Turns


def test_those_who_want_one_page_take_turns_and_others_do_not_wait():
    turns, order, begun = Turns(), [], threading.Event()

    def wait() -> None:
        begun.set()
        with turns.of("/"):
            order.append("second")

    with turns.of("/"):
        thread = threading.Thread(target=wait)
        thread.start()
        begun.wait()
        with turns.of("/other/"):
            order.append("other")
        order.append("first")
    thread.join()
    assert order == ["other", "first", "second"]
    assert turns._held == {}


# The bell


def test_a_bell_is_heard_by_all_who_listen_to_its_file(tmp_path):
    one, other = bells.Bell(tmp_path / "bell"), bells.Bell(tmp_path / "bell")
    silence = one.heard()
    bells.ring(tmp_path / "bell")
    assert one.heard() == other.heard() != silence
    before = one.heard()
    bells.ring(tmp_path / "bell")
    assert one.heard() != before


def test_a_bell_without_a_file_is_silent(tmp_path):
    (tmp_path / "file").write_text("no folder")
    bells.ring(tmp_path / "file" / "bell")
    assert bells.Bell(tmp_path / "file" / "bell").heard() == b""


# The thread that asks


class Database:
    """Answers with its version, as often and as long as it is told to."""

    def __init__(self) -> None:
        self.version, self.asked, self.seconds_left = "1", 0, 3600.0
        self.is_away, self.holds = False, threading.Event()
        self.holds.set()

    def ask(self, before: Epoch | None) -> Epoch:
        self.asked += 1
        self.holds.wait(20)
        if self.is_away:
            raise OperationalError("gone")
        return Epoch(self.version, self.version, until=0, seconds_left=self.seconds_left, seen_at=time.time())


@pytest.fixture
def database() -> Database:
    return Database()


@pytest.fixture
def fresh(database, tmp_path, monkeypatch):
    """Fresh for an hour, so that only what a test does makes it ask again."""
    monkeypatch.setattr(freshnesses, "SECONDS_BETWEEN_QUESTIONS", 3600)
    monkeypatch.setattr(freshnesses, "SECONDS_BETWEEN_TRIES", 0)
    made = Freshness(database.ask, bells.Bell(tmp_path / "bell"), LastKnown(tmp_path / "known.json"))
    yield made
    database.holds.set()
    made.stop()


def test_the_database_is_asked_once_for_as_long_as_its_answer_is_good(fresh, database):
    assert {fresh.current().version for _time in range(50)} == {"1"}
    assert database.asked == 1


def test_after_the_bell_the_database_is_asked_anew(fresh, database, tmp_path):
    fresh.current()
    database.version = "2"
    assert fresh.current().version == "1"
    bells.ring(tmp_path / "bell")
    assert fresh.current().version == "2"


def test_when_the_epoch_is_over_the_database_is_asked_anew(fresh, database):
    database.seconds_left = 0.001
    fresh.current()
    time.sleep(0.05)
    database.version = "2"
    assert fresh.current().version == "2"


def test_an_answer_from_before_the_bell_does_not_count(fresh, database, tmp_path):
    """The question is under way when the change is committed: its answer may not know of it."""
    fresh.current()
    database.holds.clear()
    bells.ring(tmp_path / "bell")
    asking = threading.Thread(target=fresh.current)
    asking.start()
    while database.asked < 2:
        time.sleep(0.01)
    bells.ring(tmp_path / "bell")
    found = []
    after = threading.Thread(target=lambda: found.append(fresh.current()))
    after.start()
    while fresh._wanted < 3:
        time.sleep(0.01)
    database.version = "2"
    database.holds.set()
    asking.join()
    after.join()
    assert (found[0].version, database.asked) == ("2", 3)


def test_many_at_once_ask_once(fresh, database):
    database.holds.clear()
    found = []
    asking = [threading.Thread(target=lambda: found.append(fresh.current())) for _one in range(8)]
    for each in asking:
        each.start()
    while not database.asked:
        time.sleep(0.01)
    database.holds.set()
    for each in asking:
        each.join()
    assert {each.version for each in found} == {"1"} and database.asked == 1


def test_a_database_that_hangs_counts_as_away_and_comes_back_by_itself(fresh, database, tmp_path, monkeypatch):
    monkeypatch.setattr(freshnesses, "SECONDS_TO_WAIT", 0.05)
    fresh.current()
    database.holds.clear()
    bells.ring(tmp_path / "bell")
    assert [fresh.current() for _time in range(5)] == [None] * 5
    assert fresh.last.version == "1"
    database.holds.set()
    assert until(lambda: fresh.current() is not None)


def test_what_a_slow_database_says_too_late_for_a_reader_is_known_to_the_next(fresh, database, tmp_path, monkeypatch):
    monkeypatch.setattr(freshnesses, "SECONDS_TO_WAIT", 0.05)
    fresh.current()
    database.holds.clear()
    database.version = "2"
    bells.ring(tmp_path / "bell")
    assert fresh.current() is None and fresh.last.version == "1"
    database.holds.set()
    assert until(lambda: fresh.last.version == "2")


def test_a_database_that_refuses_counts_as_away_and_is_asked_now_and_then(fresh, database):
    database.is_away = True
    assert fresh.current() is None
    assert until(lambda: fresh.current() is None and database.asked > 4)
    database.is_away = False
    assert until(lambda: fresh.current() is not None)


def test_after_a_restart_the_last_epoch_is_known(fresh, database, tmp_path):
    fresh.current()
    database.is_away = True
    restarted = Freshness(database.ask, bells.Bell(tmp_path / "bell"), LastKnown(tmp_path / "known.json"))
    assert (restarted.current(), restarted.last.version) == (None, "1")
    restarted.stop()


def test_a_spoiled_note_of_the_last_epoch_is_no_error(tmp_path):
    (tmp_path / "known.json").write_text("{")
    assert LastKnown(tmp_path / "known.json").get() is None


def until(holds) -> bool:
    """Whether something comes to hold."""
    end = time.monotonic() + 20
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
