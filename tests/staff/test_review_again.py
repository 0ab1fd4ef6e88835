"""“Reviewed, no change needed”: only by somebody who has opened the rendered page of exactly this text, one page at a time."""

import pytest

from publishing.staff_pages import edition_url
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(client):
    """A live edition whose review is due, and Cleo, signed in."""
    make.site()
    edition = make.due(make.condition(title="Sore back"), days_ago=1)
    client.force_login(make.cast().cleo)
    return edition


def confirm(client, edition, **values):
    return client.post(edition_url(edition, "step", step="review"), values)


def reviews(edition) -> int:
    return edition.reviews.count() - 1


def test_the_page_is_shown_where_it_is_confirmed(client, due):
    page = client.get(edition_url(due, "step", step="review")).content.decode()
    assert f'<iframe src="{edition_url(due, "edition_preview")}"' in page
    assert "I have read the page as it stands" in page


def test_a_clinician_who_opened_the_page_and_says_so_confirms_it(client, due):
    client.get(edition_url(due, "edition_preview"))
    assert confirm(client, due, attested="on").status_code == 302
    assert reviews(due) == 1


def test_without_the_word_that_it_was_read_nothing_is_confirmed(client, due):
    client.get(edition_url(due, "edition_preview"))
    response = confirm(client, due)
    assert (response.status_code, reviews(due)) == (409, 0)
    assert b"Read the page, and check the box" in response.content


def test_without_having_opened_the_page_nothing_is_confirmed(client, due):
    response = confirm(client, due, attested="on")
    assert (response.status_code, reviews(due)) == (409, 0)
    assert b"Open the page first" in response.content


def test_another_page_that_was_opened_does_not_count(client, due):
    other = make.due(make.condition(title="Sore neck"), days_ago=1)
    client.get(edition_url(other, "edition_preview"))
    assert (confirm(client, due, attested="on").status_code, reviews(due)) == (409, 0)


def test_what_somebody_else_opened_does_not_count(client, due):
    client.get(edition_url(due, "edition_preview"))
    client.force_login(make.person("Claude", "Clinician"))
    assert (confirm(client, due, attested="on").status_code, reviews(due)) == (409, 0)
