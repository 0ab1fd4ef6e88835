"""What the tests of publishing share: the cast, a stretch of time that is still to come, and a site to stand on."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from publishing.schedule import database_clock
from tests import make


@pytest.fixture
def people(db) -> make.Cast:
    """Carla and Cora, coordinators; Clara and Cleo, clinicians; Ada, the administrator."""
    return make.cast()


@pytest.fixture
def t(db) -> Callable[[float], datetime]:
    """Simulated time: `t(5)` is five hours into it. It begins tomorrow, since the database lets nobody write the past."""
    start = (database_clock() + timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    return lambda hours: start + timedelta(hours=hours)


@pytest.fixture
def site(db):
    """A practice and its coordinator, live."""
    return make.site()
