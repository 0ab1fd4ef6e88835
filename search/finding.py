"""Finding pages by what somebody typed, said or was asked: one way for patients, for the phone, and for what was not found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import islice

from publishing import kinds as registered
from publishing.kinds import Kind
from publishing.live import LiveSet
from publishing.models import Edition
from search.candidates import candidates, standing
from search.passages import marked, passage
from search.ranking import ranked
from search.reading import Reading, read
from search.spelling import look_alikes

SPARE = 4
"""Pages that are fetched beyond those that are wanted: one may have been withdrawn since, or have no address."""

MOST_NEAR = 5

UNDERSTOOD = 0.5
"""Where less of what was typed stands anywhere, what is found is guesswork."""


@dataclass(frozen=True)
class Hit:
    """A live page that answers. `kind` is its kind's name; `passage` is plain text of the page.

    `pieces` is the passage again, each piece with whether it was looked for.
    """

    edition: Edition
    kind: str
    title: str
    path: str
    passage: str
    pieces: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """What `find` found. `words` is what was typed, tidied; `meant` is another spelling that was searched for, too, or "".

    `is_guesswork`: most of what was typed stands nowhere, and the hits are for what it may mean, or for the little else that was said.
    `near` are words of live pages that look like what was typed, where nothing was found. `live` has what surrounds every page,
    from the same query as the hits.
    """

    words: str
    hits: list[Hit] = field(default_factory=list)
    meant: str = ""
    near: list[str] = field(default_factory=list)
    live: LiveSet | None = None
    is_guesswork: bool = False


def find(words: str, *, language: str, kinds: Collection[str] = (), limit: int = 10) -> Found:
    """The live pages in a language that answer best, the best first; of some kinds only, where kinds are named.

    The last word may be unfinished. Takes any text, however long or hostile, and never raises because of it.
    Three queries, and one more where nothing is found, or when the words of the site were counted anew; one where no word is left.
    """
    reading = read(words, language)
    wanted = [name for name in found_kinds() if not kinds or name in kinds]
    best = ranked(candidates(reading, language=language, kinds=wanted, narrowed=bool(kinds)), reading)[: limit + SPARE]
    live = LiveSet.around(*(each.candidate.key for each in best))
    editions = [edition for each in best if (edition := live.get(each.candidate.key))]
    hits = list(islice((hit for edition in editions if (hit := _hit(edition, reading, live))), limit))
    near = [] if hits else near_words(reading, language=language, kinds=wanted)
    is_guesswork = bool(hits) and reading.understood < UNDERSTOOD
    return Found(reading.words, hits, reading.offered if hits else "", near, live, is_guesswork)


def near_words(reading: Reading, *, language: str, kinds: Collection[str]) -> list[str]:
    """At most five words that look like those of a search that found nothing, each of them in an edition that is live now."""
    words = [word for group in reading.groups for word in look_alikes(group.word, reading.lexicon)]
    by_stem: dict[str, str] = {}
    for word in words:
        by_stem.setdefault(reading.lexicon.stems[word], word)
    stems = [stem for stem in by_stem if stem]
    return [by_stem[stem] for stem in standing(stems, language=language, kinds=kinds, most=MOST_NEAR)]


def found_kinds() -> list[str]:
    """The names of the kinds that readers can find: those with a page of their own, or with a list that is about them."""
    return [kind.name for kind in registered.every() if has_pages(kind) or registered.lists(kind.name)]


def has_pages(kind: Kind) -> bool:
    """Whether documents of a kind have pages."""
    return type(kind).page is not Kind.page


def _hit(edition: Edition, reading: Reading, live: LiveSet) -> Hit | None:
    """The hit for an edition; None for one that readers cannot go to."""
    path = live.path(edition) or (not has_pages(edition.kind) and next(iter(registered.lists(edition.kind.name)), ""))
    if not path:
        return None
    stems = {stem for group in reading.groups for stem in group.stems}
    beginning = reading.groups[-1].beginning if reading.groups else ""
    text = passage(edition.text, stems, reading.lexicon)
    pieces = marked(text, stems, reading.lexicon, beginning)
    return Hit(edition, edition.document.kind, edition.title, path, text, pieces)
