"""What a reader gets at an address: the page, the way to it, that it was taken down, or that there never was one."""

import re
from datetime import timedelta

import pytest

from conditions.models import PreparationStep
from practice.models import Page
from publishing import actions
from publishing.errors import AddressTaken
from publishing.schedule import database_clock
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def status(client, path: str, method: str = "get") -> int:
    return getattr(client, method)(path).status_code


def test_never_published_is_404(client):
    make.kept(make.condition())
    make.approved(make.condition(title="Broken hip"))
    for path in ("/conditions/sore-back/", "/conditions/broken-hip/", "/conditions/nothing/", "/nothing/", "/faq/x/y/"):
        assert status(client, path) == 404


def test_live_is_200_and_head_says_the_same(client):
    make.live(make.condition())
    make.live(make.procedure())
    make.live(make.question())
    make.live(make.page())
    paths = ["/conditions/sore-back/", "/procedures/back-repair/", "/faq/your-visit/where-do-i-park/", "/privacy/", "/"]
    for path in [*paths, "/faq/your-visit/", "/conditions/", "/procedures/", "/faq/", "/contact/"]:
        assert (status(client, path), status(client, path, "head")) == (200, 200)
    assert client.head("/privacy/").content == b""


def test_an_old_address_leads_to_the_new_one_in_one_hop(client):
    page = make.condition(slug="one")
    make.live(page)
    for slug in ("two", "three", "four"):
        make.live(page, slug=slug)
    for slug in ("one", "two", "three"):
        response = client.get(f"/conditions/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/conditions/four/")
        assert client.head(f"/conditions/{slug}/").status_code == 301
    assert status(client, "/conditions/four/") == 200


def test_an_address_that_comes_back_is_a_page_again_for_every_browser(client):
    """A redirect that a browser kept for good would send it round in circles after the way back."""
    page = make.page(slug="one")
    make.live(page)
    make.live(page, slug="two")
    assert "no-cache" in client.get("/one/")["Cache-Control"]
    actions.undo_publish(page, by=make.carla())
    assert status(client, "/one/") == 200
    assert client.get("/two/")["Location"] == "/one/"


def test_an_address_of_the_future_is_404_until_its_time(client, t):
    page = make.page(slug="one")
    make.live(page)
    make.live(page, slug="two", publish_at=t(1))
    assert (status(client, "/one/"), status(client, "/two/")) == (200, 404)


def test_an_address_whose_time_was_cancelled_stays_404_and_taken(client, t):
    page = make.page(slug="one")
    make.live(page)
    actions.cancel(make.live(page, slug="two", publish_at=t(1)), by=make.carla())
    assert status(client, "/two/") == 404
    with pytest.raises(AddressTaken, match="belongs to"):
        make.live(make.page(title="Other", slug="two"))


def test_only_scheduled_is_404(client, t):
    make.live(make.condition(), publish_at=t(1))
    assert status(client, "/conditions/sore-back/") == 404


@pytest.mark.parametrize("slug", ["one", "two"])
def test_taken_down_is_410_with_ways_on_and_the_number(client, slug):
    page = make.condition(title="Sore back", slug="one")
    make.live(page)
    make.live(page, slug="two")
    actions.withdraw(page, by=make.carla())
    response = client.get(f"/conditions/{slug}/")
    assert response.status_code == 410
    text = response.content.decode()
    assert "This page has been taken down" in text
    assert 'href="/conditions/"' in text and 'href="/faq/"' in text and "(555) 010-0100" in text
    assert "Sore back" not in text


def test_taken_down_and_published_again_is_200(client):
    page = make.page()
    edition = make.live(page)
    actions.withdraw(page, by=make.carla())
    actions.publish(actions.restore(edition, by=make.carla()), by=make.carla())
    assert status(client, "/privacy/") == 200


def test_a_question_under_a_wrong_or_old_topic_leads_to_the_right_one(client):
    question = make.question(title="Parking")
    make.live(question)
    topic = question.topic
    right = "/faq/your-visit/parking/"
    assert client.get("/faq/any-topic/parking/")["Location"] == right
    make.live(topic, slug="coming-here")
    response = client.get(right)
    assert (response.status_code, response["Location"]) == (301, "/faq/coming-here/parking/")
    pain = make.topic(title="Pain")
    make.live(pain)
    make.live(question, topic=pain)
    assert client.get("/faq/coming-here/parking/")["Location"] == "/faq/pain/parking/"
    assert client.get("/faq/your-visit/")["Location"] == "/faq/coming-here/"


def test_an_address_without_its_slash_leads_to_the_page(client):
    make.live(make.page())
    assert client.get("/privacy")["Location"] == "/privacy/"


def test_two_documents_never_share_an_address_whatever_their_kinds(client):
    make.live(make.condition(slug="back"))
    make.live(make.procedure(slug="back"))
    assert (status(client, "/conditions/back/"), status(client, "/procedures/back/")) == (200, 200)


