"""The editions that can be what is looked for, from Postgres: never more than it can rank at once, however frequent the words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db import connection

from publishing.models.search_vector import names_vector
from search.groups import Group
from search.lexicon import Lexicon
from search.reading import Reading

MOST_RANKED = 120
"""Editions that Postgres ranks for one search: those that are likeliest to answer, part by part."""

RARE = 120
"""Words that no more editions have than this are looked for by themselves, wherever they stand."""

MOST_GIVEN = 32
MOST_GROUPS = 8
"""Words that count in a search: those that tell most, of those that stand anywhere."""

MOST_IN_PAIRS, MOST_FREQUENT = 4, 3
"""Words of which any two may stand in a name; frequent words that may stand in one by themselves."""

_CANDIDATES = """
WITH candidates AS MATERIALIZED (SELECT DISTINCT id FROM ({parts} LIMIT {most_ranked}) AS parts),
ranked AS MATERIALIZED (
    SELECT e.id, {score} AS score
    FROM candidates c JOIN publishing_edition e USING (id) ORDER BY score DESC, id LIMIT %(most)s)
SELECT d.key, d.kind, d.position, e.title, e.other_names, e.search::text
FROM ranked r JOIN publishing_edition e USING (id) JOIN publishing_document d ON d.id = e.document_id
WHERE d.kind = ANY(%(kinds)s)
ORDER BY r.score DESC, d.position, e.id
"""

_VECTORS = {"names": names_vector("e.language", "e.title", "e.other_names"), "all": "e.search"}

# What is live is asked for in words that no index has: there are few editions that hold the words, and very many that are live.
_PART = """SELECT id FROM (SELECT e.id FROM publishing_edition e
    WHERE {vector} @@ %(part{n})s::tsquery AND e.live IS NOT NULL AND (e.live @> statement_timestamp()) IS TRUE
        AND e.language = %(language)s AND {of_kinds} LIMIT {limit}) AS part{n}"""

_OF_KINDS = "EXISTS (SELECT FROM publishing_document d WHERE d.id = e.document_id AND d.kind = ANY(%(kinds)s))"

_STANDING = f"""
SELECT stem FROM unnest(%(stems)s::text[], %(queries)s::tsquery[]) WITH ORDINALITY AS asked (stem, query, place)
WHERE EXISTS (SELECT FROM publishing_edition e WHERE e.search @@ query AND e.live IS NOT NULL
    AND (e.live @> statement_timestamp()) IS TRUE AND e.language = %(language)s AND {_OF_KINDS})
