"""The same without the page cache: every page is made anew."""

from bench.settings import *  # noqa: F403 - all of them

PAGE_CACHE = False
