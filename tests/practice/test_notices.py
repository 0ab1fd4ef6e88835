"""A notice stands on every page until its end, and nobody has to take it down."""

from datetime import timedelta

import pytest

from publishing.errors import NotComplete
from publishing.models import Edition
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db


def test_a_notice_ends_at_its_second():
    ends_at = database_clock() + timedelta(hours=2)
    edition = make.live(make.notice(ends_at=ends_at))
    assert edition.document.editions.get().live.upper == ends_at
    assert Edition.objects.live(ends_at - timedelta(seconds=1)).of_kind("notice").count() == 1
    assert Edition.objects.live(ends_at).of_kind("notice").count() == 0


def test_a_notice_without_an_end_is_not_published():
    with pytest.raises(NotComplete, match="Say when the notice ends."):
        make.live(make.notice(ends_at=None))


def test_a_notice_that_has_ended_is_refused_in_a_sentence():
    with pytest.raises(NotComplete, match="end before it begins"):
        make.live(make.notice(ends_at=database_clock() - timedelta(minutes=1)))


def test_a_new_edition_of_a_notice_has_its_own_end():
    first, later = database_clock() + timedelta(hours=1), database_clock() + timedelta(hours=5)
    notice = make.notice(ends_at=first)
    make.live(notice)
    make.live(notice, ends_at=later)
    assert notice.editions.get(number=2).live.upper == later


def test_a_notice_stands_on_every_page(client):
    make.site()
    make.live(make.page())
    make.live(make.notice(title="Closed on Friday"))
    assert all(b"Closed on Friday" in client.get(path).content for path in ("/", "/privacy/", "/faq/", "/contact/"))
