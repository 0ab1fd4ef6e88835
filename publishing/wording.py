"""Is a change one of wording, or does it change what patients are told? Computed from the two texts, never claimed by anybody.

Wording is: the same sections, steps and links, and the same words in the same order, but for capitals, punctuation, spacing and the
spelling of a word. Everything else is clinical. Where it cannot tell, it says clinical: a word that no dictionary has is a slip only
where it does not look like a medical one, is no term of the glossary, and stands nowhere else in the text.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from publishing.medicines import IN_ANY_NUMBER

PLACEMENT = frozenset({"slug", "region", "asked_most", "in_footer"})
"""Fields that say where something stands, not what it says."""

IDENTITY = frozenset({"key", "kind", "topic", "about", "procedures", "coordinator", "drawing", "image", "aspect"})
"""Fields whose value is a name of something: another value is another thing."""

RICH = frozenset({"body", "answer", "introduction"})
"""Fields that hold rich text; in all others a "<" is a "<"."""

SPELT = frozenset({"en"})
"""Languages of which we have a dictionary: in any other, a changed spelling may be a changed word."""

SHORTEST_SPELT = 5
LONGEST_UNIT = 3

_TOKEN = re.compile(
    r"(?<!\w)[A-Za-z]{1,3}\d+(?!\w)|[-−]?(?:(?<!\w)[.,](?=\d))?\d+(?:[.,:/–-]\d+)*|(?<!\w)(?:AB|A|B|O)[-−](?!\w)|[^\W\d_]+(?:['’][^\W\d_]+)*|[%<>≤≥±+=°½¼¾×÷~≈^$€£]"
)

CASE_MATTERS = {"Mg": "Mg (not mg)"}
"""Words that a capital makes another word: magnesium is no milligram."""


RISKY = IN_ANY_NUMBER | frozenset(
    """
    no not never none nor neither without cannot can't don't won't shouldn't mustn't isn't aren't doesn't didn't unless except only
    must may might should shall can could will would need needs have has ought advised recommended required allowed
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions dozen dozens
    once twice thrice half double triple quarter quarters single couple first second third fourth fifth sixth seventh eighth ninth tenth
    more less fewer most least all any every each both either always often sometimes rarely
    second seconds minute minutes hour hours hourly day days daily night nightly week weeks weekly month months year years morning
    noon afternoon evening midnight am pm today tomorrow
    monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays weekend
    january february march april june july august september october november december
    before after during until since while when then now later earlier immediately
    mg mcg g kg ml l liter liters milligram milligrams microgram micrograms gram grams unit units percent degree degrees inch inches mm cm
    left right both front back upper lower above below inside outside
    stop stopping start starting continue take taking avoid eat drink fast fasting
    anesthesia anesthetic anesthetics inhibitor inhibitors
    contrast iodine latex penicillin allergy allergies allergic
    increase increases increased decrease decreases decreased high low higher lower hyper hypo
    """.split()
)
"""Words whose spelling is never taken for a slip: numbers, negations, may and must, times, units, sides of the body, drugs."""

_RISKY_STARTS = ("hyper", "hypo", "inter", "intra", "anti", "ante", "post", "pre", "ab", "ad", "un", "in", "im", "non")


_MEDICAL = re.compile(
    r"""
    ( ae | algia | ans? | ars? | asis | ates? | emia | ia | ics? | ides? | ines? | ins? | is | itis | [aiou]ls? | omas? | omata
    | oids? | ones? | ous | [ou]sis | pnea | uria | um | us | [a-z]a | ix
    | ectomy | [ot]omy | ostomy | plasty | scopy | graphy | grams? | pathy | lysis | cysts? | stents? | clasts? | blasts? | phil )$
    | angi | arteri | arthr | bronch | cardi | carp | cephal | cereb | chol[ae] | chondr | cran[ei] | derm | embol | emesis | encephal
    | femor | fibr | fistul | gastr | haem | hemat | hemo | hepat | humer | hyster | isch | kyph | laryn | lumb | lymph | mening | myel
    | necro | neph | neur | oste | pancrea | pedic | pelv | perin | peron | perit | phleb | pleur | pneum | proct | prostat | pulmon | pyel
    | ren[ai] | rhiz | sacr | scapul | sclero | scoli | spondyl | stenos | stern | thorac | thromb | tibi | trach | ureter | urethr | uter
    | vaso | ven[io] | verteb | visc
    """,
    re.VERBOSE,
)
"""Endings and roots that words of medicine have: such a word is never taken for a slip of another, whatever the dictionary lacks."""

_VOWELS = frozenset("aeiouy")

PLACES = frozenset({"table", "tr", "th", "td", "a", "abbr"})
"""Tags that say where words stand, or more than the words: the same words in another cell say something else."""


class Change(enum.Enum):
    """How far a text is from the one a clinician signed."""

    SAME = "same"
    WORDING = "wording"
    CLINICAL = "clinical"


def change_between(
    signed: dict[str, Any],
    text: dict[str, Any],
    *,
    language: str = "en",
    terms: Callable[[str], Collection[str]] = lambda language: (),
) -> Change:
    """Compare the contents of two editions in one language, as JSON values.

    `terms` gives the words of the glossary in a language, in lower case; it is asked only where a spelling was mended.
    """
    if signed == text:
        return Change.SAME
    before, after = list(_leaves(signed)), list(_leaves(text))
    mended: set[str] = set()
    for was, now in zip_longest(before, after, fillvalue=(None, None)):
        slips = _slips(was, now, language)
        if slips is None:
            return Change.CLINICAL
        mended |= slips
    if mended and (_in_use(mended, before, after) or not mended.isdisjoint(terms(language))):
        return Change.CLINICAL
    return Change.WORDING


def _in_use(slips: set[str], before: Iterable[tuple[str, Any]], after: Iterable[tuple[str, Any]]) -> bool:
    """Whether one of these stands twice in the first text, or at all in the second: then it is a word that people use."""
    was, now = _counted(before), _counted(after)
    return any(was[slip] > 1 or now[slip] for slip in slips)


def _counted(leaves: Iterable[tuple[str, Any]]) -> Counter[str]:
    """How often each word stands in a text, in lower case."""
    texts = ((value, field.rpartition(".")[2] in RICH) for field, value in leaves if isinstance(value, str))
    return Counter(word.casefold() for value, is_rich in texts for word in _words(value, is_rich))


def _leaves(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value with the path of field names to it, in a fixed order; placement and empty values left out."""
    if isinstance(value, dict):
        for name in sorted(value):
            if name not in PLACEMENT:
                yield from _leaves(value[name], f"{field}.{name}")
    elif isinstance(value, list):
        yield f"{field}#", len(value)
        for item in value:
            yield from _leaves(item, field)
    elif value not in ("", None):
        yield field, value


