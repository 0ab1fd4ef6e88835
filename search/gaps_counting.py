"""Writing down that something was asked and not found, and what readers say of answers: one statement each.

All visitors together are counted, by the minute, and none of them by itself: no address is looked at. What comes faster than people
ask, and what goes beyond a day's rows, is let go.
"""

from __future__ import annotations

import logging
import re

from django.conf import settings
from django.db import Error, connection, transaction
from django.http import HttpRequest

from publishing.models import Edition
from search.gaps_reduced import reduced
from search.lexicon import in_memory
from search.models import Source, Verdict

MOST_A_MINUTE = 60
"""Searches without a result, or with guesswork only, from everybody. Coordinators type on the phone, and are not counted."""

MOST_ROWS_A_DAY = 1000
"""Different wordings in a day. Those that are there already go on counting."""

MOST_TIMES = 100_000

_MISSED = """
WITH pace AS (
  INSERT INTO search_pace AS kept (what, minute, times) VALUES (%(source)s, date_trunc('minute', now()), 1)
  ON CONFLICT (what, minute) DO UPDATE SET times = kept.times + 1 RETURNING times
)
INSERT INTO search_gapwording AS kept (words, language, source, day, times, settled)
SELECT %(words)s, %(language)s, %(source)s, (now() AT TIME ZONE %(zone)s)::date, 1, false
FROM pace
WHERE (pace.times <= %(a_minute)s OR %(source)s = 'phone')
  AND (
    (SELECT count(*) FROM search_gapwording WHERE day = (now() AT TIME ZONE %(zone)s)::date) < %(a_day)s
    OR EXISTS (SELECT 1 FROM search_gapwording WHERE words = %(words)s AND language = %(language)s AND source = %(source)s
               AND day = (now() AT TIME ZONE %(zone)s)::date AND NOT settled)
  )
ON CONFLICT (words, language, source, day) WHERE NOT settled
DO UPDATE SET times = least(kept.times + 1, %(most)s)
"""

A_MINUTE_ON_A_PAGE, A_MINUTE_IN_ALL = 3, 60

_SAID = """
WITH of_page AS (
  INSERT INTO search_pace AS kept (what, minute, times) VALUES (%(page)s, date_trunc('minute', now()), 1)
  ON CONFLICT (what, minute) DO UPDATE SET times = kept.times + 1 RETURNING times
), of_all AS (
  INSERT INTO search_pace AS kept (what, minute, times) VALUES ('verdicts', date_trunc('minute', now()), 1)
  ON CONFLICT (what, minute) DO UPDATE SET times = kept.times + 1 RETURNING times
)
INSERT INTO search_feedback AS kept (edition_id, verdict, day, times)
SELECT %(edition)s, %(verdict)s, (now() AT TIME ZONE %(zone)s)::date, 1
FROM of_page, of_all
WHERE (of_page.times <= %(on_a_page)s AND of_all.times <= %(in_all)s) OR %(verdict)s = 'phone'
ON CONFLICT (edition_id, verdict, day) DO UPDATE SET times = least(kept.times + 1, %(most)s)
"""

_PROGRAMS = re.compile(r"bot|crawl|spider|slurp|archiver|preview|monitor|curl|wget|python|java/|go-http|libwww", re.I)

logger = logging.getLogger(__name__)


def asked_by_a_person(request: HttpRequest) -> bool:
    """Whether somebody opened this page to read it: no program that says so, no page fetched in advance or as part of another."""
    headers = request.headers
    in_advance = " ".join(headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz")).lower()
    return (
        request.method == "GET"
        and "prefetch" not in in_advance
        and "prerender" not in in_advance
        and headers.get("Sec-Fetch-Dest", "document") == "document"
        and bool(headers.get("User-Agent"))
        and not _PROGRAMS.search(headers["User-Agent"])
    )


def search_found_nothing(request: HttpRequest, words: str, *, language: str) -> None:
    """For a page of results that has none, or none but guesswork: keep what was searched for, reduced. Never raises, whatever the database does."""
    if not asked_by_a_person(request):
        return
    try:
        keep_wording(words, language=language, source=Source.SEARCH)
    except Error as error:
        # Neither the words nor what the database says about them: it would repeat them.
        logger.warning("A search without a result was not counted (%s).", type(error).__name__)


def keep_wording(words: str, *, language: str, source: Source) -> str:
    """Count words that did not lead to an answer, and return them as they are kept: reduced, "" where nothing of them was."""
    kept = reduced(words, in_memory(language).stems)
    if kept:
        _run(_MISSED, words=kept, language=language, source=source, a_minute=MOST_A_MINUTE, a_day=MOST_ROWS_A_DAY)
    return kept


def keep_verdict(edition: Edition, verdict: Verdict) -> None:
    """Count what somebody says of an edition."""
    limits = {"on_a_page": A_MINUTE_ON_A_PAGE, "in_all": A_MINUTE_IN_ALL}
    _run(_SAID, page=f"verdicts on {edition.pk}", edition=edition.pk, verdict=verdict, **limits)


def _run(statement: str, **values: str | int) -> None:
    """One statement, in a transaction of its own: where it fails, nothing else does."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, {**values, "zone": settings.TIME_ZONE, "most": MOST_TIMES})
