"""While the database is away, readers get what was right when it was last asked, and are told where that may not hold any more."""

import re
import time
from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace

import msgspec
import pytest

from ara_site import deadline
from ara_site.page_cache import standing
from ara_site.page_cache.addresses import public_addresses
from ara_site.page_cache.copies import Copy
from ara_site.page_cache.disk import Disk
from ara_site.page_cache.epochs import Epoch, LastKnown
from ara_site.page_cache.standing import Standing, judge
from ara_site.page_cache.warming import Warming
from publishing import actions
from publishing.schedule import database_clock
from tests import make
from tests.ara_site.kept_pages import Site, no_database

NOW = 1_000_000.0
COPY = Copy(
    path="/", label="r/7-a/0", version="7-a", made_at=NOW - 60, status=200, headers=[], bodies={}, etag="e", document="d"
)  # fmt: skip
LAST = Epoch(label="r/7-a/0", version="7-a", until=NOW + 60, seconds_left=60, seen_at=NOW - 60)
ADVICE = b"Please call to check"


@pytest.mark.parametrize(
    ("copy", "last", "expected"),
    [
        ({}, {}, Standing.GOOD),
        ({"ends_at": NOW + 1, "withdrawn": True}, {}, Standing.GOOD),
        ({"ends_at": NOW, "withdrawn": True}, {}, Standing.TAKEN_DOWN),
        ({"ends_at": NOW}, {}, Standing.TO_CHECK),
        ({"changes_at": NOW + 1}, {}, Standing.GOOD),
        ({"changes_at": NOW}, {}, Standing.TO_CHECK),
        ({"version": "6-b"}, {}, Standing.TO_CHECK),
        ({"version": "6-b"}, {"gone": frozenset("d")}, Standing.TAKEN_DOWN),
        ({"status": 410}, {"gone": frozenset("d")}, Standing.GOOD),
        ({}, {"seen_at": NOW - standing.A_DAY}, Standing.GOOD),
        ({}, {"seen_at": NOW - standing.A_DAY - 1}, Standing.TO_CHECK),
    ],
)
def test_what_is_known_decides_what_a_copy_may_be_shown_as(copy, last, expected):
    assert judge(msgspec.structs.replace(COPY, **copy), msgspec.structs.replace(LAST, **last), NOW) is expected


def test_a_copy_of_which_nothing_is_known_comes_with_the_advice_to_call():
    assert judge(COPY, None, NOW) is Standing.TO_CHECK


@pytest.fixture
def site(db, tmp_path) -> Site:
    """A site with every kind of page."""
    make.site(phone="+15550100177", color="#004488")
    ache = make.condition()
    make.live(ache)
    make.live(make.question(about=(ache,)))
    make.live(make.page())
    return Site(tmp_path)


def warmed(site: Site) -> Warming:
    """The worker went round once."""
    warming = Warming(site.django.get_response, Disk(site.folder), LastKnown(site.folder / "known.json"))
    while not warming.is_done:
        warming.turn()
    return warming


def later(monkeypatch, hours: float) -> None:
    """The site's clock has gone on since."""
    moment = time.time() + hours * 3600
    monkeypatch.setattr(standing, "time", SimpleNamespace(time=lambda: moment))


def test_every_page_of_the_sitemap_stands_after_a_restart(site):
    warmed(site)
    addresses = public_addresses()
    restarted = Site(site.folder)
    assert "/theme-" in addresses[0] and len(addresses) > 8
    with no_database():
        found = {path: restarted.get(path) for path in addresses}
    assert {path: got.status for path, got in found.items()} == dict.fromkeys(addresses, 200)
    assert not [path for path, got in found.items() if ADVICE in got.body]
    assert all("X-Snapshot-Age" in got.headers for path, got in found.items() if path != "/contact/")


def test_a_page_is_the_same_as_before_and_so_is_its_tag(site):
    before = site.get("/conditions/sore-back/", accept="br")
    with no_database():
        during = site.get("/conditions/sore-back/", accept="br")
        unchanged = site.get("/conditions/sore-back/", accept="br", IF_NONE_MATCH=before.headers["ETag"])
    assert (during.body, during.headers["ETag"], unchanged.status) == (before.body, before.headers["ETag"], 304)


def test_a_database_that_goes_while_a_page_is_made_costs_nothing(site, monkeypatch):
    before = site.get("/conditions/sore-back/")
    make.live(make.Condition.objects.get(), summary="It hurts a lot.")
    epoch = site.freshness.current()
    monkeypatch.setattr(site.freshness, "current", lambda: epoch)
    with no_database():
        during = site.get("/conditions/sore-back/")
    assert during.status == 200 and ADVICE in during.body and b"A back that hurts." in before.body


def test_a_page_that_was_never_made_is_an_error_page_with_the_number(site):
    site.get("/")
    with no_database():
        found = site.get("/conditions/sore-back/")
    assert (found.status, found.headers["Retry-After"]) == (503, "60")
    assert b"(555) 010-0177" in found.body


def test_search_says_that_it_does_not_work_and_leads_to_pages_that_stand(site):
    warmed(site)
    with no_database():
        found = site.get("/search/", query="q=sore+knee")
        stand = {path: site.get(path).status for path in ("/", "/conditions/", "/procedures/", "/faq/")}
    text = found.body.decode()
    assert (found.status, found.headers["Retry-After"]) == (503, "60")
    assert "<h1>Searching does not work right now</h1>" in text and "(555) 010-0177" in text
    assert "knee" not in re.search("<title>(.*)</title>", text, re.S)[1]
    assert stand == dict.fromkeys(stand, 200) and not [path for path in stand if f'<a href="{path}">' not in text]


