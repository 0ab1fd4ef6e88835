"""The phone mode: what a coordinator gets while typing what a caller asks."""

from __future__ import annotations

import random
from urllib.parse import quote_plus

from bench.corpus_words import VOCABULARY, sentence
from bench.measuring import Asking, Measured

BAR = 100
PHONE = "/staff/phone/?q="


def measure(asking: Asking, requests: int) -> list[Measured]:
    """The whole page each time, with its frame; the script asks for less. Words as they are typed: whole, begun, misspelt, several."""
    dice = random.Random(8)
    typed = {
        "phone mode, a word": [dice.choice(VOCABULARY[50:]) for _ in range(requests)],
        "phone mode, a word begun": [dice.choice(VOCABULARY[50:])[:4] for _ in range(requests)],
        "phone mode, three words": [sentence(dice, 3) for _ in range(requests)],
        "phone mode, the most frequent word": [VOCABULARY[0]] * requests,
        "phone mode, a word misspelt": [_misspelt(dice.choice(VOCABULARY[50:]), dice) for _ in range(requests)],
        "phone mode, what is nowhere": [f"zebra unicorn {n}" for n in range(requests)],
    }
    return asking.measure(
        {name: [PHONE + quote_plus(each) for each in words] for name, words in typed.items()}, bar=BAR
    )


def _misspelt(word: str, dice: random.Random) -> str:
    """The word without one of its letters."""
    place = dice.randrange(1, max(len(word) - 1, 2))
    return word[:place] + word[place + 1 :]
