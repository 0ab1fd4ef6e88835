"""The words of an invented site about bicycles: the same dice give the same texts."""

from __future__ import annotations

import random
from itertools import accumulate

WORDS = """bicycle wheel spoke chain gear saddle pedal brake cable frame fork tire valve pump light bell basket rack helmet lock
bridge river hill valley road path forest rain wind summer winter morning evening mechanic workshop bench spanner oil grease
puncture patch kit travel map distance climb descent corner speed cadence crank sprocket derailleur hub rim axle bearing bolt
washer paint color price shop rental club race tour family child trailer tandem electric battery charger motor display sensor""".split()

VOCABULARY = WORDS + [f"{first}{second}" for first in WORDS for second in WORDS if first != second]
"""About as many words as a site of this kind has."""

OFTEN = [round(1000 / (rank + 20), 3) for rank in range(len(VOCABULARY))]
"""How often each is used: as in any language, the first few make up most of every text."""

SUMMED = list(accumulate(OFTEN))

QUESTIONS = """How do I clean the {} of a {}?
Can I ride with a {} before the {}?
What is the difference between a {} and a {}?
When should I replace the {} of my {}?
Who repairs a {} with a broken {}?
What do I need for a {} in the {}?
How long does a {} last on a {}?
Do I have to take the {} off after the {}?
Why does my {} hurt on a {}?
Which {} is better for the {}?
How do I get a {} ready for the {}?
What happens if I do not oil the {} and the {}?
Where can I leave my {} during the {}?
Should I stop before the {} or after the {}?
How does the {} of a {} work?
Is it safe to ride home with a {} on the {}?""".splitlines()
"""As people ask anywhere: their words, but for the things that they are about, are those of patients, too."""

SENTENCES = """Bring the {} to the {} and tell the staff what you need.
It can be done on the same day, and you take the {} home afterwards.
Do not use the {} for six hours after the {}.
Call the {} if the {} feels weak or makes a noise.
Before you start, check the {} and the {} for damage.
A friend can help you to hold the {} steady.""".splitlines()


def sentence(dice: random.Random, length: int) -> str:
    """So many words."""
    return " ".join(dice.choices(VOCABULARY, cum_weights=SUMMED, k=length))


def question(dice: random.Random) -> str:
    """A question as somebody would ask it."""
    return _filled(dice.choice(QUESTIONS), dice)


def answer(dice: random.Random) -> str:
    """An answer of two paragraphs, as rich text."""
    said = " ".join(_filled(dice.choice(SENTENCES), dice) for _ in range(4))
    return f"<p>{said}</p><p>{sentence(dice, 50).capitalize()}.</p>"


def _filled(pattern: str, dice: random.Random) -> str:
    return pattern.format(*dice.choices(VOCABULARY, cum_weights=SUMMED, k=pattern.count("{}")))
