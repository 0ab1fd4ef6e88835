"""How well signs are found, measured on phrases that people have labelled.

`phrases.tsv` beside this file has a phrase a line: text, language, label ("emergency" or "ordinary"), the sign that it shows,
and whether it is held out: those were written before the rules and are not looked at when rules are added. "\\n" in a text stands
for the end of a line.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from contact.emergency.matching import signs_in

PHRASES = Path(__file__).with_name("phrases.tsv")
LEAST_RECALL = 0.98
MOST_FALSE_ALARMS = 0.05


@dataclass(frozen=True)
class Phrase:
    """A labelled phrase. `shows` is the value of its `Sign`, "" for an ordinary one."""

    text: str
    language: str
    is_emergency: bool
    shows: str
    is_held_out: bool

    @property
    def is_right(self) -> bool:
        """Is it taken for what it is? Which sign is found does not matter: the card is the same for all."""
        return bool(signs_in(self.text)) == self.is_emergency


@dataclass(frozen=True)
class Score:
    """Counts, and the two shares that matter: of emergencies that are found, and of ordinary phrases that are taken for one."""

    emergencies: int
    found: int
    ordinary: int
    false_alarms: int

    @property
    def recall(self) -> float:
        return self.found / self.emergencies if self.emergencies else 1.0

    @property
    def false_alarm_share(self) -> float:
        return self.false_alarms / self.ordinary if self.ordinary else 0.0

    @property
    def is_enough(self) -> bool:
        return self.recall >= LEAST_RECALL and self.false_alarm_share <= MOST_FALSE_ALARMS


def phrases(path: Path = PHRASES) -> list[Phrase]:
    """The labelled phrases. Raises KeyError for a file without the columns."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Phrase(
            row["text"].replace("\\n", "\n"),
            row["language"],
            row["label"] == "emergency",
            row["shows"],
            row["held_out"] == "yes",
        )
        for row in rows
    ]


def score(some: Iterable[Phrase]) -> Score:
    """The counts over some phrases."""
    some = list(some)
    emergencies = [phrase for phrase in some if phrase.is_emergency]
    ordinary = [phrase for phrase in some if not phrase.is_emergency]
    return Score(
        emergencies=len(emergencies),
        found=sum(phrase.is_right for phrase in emergencies),
        ordinary=len(ordinary),
        false_alarms=sum(not phrase.is_right for phrase in ordinary),
    )
