"""What is kept is right: whatever changes a public page, by whom or when, moves the version that copies are kept under."""

import ast
import inspect
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ara_site.page_cache import epochs
from ara_site.page_cache.addresses import public_addresses
from publishing import actions, notes, sharing, site_version
from publishing.models import Event
from publishing.schedule import database_clock
from tests import make
from tests.ara_site.kept_pages import Site

ROOT = Path(__file__).resolve().parents[2]

PUBLIC = {"publish", "withdraw", "cancel", "cancel_withdrawal", "review", "reorder", "change_rules", "import"}
"""Verbs of events after which pages are made anew. `cancel` moves bounds to come, which stand-in copies know of."""

READ_BY_PAGES = {f"publishing_{name}" for name in ("edition", "document", "review", "rules", "address")}
"""All tables that public pages are made from. Their rows change by events alone: a new table here needs an event, too."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """One live page of every kind."""
    make.site(color="#004488")
    repair = make.procedure()
    make.live(repair)
    ache = make.condition(procedures=(repair,))
    make.live(ache)
    make.live(make.question(about=(ache,), asked_most=True))
    make.live(make.page())
    make.live(make.notice())


def verbs_in_the_source() -> set[str]:
    """What the code writes into the ledger: the first argument of `record`, and what is given, or stands, for `verb`."""
    found = {inspect.signature(actions.keep).parameters["verb"].default}
    for file in [*ROOT.glob("publishing/**/*.py"), *ROOT.glob("faq/*.py"), *ROOT.glob("practice/*.py")]:
        tree = ast.parse(file.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in calls:
            if getattr(call.func, "id", "") == "record" and isinstance(call.args[0], ast.Constant):
                found.add(call.args[0].value)
            found |= {k.value.value for k in call.keywords if k.arg == "verb" and isinstance(k.value, ast.Constant)}
    return {verb for verb in found if isinstance(verb, str)}


def test_every_verb_of_the_ledger_is_known_to_change_pages_or_not_to():
    assert verbs_in_the_source() == PUBLIC | site_version.PRIVATE_VERBS
    assert PUBLIC.isdisjoint(site_version.PRIVATE_VERBS)


def test_public_pages_are_made_from_these_tables_alone(site, client):
    paths = [path for path in public_addresses() if path != "/contact/"]
    with CaptureQueriesContext(connection) as asked:
        assert {client.get(path).status_code for path in paths} == {200}
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(query["sql"] for query in asked)))
    assert read == READ_BY_PAGES


def pages(client) -> dict[str, bytes]:
    """Every public page as it would be made now."""
    return {path: client.get(path).content for path in public_addresses() if path != "/contact/"}


STEPS = {
    "publish": lambda: make.live(make.Practice.objects.get(), tagline="Now open on Saturdays"),
    "publish clinical text": lambda: make.live(make.Condition.objects.get(), summary="It hurts a lot."),
    "another number": lambda: make.live(make.Coordinator.objects.get(), phone="+15550100199"),
    "withdraw": lambda: actions.withdraw(make.Page.objects.get(), by=make.carla()),
    "undo": lambda: actions.undo_publish(make.Practice.objects.get(), by=make.carla()),
    "reorder": lambda: actions.reorder({make.Procedure.objects.get(): 5}, by=make.carla()),
    "review": lambda: actions.review(make.Condition.objects.get().editions.live().get(), by=make.clara()),
    "rules": lambda: actions.change_rules(by=make.cast().ada, overdue_days=3),
    "a second procedure": lambda: make.live(make.procedure(title="Bone cement", slug="cement")),
    "another topic's place": lambda: actions.reorder({make.Topic.objects.get(): 9}, by=make.carla()),
}


@pytest.mark.parametrize("step", STEPS, ids=list(STEPS))
def test_a_step_that_may_change_a_page_moves_the_version(step, site):
    if step == "undo":
        make.live(make.Practice.objects.get(), tagline="A slip")
    version = site_version.newest().version
    STEPS[step]()
    assert site_version.newest().version != version


QUIET = {
    "keep": lambda: make.kept(make.Practice.objects.get(), tagline="Not yet"),
    "submit": lambda: actions.submit(
        make.kept(make.Condition.objects.get(), summary="New."), by=make.carla(), change_note="New words."
    ),
    "approve": lambda: make.approved(make.Condition.objects.get(), summary="New."),
    "discard": lambda: actions.discard(make.page(title="Never", slug="never"), by=make.carla()),
    "note": lambda: notes.write_note(
        make.Page.objects.get().editions.live().get(), by=make.carla(), text="Is this so?"
    ),
    "share": lambda: sharing.share(make.Page.objects.get().editions.live().get(), by=make.carla()),
    "assign": lambda: actions.assign(make.Page.objects.get(), by=make.carla(), to=make.cast().cora),
}


@pytest.mark.parametrize("step", QUIET, ids=list(QUIET))
def test_a_step_that_readers_do_not_see_leaves_every_copy_good(step, site, client):
    before, version = pages(client), site_version.newest().version
    QUIET[step]()
    assert (pages(client), site_version.newest().version) == (before, version)


def test_loading_starter_content_moves_the_version():
    before = site_version.newest().version
    call_command("load_starter")
    assert site_version.newest().version != before


def test_a_ledger_with_other_events_has_other_versions(site):
    """As after a backup was put back and somebody went on from there."""
    number, hash_ = site_version.newest().version.split("-")
    assert Event.objects.get(number=number).hash.startswith(hash_)


@pytest.mark.parametrize("what", ["publish_at", "withdraw_at"])
def test_the_epoch_ends_when_something_planned_comes_due(what, site):
    soon = database_clock() + timedelta(seconds=40)
    question = make.question(title="Later?", slug="later")
    if what == "publish_at":
        make.live(question, publish_at=soon)
    else:
        make.live(question)
        actions.withdraw(question, by=make.carla(), withdraw_at=soon)
    now = site_version.newest().now
    before, after = site_version.span(now), site_version.span(soon)
    assert before.since <= now < before.until <= soon
    assert after.since == soon < after.until


def test_the_epoch_ends_at_midnight_where_the_practice_is(site, settings):
    settings.TIME_ZONE = "America/New_York"
    timezone.get_default_timezone.cache_clear()
    now = database_clock()
    found = site_version.span(now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    assert found.since >= midnight
    assert now < found.until <= midnight + timedelta(hours=25)
    timezone.get_default_timezone.cache_clear()


def test_what_was_taken_down_is_known_by_its_key(site):
    page = make.Page.objects.get()
    assert site_version.taken_down() == frozenset()
    actions.withdraw(page, by=make.carla())
    assert site_version.taken_down() == {str(page.key)}


def test_a_copy_of_another_release_is_not_shown(site, tmp_path, monkeypatch):
    Site(tmp_path).get("/")
    monkeypatch.setattr(epochs, "release", lambda: "another")
    upgraded = Site(tmp_path)
    upgraded.get("/")
    assert upgraded.rendered == ["/"]


def test_a_withdrawn_page_never_comes_back(site, tmp_path):
    web = Site(tmp_path)
    page = make.Page.objects.get()
    assert web.get("/privacy/").status == 200
    actions.withdraw(page, by=make.carla())
    assert [web.get("/privacy/").status, Site(tmp_path).get("/privacy/").status] == [410, 410]
    assert web.shelf.disk.get("/privacy/").status == 410


def test_a_moved_page_leaves_no_copy_behind(site, tmp_path):
    web = Site(tmp_path)
    web.get("/privacy/")
    make.live(make.Page.objects.get(), slug="your-privacy")
    assert web.get("/privacy/").headers["Location"] == "/your-privacy/"
    assert web.shelf.disk.get("/privacy/") is None


def test_two_processes_share_what_either_made(site, tmp_path):
    one, other = Site(tmp_path), Site(tmp_path)
    one.get("/")
    assert other.get("/") == one.get("/")
    assert other.rendered == []
