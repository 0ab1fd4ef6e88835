"""The editions that can be what is looked for, from Postgres: never more than it can rank at once, however frequent the words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from search.lexicon import Lexicon
from search.reading import Alternative, Group, Reading

MOST_RANKED = 300
"""Editions that Postgres ranks for one search. Of frequent words it takes so many, those with the word in their title first."""

MOST_FROM_TITLES = 100
MOST_GIVEN = 40
MOST_GROUPS = 8
"""Words that count in a search: those that tell most."""

_CANDIDATES = """
WITH candidates AS MATERIALIZED ({parts}),
ranked AS MATERIALIZED (
    SELECT e.id, {score} AS score
    FROM candidates c JOIN publishing_edition e USING (id) ORDER BY score DESC, id LIMIT %(most)s)
SELECT d.key, d.kind, d.position, e.title, e.other_names, e.text, e.search::text, r.score
FROM ranked r JOIN publishing_edition e USING (id) JOIN publishing_document d ON d.id = e.document_id
ORDER BY r.score DESC, d.position, e.id
"""

_PART = """(SELECT e.id FROM publishing_edition e JOIN publishing_document d ON d.id = e.document_id
    WHERE e.live @> statement_timestamp() AND e.language = %(language)s AND d.kind = ANY(%(kinds)s) AND e.search @@ %({name})s::tsquery
    LIMIT {limit})"""

_LEXEME = re.compile(r"'((?:[^']|'')*)':([\d,ABC]+)")


@dataclass(frozen=True)
class Candidate:
    """An edition as ranking sees it: `stands` has the weights (A title to D text) at which each stem stands, best first."""

    key: object
    kind: str
    position: int
    title: str
    other_names: str
    text: str
    stands: dict[str, str]

    @cached_property
    def length(self) -> int:
        """How many words it has, but for those that every text has."""
        return sum(map(len, self.stands.values()))


def candidates(reading: Reading, *, language: str, kinds: Collection[str]) -> list[Candidate]:
    """At most 40 live editions of these kinds, roughly the best first. One query."""
    groups = sorted(reading.groups, key=lambda group: -group.tells)[:MOST_GROUPS]
    if not groups:
        return []
    asked = _asked(groups, reading.lexicon)
    limits = {"titles": MOST_FROM_TITLES}
    parts = " UNION ".join(_PART.format(name=name, limit=limits.get(name, MOST_RANKED)) for name in asked)
    score = " + ".join(
        f"%(tells{n})s * ts_rank('{{0.3, 0.5, 0.9, 1}}', e.search, %(group{n})s::tsquery)"
        for n, _g in enumerate(groups)
    )
    values = {f"tells{n}": group.tells for n, group in enumerate(groups)}
    values |= {f"group{n}": _query(group) for n, group in enumerate(groups)}
    values |= asked | {"language": language, "kinds": list(kinds), "most": MOST_GIVEN}
    with connection.cursor() as cursor:
        cursor.execute(_CANDIDATES.format(parts=parts, score=score), values)
        return [Candidate(*row[:6], _stands(row[6])) for row in cursor.fetchall()]


def _asked(groups: list[Group], lexicon: Lexicon) -> dict[str, str]:
    """The queries whose editions are ranked. Frequent words are only asked for together, or in titles."""
    rare, total = [], 0
    for group in groups:
        total += sum(_editions(alternative, lexicon) for alternative in group.alternatives)
        if total <= MOST_RANKED:
            rare.append(group)
    if len(rare) == len(groups):
        return {"any": " | ".join(map(_query, groups))}
    asked = {
        "titles": " | ".join(_query(group, ":A") for group in groups),
        "together": " & ".join(map(_query, groups)),
    }
    return asked | ({"rare": " | ".join(map(_query, rare))} if rare else {})


def _editions(alternative: Alternative, lexicon: Lexicon) -> int:
    """In how many editions the alternative can stand, at most."""
    return min(lexicon.documents.get(stem, 0) for stem in alternative.stems)


def _query(group: Group, weights: str = "") -> str:
    """A group in the language of tsquery: any of its alternatives, each of them whole."""
    ways = ["(" + " & ".join(_quoted(stem) + weights for stem in each.stems) + ")" for each in group.alternatives]
    return "(" + " | ".join(dict.fromkeys(ways)) + ")"


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def _stands(vector: str) -> dict[str, str]:
    """A tsvector as text: by stem, the weights of its places, sorted; D is not written in it."""
    return {
        stem.replace("''", "'"): "".join(sorted((place.lstrip("0123456789") or "D") for place in places.split(",")))
        for stem, places in _LEXEME.findall(vector)
    }
