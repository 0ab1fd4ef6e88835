"""How what was asked gathers into groups, and what becomes of a group."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from search import gaps_desk, gaps_gathering, gaps_steps
from search.gaps_gathering import gather
from search.gaps_likeness import ALIKE_FROM, likeness, stems_of
from search.models import Gap, GapWording
from search.models.gap import State
from tests import make

pytestmark = pytest.mark.django_db


def asked(words: str, times: int = 1, *, source: str = "search", day: date | None = None, language: str = "en") -> None:
    GapWording.objects.create(
        words=words, times=times, source=source, language=language, day=day or timezone.localdate()
    )


def groups() -> dict[str, int]:
    return dict(Gap.objects.shown().ranked().values_list("words", "times"))


ALIKE = {
    "the-same-stems": ("can i swim after", "after swimming", True),
    "a-misspelling": ("vertebroplasty risks", "vertabroplasty risk", True),
    "one-word-more": ("swimming pool", "swim", True),
    "filler": ("i want to know about golf", "golf", True),
    "another-thing": ("swimming pool", "parking", False),
    "half": ("swim pool opening", "opening parking", False),
    "short-words-are-not-misspelt": ("mri", "mra", False),
}


@pytest.mark.parametrize(("one", "other", "is_alike"), ALIKE.values(), ids=ALIKE.keys())
def test_wordings_are_alike_by_their_stems(one, other, is_alike):
    stems = stems_of([one, other], language="en")
    assert (likeness(stems[one], stems[other]) >= ALIKE_FROM - 1e-9) is is_alike
    assert likeness(stems[one], stems[other]) == likeness(stems[other], stems[one])


def test_wordings_gather_by_likeness_and_are_shown_from_three_on():
    asked("can i swim after", 2)
    asked("swimming", 1, source="phone")
    asked("dogs", 2)
    gather()
    assert groups() == {"can i swim after": 3}


def test_each_language_has_its_own_groups():
    asked("piscina nadar", 3, language="es")
    asked("piscina nadar", 3, language="en")
    gather()
    assert sorted(Gap.objects.values_list("language", "times")) == [("en", 3), ("es", 3)]


def test_gathering_again_changes_nothing_and_the_same_words_join_their_group():
    asked("swim", 3)
    gather()
    before = list(Gap.objects.values())
    gather()
    assert list(Gap.objects.values()) == before
    asked("swim", 4, day=timezone.localdate() - timedelta(days=1))
    gather()
    assert groups() == {"swim": 7}


def test_a_group_does_not_wander_with_its_members():
    """What joined a group makes it no likelier that something else does: only its first wording is compared."""
    for words in ("swim pool", "swim pool deep", "deep diving"):
        asked(words, 3)
        gather()
    assert groups() == {"swim pool": 6, "deep diving": 3}


def test_the_order_in_which_the_same_is_gathered_at_once_is_the_order_in_which_it_was_asked():
    for words in ("pool swim", "golf course", "swimming pool", "golf"):
        asked(words, 3)
    gather()
    assert (
        groups() == {"golf course": 6, "pool swim": 6}
        and Gap.objects.get(words="pool swim").pk < Gap.objects.get(words="golf course").pk
    )


def test_a_group_is_called_by_the_words_that_were_used_most():
    asked("swim pool", 1)
    asked("swimming pool", 5)
    gather()
    assert groups() == {"swimming pool": 6}


def test_the_start_page_shows_the_most_asked_first_in_one_query(django_assert_num_queries):
    carla = make.carla()
    for number, words in enumerate(("swim", "golf", "dogs", "tattoo", "parking", "wifi", "sauna")):
        asked(words, number + 1)
    gather()
    gaps_desk.lists(carla)
    with django_assert_num_queries(1):
        (found,) = gaps_desk.lists(carla)
    assert (found.count, [item.text for item in found.items]) == (5, ["sauna", "wifi", "parking", "tattoo", "dogs"])
    assert gaps_desk.lists(make.cast().ada) == []


def test_a_new_group_takes_few_queries_however_many_groups_there_are(django_assert_max_num_queries):
    for number in range(40):
        asked("swim " + "abcdefghijklmnopqrstuvwxyz"[number % 26] * 5 + "aeiou"[number // 26] * 4 + "nt")
    gather()
    asked("golf")
    with django_assert_max_num_queries(16):
        gather()


def test_what_is_put_to_another_stays_there():
    asked("swim", 3)
    asked("bathing", 9)
    gather()
    swim, bathing = Gap.objects.get(words="swim"), Gap.objects.get(words="bathing")
    gaps_steps.merge(swim, bathing, by=make.carla())
    assert groups() == {"bathing": 12}
    asked("swim", 2, day=timezone.localdate() - timedelta(days=1))
    asked("swimming", 1)
    gather()
    assert groups() == {"bathing": 15}


def test_a_wording_that_asks_something_else_gets_a_group_of_its_own_and_keeps_it():
    asked("swim pool", 3)
    asked("pool table swim", 4)
    gather()
    (gap,) = Gap.objects.all()
    gaps_steps.take_apart(gap, "pool table swim", by=make.carla())
    asked("pool table swim", 1, day=timezone.localdate() - timedelta(days=1))
    gather()
    assert groups() == {"pool table swim": 5, "swim pool": 3}


def test_what_is_not_for_this_site_goes_on_counting_and_does_not_wait():
    asked("pizza", 3)
    gather()
    gap = Gap.objects.get()
    gaps_steps.decline(gap, by=make.carla())
    asked("pizzas", 2)
    gather()
    gap.refresh_from_db()
    assert (gap.state, gap.times) == (State.DECLINED, 5)
    assert not Gap.objects.waiting().exists()
    gaps_steps.put_back(gap, by=make.carla())
    assert Gap.objects.waiting().get() == gap


def test_the_worker_gathers():
    asked("swim", 3)
    assert gaps_gathering.chore() == ""
    assert groups() == {"swim": 3}
