"""Figures, praise and promises in clinical text, and orders to stop a medicine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.finding import Finding
from publishing.checks.reading import Line, Reading, Text
from publishing.medicines import IN_ANY_NUMBER

_NUMBERS = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)"
CLAIMS = {
    "promise": re.compile(
        r"\b(?:guarantee[ds]?|guaranteed|risk[- ]free|without (?:any )?risks?|no risks?|no side effects|"
        r"(?:completely|totally|perfectly|absolutely|100 ?%) (?:safe|painless|effective)|always works?|never fails?|"
        r"works every time|cures?|cured|miracle|pain[- ]free for (?:life|ever|good)|painless|we promise|"
        r"will (?:be|become|feel|get) (?:pain[- ]free|free of pain|better|well again))\b",
        re.IGNORECASE,
    ),
    "percentage": re.compile(
        rf"\d(?:[.,]\d+)?\s?%|\b{_NUMBERS}\s+per ?cent\b|\b{_NUMBERS} (?:in|out of) (?:every )?{_NUMBERS}\b",
        re.IGNORECASE,
    ),
    "superlative": re.compile(
        r"\b(?:(?:the|our|your) best|safest|finest|fastest|most (?:advanced|modern|experienced|effective|successful|trusted)|"
        r"leading (?:experts?|doctors?|practice|clinic|specialists?|center|provider)|number one|no\. ?1|#1|world[- ]class|"
        r"state[- ]of[- ]the[- ]art|cutting[- ]edge|unmatched|unrivall?ed|unparalleled|top[- ]rated|second to none)(?!\w)",
        re.IGNORECASE,
    ),
}
"""In this order: a sentence that promises and counts is a promise."""

ADVICE = {
    "promise": gettext_lazy("Say what the treatment is meant to do: “The aim is to relieve pain.” Or name the source."),
    "percentage": gettext_lazy(
        "Link the study it comes from in the same paragraph, write “Source: …” below, or take the figure out."
    ),
    "superlative": gettext_lazy("Say what is done and for whom instead, or name the source."),
}

_DENIED = re.compile(r"\b(?:no|not|never|cannot|can't|nobody|without)\b[^.;]{0,30}$", re.IGNORECASE)
_SOURCE = re.compile(r"\bsources?:", re.IGNORECASE)

_MEDICINE = (
    r"(?:medicines?|medications?|drugs?|tablets?|pills?|blood[- ]thinners?|painkillers?|"
    rf"{'|'.join(sorted(IN_ANY_NUMBER))})"
)
_STOP = re.compile(
    rf"\b(?:stop|quit|discontinue)\s+(?:taking\b|using\b|(?:all |any |your |the |these |this )*{_MEDICINE}\b)|"
    rf"\b(?:do not|don't|never) take\s+(?:all |any |your |the |these |this )*{_MEDICINE}\b",
    re.IGNORECASE,
)
_CAREFUL = re.compile(
    r"\b(?:may|might|can|could) be (?:advised|asked|told)\b|\bask\b|\btalk to\b|\bspeak (?:to|with)\b|\bcheck with\b|\bunless\b|"
    r"\b(?:tells?|told|advises?|asks?) you\b|\b(?:do not|don't|never|not) (?:stop|quit|discontinue)\b|\?",
    re.IGNORECASE,
)


def unsourced(reading: Reading) -> Iterator[Finding]:
    """In clinical text, one finding a sentence; none where its paragraph links a source or its section names one."""
    if not reading.edition.clinical:
        return
    for text, line in reading.lines():
        if _has_source(text, line):
            continue
        for sentence in line.sentences:
            rule = next((name for name, claim in CLAIMS.items() if _is_claimed(claim, sentence)), "")
            if rule:
                yield reading.finding(rule, text, line, sentence, ADVICE[rule])


def stopped_medicines(reading: Reading) -> Iterator[Finding]:
    """An order to stop, without a word on who tells the patient to."""
    for text, line in reading.lines():
        for sentence in line.sentences:
            if _STOP.search(sentence) and not _CAREFUL.search(sentence):
                suggestion = _(
                    "Write “You may be advised to stop …”, and that patients stop only when they are told to."
                )
                yield reading.finding("stop-medicine", text, line, sentence, suggestion)


def _is_claimed(claim: re.Pattern[str], sentence: str) -> bool:
    """Whether the sentence says it, and does not deny it."""
    return any(not _DENIED.search(sentence[: found.start()]) for found in claim.finditer(sentence))


def _has_source(text: Text, line: Line) -> bool:
    return bool(_SOURCE.search(text.words)) or any(
        href.startswith(("https://", "http://")) for href, _words in line.links
    )
