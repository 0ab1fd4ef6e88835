"""What the worker passes on to the front: every page once in each epoch, those first that are not public any more."""

from types import SimpleNamespace

import pytest

from ara_site.page_cache import setup
from ara_site.page_cache.addresses import public_addresses
from ara_site.page_cache.disk import Disk
from ara_site.page_cache.epochs import LastKnown
from ara_site.page_cache.passing_on import Passed
from ara_site.page_cache.warming import Warming
from publishing import actions
from tests import make
from tests.ara_site.kept_pages import Site

pytestmark = pytest.mark.django_db


class Front:
    """Writes down what it is to hold."""

    problem = ""

    def __init__(self) -> None:
        self.passed: list[Passed] = []
        self.turns = 0

    def add(self, page: Passed) -> None:
        self.passed.append(page)

    def turn(self, end: float) -> None:
        self.turns += 1


@pytest.fixture
def site(tmp_path) -> Site:
    make.site()
    make.live(make.condition())
    make.live(make.page())
    return Site(tmp_path)


def warming(site: Site) -> tuple[Warming, Front]:
    front = Front()
    made = Warming(site.django.get_response, Disk(site.folder), LastKnown(site.folder / "known.json"), front)
    made.turn()
    return made, front


def pages() -> set[str]:
    return {path for path in public_addresses() if not path.startswith(("/contact/", "/search/"))}


def test_every_page_is_passed_on_once_with_the_tag_that_readers_get(site):
    worker, front = warming(site)
    assert worker.is_done and sorted(page.path for page in front.passed) == sorted(pages())
    for path, status, etag in front.passed:
        assert (status, site.get(path, accept="br").headers["ETag"]) == (200, f'"{etag}-br"')
    worker.turn()
    assert len(front.passed) == len(pages()) and front.turns > len(pages())


def test_what_was_taken_down_is_passed_on_first(site):
    worker, front = warming(site)
    front.passed.clear()
    actions.withdraw(make.Page.objects.get(), by=make.carla())
    worker.turn()
    assert front.passed[0] == Passed("/privacy/", 410)
    assert {page.path for page in front.passed} == pages() | {"/privacy/"}


def test_it_is_passed_on_again_each_time(site):
    worker, front = warming(site)
    actions.withdraw(make.Page.objects.get(), by=make.carla())
    worker.turn()
    make.live(make.notice())
    front.passed.clear()
    worker.turn()
    assert front.passed[0] == Passed("/privacy/", 410)


def test_where_a_page_was_that_moved_the_way_to_it_is_passed_on(site):
    worker, front = warming(site)
    front.passed.clear()
    make.live(make.Page.objects.get(), slug="your-privacy")
    worker.turn()
    assert front.passed[0] == Passed("/privacy/", 301)


def test_a_worker_that_begins_again_passes_on_what_is_kept_without_making_it(site):
    warming(site)
    count = len(site.rendered)
    _worker, front = warming(site)
    assert len(site.rendered) == count
    assert sorted(page.path for page in front.passed) == sorted(pages())


@pytest.mark.parametrize(("problem", "said"), [("", ""), ("TimeoutError", "FRONT_ADDRESS says where it is")])
def test_a_front_that_does_not_answer_is_said_to_staff(monkeypatch, settings, problem, said):
    settings.PAGE_CACHE = True
    monkeypatch.setattr(setup, "_warming", lambda: SimpleNamespace(turn=lambda: 0))
    monkeypatch.setattr(setup, "_front", lambda: SimpleNamespace(problem=problem))
    assert said in setup.warm() and bool(setup.warm()) == bool(problem)
