"""A practice with hours, and the people who call back."""

import pytest
from django.core.cache import cache

from tests import make


@pytest.fixture
def desk(db):
    """A live practice whose coordinators Carla and Cora can be written to."""
    cache.clear()
    make.site()
    make.cast()
    yield
    cache.clear()
