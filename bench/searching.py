"""What patients search, and what is suggested while they type: on the large site, with the starter content in the midst of it."""

from __future__ import annotations

import random
from pathlib import Path
from urllib.parse import urlencode

from bench.corpus_words import VOCABULARY, question, sentence
from bench.measuring import Asking, Measured
from publishing.models import Document
from publishing.starter import load
from publishing.starter import read as read_content
from search import evaluation, vocabulary

BAR, BAR_OF_SUGGESTIONS = 50, 100
STARTER = Path(__file__).resolve().parents[1] / "starter"


def prepare() -> None:
    """Put the starter content beside the invented pages, and count the words, as the worker does."""
    if not Document.objects.filter(kind="practice").exists():
        load(read_content(STARTER / "content.json"))
    vocabulary.chore()


def measure(asking: Asking, requests: int) -> list[Measured]:
    """Searches of all sorts, and suggestions letter by letter; each of them another one."""
    dice = random.Random(3)
    patients = [each.typed for each in evaluation.read(STARTER / "searches.tsv") if not each.is_held_out]
    typed = dice.sample(patients, min(len(patients), requests * 3))
    searches = {
        "search: as patients type": typed,
        "search: the most frequent words": [" ".join(VOCABULARY[n : n + 2]) for n in range(requests)],
        "search: one frequent word": VOCABULARY[:requests],
        "search: a question about bicycles": [question(dice) for _ in range(requests)],
        "search: a misspelt word": [_misspelt(dice.choice(VOCABULARY[50:]), dice) for _ in range(requests)],
        "search: two rare words": [sentence(dice, 2) for _ in range(requests)],
        "search: what is nowhere": [f"zebra{'xyz'[n % 3]}{n} quagga" for n in range(requests)],
    }
    letters = [words[:n] for words in typed for n in range(2, min(13, len(words) + 1))]
    suggestions = {
        "suggestions: as patients type": dice.sample(letters, min(len(letters), requests * 5)),
        "suggestions: two letters": _pairs(requests),
    }
    return [
        *asking.measure({name: _paths("/search/", each) for name, each in searches.items()}, bar=BAR),
        *asking.measure(
            {name: _paths("/search/suggest", each) for name, each in suggestions.items()}, bar=BAR_OF_SUGGESTIONS
        ),
    ]


def _paths(path: str, searches: list[str]) -> list[str]:
    return [f"{path}?{urlencode({'q': words})}" for words in searches]


def _pairs(count: int) -> list[str]:
    """The beginnings that most words have, and so most pages."""
    return sorted({word[:2] for word in VOCABULARY})[:count]


def _misspelt(word: str, dice: random.Random) -> str:
    """With one letter left out."""
    place = dice.randrange(1, len(word))
    return word[:place] + word[place + 1 :]
