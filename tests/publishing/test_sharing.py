"""Links to share: what they show, for how long, and that they die when they are taken back."""

from datetime import timedelta

import pytest
from django.core import signing

from publishing import sharing
from publishing.errors import NotPermitted, TransitionNotAllowed
from publishing.models import Event, ShareLink
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(people, site):
    """A kept edition that nobody without an account can read."""
    return make.kept(make.page(body="<p>Secret so far.</p>"))


def test_a_link_shows_one_kept_edition_to_whoever_has_it(client, people, draft):
    link = sharing.share(draft, by=people.carla)
    make.kept(draft.document.draft, body="<p>Newer.</p>")
    response = client.get(sharing.path_of(link))
    assert (response.status_code, b"Secret so far." in response.content) == (200, True)
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == ("noindex", "private, no-store")
    assert b'content="noindex"' in response.content
    assert not response.cookies


def test_without_the_link_the_edition_is_nowhere(client, draft):
    assert client.get("/privacy/").status_code == 404
    assert client.get(f"/preview/{draft.pk}/").status_code == 404


def test_a_link_that_was_taken_back_leads_nowhere(client, people, draft):
    link, other = (sharing.share(draft, by=people.carla) for _ in range(2))
    sharing.take_back(link, by=people.cora)
    assert [client.get(sharing.path_of(each)).status_code for each in (link, other)] == [404, 200]


def test_a_link_is_good_for_a_week(client, people, draft):
    week = timedelta(days=7)
    now = database_clock()
    over = sharing.share(draft, by=people.carla, at=now - week)
    nearly = sharing.share(draft, by=people.carla, at=now - week + timedelta(minutes=1))
    assert [client.get(sharing.path_of(each)).status_code for each in (over, nearly)] == [404, 200]


def test_a_forged_link_leads_nowhere(client, people, draft):
    path = sharing.path_of(sharing.share(draft, by=people.carla))
    number = ShareLink.objects.get().pk
    other = sharing.share(draft, by=people.carla)
    sharing.take_back(other, by=people.carla)
    forged = [
        path.replace(f"/{number}:", f"/{other.pk}:"),
        path[:-3] + "x/",
        f"/preview/{signing.Signer(salt='another').sign(str(number))}/",
        f"/preview/{number}/",
        "/preview/x:y/",
    ]
    assert [client.get(each).status_code for each in forged] == [404] * 5


def test_making_and_taking_back_are_events(people, draft):
    link = sharing.share(draft, by=people.carla)
    sharing.take_back(link, by=people.cora)
    told = Event.objects.filter(verb__in=["share", "take_back"]).order_by("number")
    assert [(e.verb, e.by, e.edition_number, e.details["link"]) for e in told] == [
        ("share", people.carla, 1, link.pk),
        ("take_back", people.cora, 1, link.pk),
    ]


def test_a_link_is_taken_back_once(people, draft):
    link = sharing.share(draft, by=people.carla)
    sharing.take_back(link, by=people.carla)
    with pytest.raises(TransitionNotAllowed, match="taken this link back already"):
        sharing.take_back(link, by=people.carla)


def test_what_has_no_page_cannot_be_shared(people):
    with pytest.raises(TransitionNotAllowed, match="no page of its own"):
        sharing.share(make.kept(make.coordinator()), by=people.carla)


def test_an_administrator_makes_no_links(people, draft):
    with pytest.raises(NotPermitted):
        sharing.share(draft, by=people.ada)
