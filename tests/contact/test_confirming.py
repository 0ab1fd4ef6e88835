"""The confirmation goes by the clock that wrote down the request, whatever the machine's own says."""

from datetime import UTC, datetime, timedelta

import pytest

from contact import confirming
from contact.offered import Offer
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [-2, 2, 20])
def test_a_clock_that_is_days_off_changes_nothing(desk, monkeypatch, days):
    class Wrong(datetime):
        @classmethod
        def now(cls, tz=UTC):
            return datetime.now(tz) + timedelta(days=days)

    monkeypatch.setattr(confirming, "datetime", Wrong)
    news = confirming.news(make.request().reference, Offer())
    assert news.title == "We have received your request" and news.promise.startswith("We will call you back")


def test_two_days_later_nothing_is_promised_any_more(desk):
    asked_at = datetime.now(UTC) - timedelta(days=2)
    news = confirming.news(make.request(asked_at=asked_at.isoformat()).reference, Offer())
    assert news.promise == "" and news.asked_at == asked_at