ORDER BY place
LIMIT %(most)s
"""

_PLACES = re.compile(r"[\d,ABC]+")


@dataclass(frozen=True)
class Candidate:
    """An edition as ranking sees it: `stands` has, of the stems asked for, the weights (A title to D text) of their places, best first.

    `length` is how many words it has, but for those that every text has.
    """

    key: object
    kind: str
    position: int
    title: str
    other_names: str
    stands: dict[str, str]
    length: int


@dataclass(frozen=True)
class Part:
    """Editions to take: at most `limit` whose names, or all of whose words, match a query."""

    where: str
    query: str
    limit: int


def candidates(reading: Reading, *, language: str, kinds: Collection[str], narrowed: bool = True) -> list[Candidate]:
    """At most 32 live editions of these kinds, roughly the best first. One query; quicker where few others are live (`narrowed` false)."""
    groups = sorted(reading.groups, key=lambda each: (not _editions(each, reading.lexicon), -each.tells))[:MOST_GROUPS]
    if not groups:
        return []
    parts = _parts(groups, reading.lexicon)
    values = {"language": language, "kinds": list(kinds), "most": MOST_GIVEN}
    values |= {f"part{n}": part.query for n, part in enumerate(parts)}
    values |= {f"tells{n}": group.tells for n, group in enumerate(groups)}
    values |= {f"group{n}": _query(group) for n, group in enumerate(groups)}
    stems = {stem for group in groups for stem in group.stems}
    with connection.cursor() as cursor:
        cursor.execute(_statement(parts, len(groups), _OF_KINDS if narrowed else "true"), values)
        return [_candidate(row, stems) for row in cursor.fetchall()]


def standing(stems: Sequence[str], *, language: str, kinds: Collection[str], most: int) -> list[str]:
    """The first so many of these stems that stand in a live edition of these kinds. One query, none where there are no stems."""
    if not stems:
        return []
    values = {"stems": list(stems), "queries": [_quoted(stem) for stem in stems], "language": language}
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, values | {"kinds": list(kinds), "most": most})
        return [stem for (stem,) in cursor.fetchall()]


def _statement(parts: list[Part], groups: int, of_kinds: str) -> str:
    """The query: Postgres stops at the part that makes the number full."""
    selects = [
        _PART.format(n=n, vector=_VECTORS[part.where], limit=part.limit, of_kinds=of_kinds)
        for n, part in enumerate(parts)
    ]
    score = " + ".join(
        f"%(tells{n})s * ts_rank('{{0.3, 0.5, 0.9, 1}}', e.search, %(group{n})s::tsquery)" for n in range(groups)
    )
    return _CANDIDATES.format(parts=" UNION ALL ".join(selects), most_ranked=MOST_RANKED, score=score)


def _parts(groups: list[Group], lexicon: Lexicon) -> list[Part]:
    """What is taken, the likeliest to answer first: names with several of the words, rare words anywhere, then frequent ones."""
    rare, frequent = _by_rarity(groups, lexicon)
    known = [group for group in groups if _editions(group, lexicon)]
    parts = [Part("all", " | ".join(map(_query, rare)), MOST_RANKED)] if rare else []
    if not frequent:
        return parts
    if len(known) > 1:
        parts.insert(0, Part("names", _together(known), 60))
    if len(known) > 2:
        pairs = map(_together, combinations(known[:MOST_IN_PAIRS], 2))
        parts.append(Part("names", " | ".join(f"({pair})" for pair in pairs), 80))
    parts += [Part("names", _query(group), 100 if n == 0 else 40) for n, group in enumerate(frequent[:MOST_FREQUENT])]
    # Where the names have not made the number full, the texts are looked through, too.
    if len(known) > 1:
        parts.append(Part("all", _together(known), 40))
    return parts if len(known) == 2 else [*parts, Part("all", _together(frequent[:2]), 40)]


def _by_rarity(groups: list[Group], lexicon: Lexicon) -> tuple[list[Group], list[Group]]:
    """Those that so few editions have, all together, that each of these can be ranked; and the others."""
    rare, total = [], 0
    for group in sorted(groups, key=lambda group: _editions(group, lexicon)):
        total += _editions(group, lexicon)
        if total <= RARE:
            rare.append(group)
    return rare, [group for group in groups if group not in rare]


def _editions(group: Group, lexicon: Lexicon) -> int:
    """In how many editions the group can stand, at most."""
    return sum(min(lexicon.documents.get(stem, 0) for stem in each.stems) for each in group.alternatives)


def _together(groups: Iterable[Group]) -> str:
    return " & ".join(map(_query, groups))


def _query(group: Group) -> str:
    """A group in the language of tsquery: any of its alternatives, each of them whole."""
    ways = ["(" + " & ".join(map(_quoted, each.stems)) + ")" for each in group.alternatives]
    return "(" + " | ".join(dict.fromkeys(ways)) + ")"


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "\\\\").replace("'", "''") + "'"


def _candidate(row: tuple, stems: set[str]) -> Candidate:
    *known, vector = row
    return Candidate(*known, _stands(f" {vector}", stems), vector.count("':") + vector.count(","))


def _stands(vector: str, stems: set[str]) -> dict[str, str]:
    """A tsvector as text, but for the words that nobody asked for; D is not written in it."""
    found = {}
    for stem in stems:
        written = f" {_quoted(stem)}:"
        if (start := vector.find(written)) >= 0:
            places = _PLACES.match(vector, start + len(written))[0].split(",")
            found[stem] = "".join(sorted(place.lstrip("0123456789") or "D" for place in places))
    return found