def _slips(signed: tuple[str, Any], text: tuple[str, Any], language: str) -> set[str] | None:
    """The misspelt words that were mended between two leaves, in lower case. None where they differ in more than wording."""
    (field_a, a), (field_b, b) = signed, text
    if field_a != field_b:
        return None
    if a == b:
        return set()
    if field_a.rpartition(".")[2] in IDENTITY or not (isinstance(a, str) and isinstance(b, str)):
        return None
    is_rich = field_a.rpartition(".")[2] in RICH
    words_a, words_b = _words(a, is_rich), _words(b, is_rich)
    if len(words_a) != len(words_b):
        return None
    behind = ["", *words_a]
    others = [(x, y) for was, x, y in zip(behind, words_a, words_b, strict=False) if not is_recased(x, y, was)]
    if others and language not in SPELT:
        return None
    if not all(is_spelling(x.casefold(), y.casefold()) for x, y in others):
        return None
    return {x.casefold() for x, y in others}


class _Tokens(HTMLParser):
    """Collects the words of a rich text, and between them the tags that give them their place, and the links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[str] = []

    def handle_data(self, data: str) -> None:
        found = (match[0].replace("’", "'") for match in _TOKEN.finditer(data))
        self.tokens += [CASE_MATTERS.get(token, token) for token in found]

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag in PLACES:
            said = dict(attrs)
            self.tokens.append(f"<{tag} {said.get('href', '')}{said.get('title', '')}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in PLACES:
            self.tokens.append(f"</{tag}>")


def _words(text: str, is_rich: bool) -> list[str]:
    """Words, whole numbers ("2-4", "1.5", "8:30"), the signs that carry meaning, and where cells and links begin and end."""
    parser = _Tokens()
    if is_rich:
        parser.feed(text)
        parser.close()
    else:
        parser.handle_data(text)
    return parser.tokens


def is_recased(one: str, other: str, behind: str) -> bool:
    """Whether two words differ in capitals at most. Behind a number a short one is a unit, and "mG" is not "MG"."""
    if behind[-1:].isdigit() and len(one) <= LONGEST_UNIT and one != other:
        return False
    return one.casefold() == other.casefold()


def is_spelling(wrong: str, right: str) -> bool:
    """Whether `right` is only `wrong` spelt correctly, one slip of the keyboard apart; both in lower case.

    `wrong` must be no English word and `right` one, neither may look like a word of medicine, and no risky word may be as near.
    So no word becomes another, and no term or name of a drug that the dictionary lacks.
    """
    if min(len(wrong), len(right)) < SHORTEST_SPELT or not (wrong.isalpha() and right.isalpha()):
        return False
    if is_word(wrong) or not is_word(right) or wrong[0] != right[0] or not _is_slip(wrong, right):
        return False
    if _MEDICAL.search(wrong) or _MEDICAL.search(right):
        return False
    return not _is_risky(wrong) and right not in RISKY and _risky_start(wrong) == _risky_start(right)


def _is_risky(wrong: str) -> bool:
    """Whether it is a risky word, or may have been meant as one."""
    return any(OSA.distance(wrong, risky, score_cutoff=1) <= 1 for risky in RISKY)


def _is_slip(wrong: str, right: str) -> bool:
    """Two letters swapped, a letter doubled or single that should not be, or a vowel that is missing, wrong or too many.

    Another consonant is no such slip: it makes another word too easily.
    """
    if OSA.distance(wrong, right) != 1:
        return False
    if len(wrong) == len(right):
        differing = [pair for pair in zip(wrong, right, strict=True) if pair[0] != pair[1]]
        return len(differing) == 2 or all(letter in _VOWELS for letter in differing[0])
    longer, shorter = sorted((wrong, right), key=len, reverse=True)
    place = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    return longer[place] in _VOWELS or longer[place] == longer[place - 1]


def _risky_start(word: str) -> str:
    """The beginning that can turn a word into its opposite, if it has one."""
    return next((start for start in _RISKY_STARTS if word.startswith(start)), "")


@cache
def _dictionary() -> SpellChecker:
    """English words, from a list that comes with the package; nothing is fetched."""
    return SpellChecker(language="en", distance=1)


def is_word(word: str) -> bool:
    """Whether the dictionary has it; in lower case."""
    return word in _dictionary()