def test_suggestions_fail_in_silence_without_a_database(site):
    with no_database():
        assert site.get("/search/suggest", query="q=knee").status == 503


@pytest.mark.parametrize(
    ("path", "is_away", "seconds"),
    [
        ("/search/", False, 2.0),
        ("/search/suggest", False, 2.0),
        ("/contact/", False, 0.8),
        ("/search/", True, 0.4),
        ("/contact/", True, 0.4),
    ],
)
def test_what_is_never_kept_waits_for_the_database_so_long_at_most(site, monkeypatch, path, is_away, seconds):
    limits = []
    within = deadline.within
    monkeypatch.setattr(deadline, "within", lambda limit: limits.append(limit) or within(limit))
    with no_database() if is_away else nullcontext():
        site.get(path, query="q=knee")
    assert limits == [seconds]


def test_back_is_back(site):
    site.get("/")
    with no_database():
        site.get("/")
    make.live(make.Practice.objects.get(), tagline="Here again")
    found = site.get("/")
    assert b"Here again" in found.body and "X-Snapshot-Age" not in found.headers


def test_what_was_taken_down_before_stays_so(site):
    warming = warmed(site)
    actions.withdraw(make.Page.objects.get(), by=make.carla())
    warming.turn()
    with no_database():
        found = Site(site.folder).get("/privacy/")
    assert (found.status, b"no longer publish" in found.body) == (410, True)


def test_what_was_taken_down_is_gone_though_no_page_was_made_since(site):
    warmed(site)
    actions.withdraw(make.Page.objects.get(), by=make.carla())
    site.get("/robots.txt")
    with no_database():
        found = Site(site.folder).get("/privacy/")
    assert (found.status, b"no longer publish" in found.body) == (410, True)
    assert b"(555) 010-0177" in found.body and "default-src 'none'" in found.headers["Content-Security-Policy"]
    assert b"We keep nothing" not in found.body


def test_a_planned_withdrawal_is_kept_without_a_database(site, monkeypatch):
    actions.withdraw(make.Page.objects.get(), by=make.carla(), withdraw_at=database_clock() + timedelta(hours=2))
    warmed(site)
    with no_database():
        assert site.get("/privacy/").status == 200
        later(monkeypatch, hours=3)
        assert site.get("/privacy/").status == 410


def test_a_page_that_was_to_be_replaced_meanwhile_comes_with_the_advice_to_call(site, monkeypatch):
    page = make.Page.objects.get()
    make.live(page, body="<p>We keep little.</p>", publish_at=database_clock() + timedelta(hours=2))
    warmed(site)
    with no_database():
        assert ADVICE not in site.get("/privacy/").body
        later(monkeypatch, hours=3)
        found = site.get("/privacy/", accept="gzip")
        plain = site.get("/privacy/").body
    assert found.status == 200 and ADVICE in plain and b"We keep nothing" in plain and b"tel:+15550100177" in plain


def test_a_page_on_which_a_notice_has_ended_comes_with_the_advice_to_call(site, monkeypatch):
    make.live(make.notice(ends_at=database_clock() + timedelta(hours=2)))
    warmed(site)
    later(monkeypatch, hours=3)
    with no_database():
        assert ADVICE in site.get("/conditions/sore-back/").body


def test_a_page_of_which_a_newer_one_is_known_comes_with_the_advice_to_call(site):
    warmed(site)
    make.live(make.Condition.objects.get(), summary="It hurts a lot.")
    site.get("/robots.txt")
    with no_database():
        found = Site(site.folder).get("/conditions/sore-back/")
    assert found.status == 200 and ADVICE in found.body


def test_the_number_is_the_newest_that_was_live(site):
    warming = warmed(site)
    make.live(make.Coordinator.objects.get(), phone="+15550100199")
    warming.turn()
    with no_database():
        restarted = Site(site.folder)
        assert b"(555) 010-0199" in restarted.get("/").body
        assert b"(555) 010-0199" in restarted.get("/nothing/").body


def test_the_worker_makes_each_page_once_and_again_after_a_change(site):
    warming = warmed(site)
    count = len(site.rendered)
    warming.turn()
    assert len(site.rendered) == count == len(set(site.rendered))
    make.live(make.Page.objects.get(), title="Your privacy")
    warming.turn()
    assert warming.is_done and len(site.rendered) == 2 * count


def test_the_worker_goes_on_where_its_time_was_over(site):
    warming = Warming(site.django.get_response, Disk(site.folder), LastKnown(site.folder / "known.json"))
    assert warming.turn(seconds=0) == 0 and not warming.is_done
    assert warming.turn() == len(site.rendered) and warming.is_done


def test_a_worker_that_begins_again_makes_only_what_is_missing(site):
    warmed(site)
    Disk(site.folder).drop("/privacy/")
    count = len(site.rendered)
    warmed(site)
    assert site.rendered[count:] == ["/privacy/"]


def test_the_worker_leaves_no_page_of_a_document_that_moved(site):
    warming = warmed(site)
    make.live(make.Page.objects.get(), slug="your-privacy")
    warming.turn()
    assert Disk(site.folder).get("/privacy/") is None
    assert Disk(site.folder).get("/your-privacy/").status == 200
