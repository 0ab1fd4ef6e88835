"""The site in processes of its own: two machines agree within a second, and pages stand while the database does not."""

import os
import time

import pytest

from faults.two_machines import published
from tests.ara_site.served import BreakableWay, beside, by, get, sitemap, starter_site
from tests.browser.served_site import Databases

ROUNDS = 6


@pytest.fixture(scope="module")
def databases(request):
    made = Databases(os.environ["DATABASE_URL"], f"served_{os.getpid()}")
    yield made
    made.remove()


@pytest.fixture(scope="module")
def site(databases, tmp_path_factory):
    """A site that is not started, with the worker's first round done."""
    with starter_site(databases, "site", tmp_path_factory.mktemp("served") / "data") as made:
        made.manage("render_pages")
        yield made


def test_what_is_published_on_one_machine_is_read_on_another_within_a_second(site, tmp_path):
    here, there = site, beside(site, tmp_path / "there")
    for each in (here, there):
        each.start()
    try:
        rounds = list(published(here, there, ROUNDS))
    finally:
        for each in (here, there):
            each.stop()
    assert len(rounds) == ROUNDS
    assert [each for each in rounds if not each.is_good] == []


@pytest.mark.parametrize("fault", ["paused", "stopped"])
def test_every_page_stands_while_the_database_does_not_and_after_a_restart(site, fault):
    way = BreakableWay(site.database_url)
    web = by(way, site)
    web.start()
    try:
        paths = sitemap(web)
        assert len(paths) > 20
        way.is_frozen = fault == "paused"
        way.shut() if fault == "stopped" else None
        assert {path: get(web, path)[0] for path in paths} == dict.fromkeys(paths, 200)
        web.stop()
        web.start(asks="/")
        assert {path: get(web, path)[0] for path in paths} == dict.fromkeys(paths, 200)
        assert get(web, "/healthz/live")[0] == 200
        way.open_again()
        end = time.monotonic() + 30
        while "X-Snapshot-Age" in get(web, "/")[1] and time.monotonic() < end:
            time.sleep(0.1)
        assert "X-Snapshot-Age" not in get(web, "/")[1]
    finally:
        way.open_again()
        web.stop()
