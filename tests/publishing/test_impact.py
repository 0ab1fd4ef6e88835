"""What a publication does to other pages: told before, and exactly what then happens."""

import re

import pytest

from faq.models import Topic
from publishing import actions, impact
from publishing.kinds import lists
from publishing.models import Edition
from publishing.rendering import mark
from tests import make

pytestmark = pytest.mark.django_db

OLD, NEW = "(555) 010-0177", "(555) 010-0199"


@pytest.fixture
def whole_site(people):
    """Pages of every kind, one of them linking to another."""
    site = make.site(phone="+15550100177")
    repair = make.procedure(title="Repair")
    make.live(repair)
    sore = make.condition(title="Sore back", procedures=(repair,))
    make.live(sore)
    make.live(make.question(title="Is it far?", about=(sore,)))
    make.live(make.question(title="Where do I park?", asked_most=True))
    make.live(make.page(title="Privacy", in_footer=True))
    return site


def crawl(client):
    """What a reader gets at every address, without what only machines look at."""
    paths = re.findall(r"<loc>http://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    pages = {path: client.get(path).content.decode() for path in paths}
    unread = re.compile(r'<meta name="edition"[^>]*>|<input[^>]*type="hidden"[^>]*>')
    return {path: unread.sub("", html) for path, html in pages.items()}


def changed(before, after):
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def told(found):
    return {path for _title, path in found.pages} | ({found.own} if found.own else set())


def test_a_new_number_is_told_for_every_page_that_it_changes_and_changes_them_at_one_moment(client, people, whole_site):
    edition = make.kept(whole_site.coordinator, phone="+15550100199")
    before, found = crawl(client), impact.of_publishing(edition)
    assert crawl(client) == before
    actions.publish(edition, by=people.carla)
    after = crawl(client)
    assert told(found) == changed(before, after) == set(before)
    assert all(OLD in html for html in before.values())
    assert not [path for path, html in after.items() if OLD in html or "+15550100177" in html]


def test_the_lines_that_change_are_told_once_for_all_pages_with_the_same_change(people, whole_site):
    found = impact.of_publishing(make.kept(whole_site.coordinator, phone="+15550100199"))
    lines = {line for change in found.changes for line in change.removed}
    assert any(OLD in line for line in lines)
    assert len(found.changes) < len(found.pages) / 2
    assert len(found.pages) == len(set(found.pages))


@pytest.mark.parametrize(
    ("slug", "fields"),
    [
        ("hill-clinic", {"name": "Valley Clinic"}),
        ("sore-back", {"title": "Aching back"}),
        ("sore-back", {"slug": "aching-back"}),
        ("is-it-far", {"title": "How far is it?"}),
        ("where-do-i-park", {"asked_most": False}),
        ("your-visit", {"title": "Before you come"}),
        ("your-visit", {"slug": "before"}),
        ("privacy", {"title": "What we keep"}),
    ],
)
def test_what_is_told_is_what_differs_afterwards(client, people, whole_site, slug, fields):
    editions = Edition.objects.live().exclude(address="").select_related("document")
    live = next((e for e in editions if e.address.strip("/").endswith(slug)), None)
    document = live.document.draft if live else whole_site
    edition = make.kept(document, **fields)
    if edition.clinical:
        edition = actions.submit(edition, by=people.carla, change_note="Another name.")
        edition = actions.approve(edition, by=people.clara)
    before, found = crawl(client), impact.of_publishing(edition)
    actions.publish(edition, by=people.carla)
    differing = changed(before, crawl(client))
    # A page that moves is told by its old address and found at its new one.
    moved = {path for path in differing if path not in before}
    assert told(found) - {found.own} <= differing
    assert differing - moved <= told(found) | {live.address if live else ""}


def test_taking_a_page_down_tells_who_loses_a_link(client, people, whole_site):
    repair = Edition.objects.live().get(title="Repair").document
    before, found = crawl(client), impact.of_taking_down(repair)
    actions.withdraw(repair, by=people.carla)
    assert told(found) == changed(before, crawl(client))


def test_several_at_one_moment_are_told_together(client, people, whole_site):
    """Two new questions, one of which links to the other: nobody sees them one by one."""
    topic = Topic.objects.get(slug="your-visit")
    far = make.kept(make.question(title="Is there a bus?", topic=topic))
    link = f'<p>See <a href="document:{far.document.key}">the bus</a>.</p>'
    near = make.kept(make.question(title="Is there a train?", topic=topic, answer=link))
    before, found = crawl(client), impact.of_all({far.document: far, near.document: near})
    for edition in (far, near):
        actions.publish(edition, by=people.carla)
    after = crawl(client)
    assert told(found) == changed(before, after) & set(before)
    assert found.pages


def test_the_same_text_again_changes_nothing(people, whole_site):
    live = whole_site.coordinator.editions.get()
    assert impact.of_publishing(live).pages == []


def test_looking_ahead_never_becomes_the_number_that_error_pages_know(client, people, whole_site):
    client.get("/")
    impact.of_publishing(make.kept(whole_site.coordinator, phone="+15550100199"))
    assert OLD in client.get("/nothing-here/").content.decode()


def test_of_many_pages_all_are_named_and_not_all_rendered(people, whole_site):
    make.live_questions(impact.LOOKED_AT, topic=Topic.objects.get(slug="your-visit"))
    found = impact.of_publishing(make.kept(whole_site.coordinator, phone="+15550100199"))
    everything = Edition.objects.live().exclude(address="").count() + len(lists())
    assert (found.looked_at, found.not_looked_at) == (impact.LOOKED_AT, everything - impact.LOOKED_AT)
    assert len(found.others) == found.not_looked_at


def test_a_document_knows_who_names_it_live_and_in_drafts(people, whole_site):
    repair = Edition.objects.live().get(title="Repair").document
    make.kept(make.condition(title="Stiff back", procedures=(repair.draft,)))
    assert [edition.title for edition in impact.named_by(repair)] == ["Sore back", "Stiff back"]


def test_every_public_page_carries_the_mark_of_its_edition_and_of_the_number_on_it(client, people, whole_site):
    numbers = mark(whole_site.coordinator.editions.get())
    for edition in Edition.objects.live().exclude(address="").select_related("document"):
        html = client.get(impact.shown_at(edition)).content.decode()
        marks = re.search(r'<meta name="edition" content="([^"]*)">', html)[1].split()
        assert (marks[0], numbers in marks) == (mark(edition), True)