PUBLIC = ["/", "/conditions/", "/conditions/sore-back/", "/procedures/", "/faq/", "/faq/your-visit/", "/contact/", "/privacy/",
          "/faq/your-visit/where-do-i-park/", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/nothing/", "/healthz/live"]  # fmt: skip


@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_sets_a_cookie(client, path):
    for draft in (make.condition(), make.question(), make.page()):
        make.live(draft)
    response = client.get(path)
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


# A draft is never seen

PLACES = ["/", "/conditions/", "/procedures/", "/faq/", "/faq/your-visit/", "/contact/", "/sitemap.xml", "/robots.txt",
          "/conditions/sore-back/", "/procedures/back-repair/", "/faq/your-visit/where-do-i-park/", "/privacy/", "/.well-known/security.txt"]  # fmt: skip


def everything_public(client) -> str:
    """All of it, but for the mark of a form, which is another one each time."""
    pages = "\n".join(client.get(path).content.decode() for path in PLACES)
    return re.sub(r'value="[^"]*" id="id_stamp"', "", pages)


def test_no_draft_shows_anywhere_while_it_is_edited(client, site, t):
    """Every kind is live, and every kind is edited: saved, kept, submitted, sent back, approved, scheduled, cancelled."""
    repair = make.procedure(steps=({"what": "Bring your glasses"},), comparison=(("stay", "At home"),))
    back = make.condition(procedures=[repair], emergency_signs="you cannot stand")
    question = make.question(about=[back, repair], asked_most=True)
    notice = make.notice()
    for draft in (repair, back, question, make.page(), notice):
        make.live(draft)
    before = everything_public(client)
    secret = {"title": "Secret", "slug": "secret"}
    for draft in (repair, back, question, question.topic, Page.objects.get()):
        make.edit(draft, **secret)
        make.kept(draft)
    make.section(back, "causes", "<p>Secret</p>")
    make.section(repair, "risks", "<p>Secret</p>")
    PreparationStep.objects.create(procedure=repair, what="Secret", hours_before=1)
    make.edit(site, name="Secret", tagline="Secret", introduction="<p>Secret</p>", color="#0b5563")
    make.edit(site.coordinator, name="Secret", phone="+15550100199", answers="Secret")
    make.edit(notice, title="Secret", body="<p>Secret</p>")
    question.about.clear()
    submitted = actions.submit(make.kept(back), by=make.carla(), change_note="Secret")
    actions.approve(submitted, by=make.clara())
    planned = make.live(question.topic, publish_at=t(1))
    assert everything_public(client) == before
    actions.cancel(planned, by=make.carla())
    make.live(make.condition(title="Secret new", slug="secret-new"), publish_at=t(1))
    make.kept(make.notice(title="Secret", body="<p>Secret</p>"))
    after = everything_public(client)
    assert after == before
    assert "Secret" not in after


def test_a_planned_withdrawal_does_not_show_before_its_time(client, t):
    page = make.page()
    make.live(page)
    before = everything_public(client)
    actions.withdraw(page, by=make.carla(), withdraw_at=t(1))
    assert everything_public(client) == before


def test_what_was_taken_down_leaves_every_list(client):
    page = make.condition(other_names="Lumbago", region="spine")
    make.live(page)
    actions.withdraw(page, by=make.carla())
    assert not {"Sore back", "Lumbago"} & set(everything_public(client).replace("<", ">").split(">"))


# Links on pages


def test_a_link_in_an_answer_works_wherever_the_answer_stands(client):
    """Also on the page of a condition that does not name the target itself."""
    back = make.condition()
    make.live(back)
    make.live(make.page())
    parking = make.condition(title="Bad knee")
    make.live(parking)
    make.live(
        make.question(about=[back], answer='<p>See <a href="/conditions/bad-knee/">knees</a>.</p>', asked_most=True)
    )
    for path in ("/conditions/sore-back/", "/faq/your-visit/", "/faq/your-visit/where-do-i-park/"):
        assert '<a href="/conditions/bad-knee/">knees</a>' in client.get(path).content.decode()


def test_a_link_in_a_notice_works_on_every_page(client):
    make.live(make.condition())
    make.live(make.page())
    make.live(make.notice(body='<p>Read <a href="/conditions/sore-back/">this</a>.</p>'))
    for path in ("/", "/privacy/", "/conditions/", "/faq/", "/contact/", "/conditions/sore-back/"):
        assert '<a href="/conditions/sore-back/">this</a>' in client.get(path).content.decode()


def test_a_link_to_a_part_of_a_page_leads_to_that_part(client):
    back = make.condition()
    make.section(back, "causes")
    make.live(back)
    make.live(make.page(body='<p>Read <a href="/conditions/sore-back/#causes">this</a>.</p>'))
    assert 'href="/conditions/sore-back/#causes"' in client.get("/privacy/").content.decode()


# The clock turns pages by itself


@pytest.mark.django_db(transaction=True)
def test_a_scheduled_edition_turns_at_its_second_with_nothing_running(client):
    page = make.page(title="Old words")
    make.live(page)
    turn = database_clock() + timedelta(seconds=3)
    make.live(page, title="New words", publish_at=turn)
    seen = []
    while not seen or seen[-1][1] < turn + timedelta(seconds=0.2):
        asked = database_clock()
        words = "New words" in client.get("/privacy/").content.decode()
        seen.append((asked, database_clock(), words))
    assert [words for _asked, answered, words in seen if answered < turn] != []
    assert not any(words for _asked, answered, words in seen if answered < turn)
    assert all(words for asked, _answered, words in seen if asked >= turn)


@pytest.mark.django_db(transaction=True)
def test_a_planned_withdrawal_takes_a_page_down_at_its_second(client):
    page = make.page(slug="old")
    make.live(page)
    turn = database_clock() + timedelta(seconds=2)
    actions.withdraw(page, by=make.carla(), withdraw_at=turn)
    statuses = []
    while not statuses or statuses[-1][0] < turn:
        asked = database_clock()
        code = client.get("/old/").status_code
        statuses.append((asked, database_clock(), code))
    assert {code for _asked, answered, code in statuses if answered < turn} == {200}
    assert {code for asked, _answered, code in statuses if asked >= turn} == {410}
