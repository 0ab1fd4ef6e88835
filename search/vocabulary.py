"""The words of the live editions, counted by the worker: which there are, their stems, and how many editions have each."""

from __future__ import annotations

from django.conf import settings
from django.db import connection, transaction

from publishing import site_version
from publishing.models import Edition
from publishing.models.search_vector import CONFIGURATIONS
from search.models import Vocabulary

MOST_WORDS = 40_000
"""Beyond so many, the rarest words are left out: they help least with spelling."""

_COUNT = """
SELECT word, ndoc, ts_lexize(%(stemmer)s, word)
FROM ts_stat(format($q$
    SELECT to_tsvector('simple', concat_ws(' ', title, other_names, headings, text))
    FROM publishing_edition WHERE live @> statement_timestamp() AND language = %%L $q$, %(language)s::text))
WHERE length(word) BETWEEN 2 AND 40 AND word ~ '[[:alpha:]]'
ORDER BY ndoc DESC, word LIMIT %(most)s
"""


def stemmer(language: str) -> str:
    """The Postgres dictionary that makes stems of words in a language; it gives nothing for words that every text has."""
    return f"{CONFIGURATIONS[language]}_stem" if language in CONFIGURATIONS else "simple"


def count(language: str) -> Vocabulary:
    """Count the words of what is live now, and keep them."""
    with transaction.atomic(), connection.cursor() as cursor:
        editions = Edition.objects.live().filter(language=language).count()
        cursor.execute(_COUNT, {"stemmer": stemmer(language), "language": language, "most": MOST_WORDS})
        words = {word: [stems[0] if stems else "", count_] for word, count_, stems in cursor.fetchall()}
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
        values = {"words": words, "version": version(), "counted_at": now, "editions": editions}
        row, _created = Vocabulary.objects.update_or_create(language=language, defaults=values)
    return row


def version() -> str:
    """A mark that is another one as soon as readers see something else. Two queries."""
    newest = site_version.newest()
    return f"{newest.version} {site_version.span(newest.now).since.isoformat()}"


def chore() -> str:
    """Count again, where something else is live than when the words were counted last."""
    counted = set(Vocabulary.objects.filter(version=version()).values_list("language", flat=True))
    for language, _name in settings.LANGUAGES:
        if language not in counted:
            count(language)
    return ""
