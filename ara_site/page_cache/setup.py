"""The page cache of this process, put together from the settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from django.utils.translation import gettext as _

from ara_site.page_cache import bell, epochs
from ara_site.page_cache.bell import Bell
from ara_site.page_cache.disk import Disk
from ara_site.page_cache.freshness import Freshness
from ara_site.page_cache.front import Front
from ara_site.page_cache.passing_on import Nowhere, Onward, PassingOn
from ara_site.page_cache.release import release
from ara_site.page_cache.shelf import Shelf
from ara_site.page_cache.warming import Warming


def in_front_of(django: WSGIHandler) -> Front:
    """The web application with the cache before it."""
    # What takes a moment is done before the first reader comes: reading all code, and all addresses.
    release()
    reverse("admin:index")
    freshness = Freshness(epochs.ask, Bell(folder() / "bell"), _last_known())
    freshness.start()
    return Front(django, Shelf(_disk()), freshness)


def warm() -> str:
    """The worker's chore: make some of the pages that are not on disk as they are now, and have the front hold them, too."""
    if not settings.PAGE_CACHE:
        return ""
    _warming().turn()
    if problem := _front().problem:
        return _("The front cannot be asked for pages (%(error)s). FRONT_ADDRESS says where it is.") % {
            "error": problem
        }
    return ""


def warm_all() -> int:
    """Make all of them, whether or not there is a front already; how many were made."""
    made, warming = 0, Warming(WSGIHandler().get_response, _disk(), _last_known())
    while not warming.is_done:
        made += warming.turn()
    return made


def ring() -> None:
    """Tell the processes of this machine that what readers see has changed."""
    if settings.PAGE_CACHE:
        bell.ring(folder() / "bell")


def folder() -> Path:
    """Where this machine keeps pages."""
    return Path(settings.DATA_DIR) / "pages"


@cache
def _warming() -> Warming:
    return Warming(WSGIHandler().get_response, _disk(), _last_known(), _front())


@cache
def _front() -> Onward:
    return PassingOn(settings.SITE_URL, settings.FRONT_ADDRESS) if settings.FRONT_ADDRESS else Nowhere()


def _disk() -> Disk:
    return Disk(folder())


def _last_known() -> epochs.LastKnown:
    return epochs.LastKnown(folder() / "known.json")
