"""The passage of a page that answers best, in its own words, and which of them were looked for."""

from __future__ import annotations

import re

from search.lexicon import Lexicon

LONGEST = 240
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def passage(text: str, stems: set[str], lexicon: Lexicon) -> str:
    """One to three sentences in a row with the most of these stems; the beginning where none has any. At most 240 characters."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
    if not sentences:
        return ""
    worth = [sum(lexicon.rarity(stem) for stem in stems & _stems(sentence, lexicon)) for sentence in sentences]
    start = max(range(len(sentences)), key=lambda n: (worth[n], -n))
    chosen = sentences[start]
    for sentence in sentences[start + 1 : start + 3]:
        if len(chosen) + len(sentence) < LONGEST:
            chosen += (" " if chosen[-1] in ".!?:" else "; ") + sentence
    return _cut(chosen)


def marked(text: str, stems: set[str], lexicon: Lexicon, beginning: str = "") -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was looked for."""
    pieces, end = [], 0
    for match in _WORD.finditer(text):
        if _is_asked(match[0], stems, lexicon, beginning):
            pieces += [(text[end : match.start()], False), (match[0], True)]
            end = match.end()
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def _is_asked(word: str, stems: set[str], lexicon: Lexicon, beginning: str) -> bool:
    word = word.lower()
    return lexicon.stems.get(word, word) in stems or bool(len(beginning) > 2 and word.startswith(beginning))


def _stems(sentence: str, lexicon: Lexicon) -> set[str]:
    words = (word.lower() for word in _WORD.findall(sentence))
    return {lexicon.stems.get(word, word) for word in words}


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    return text[: text.rfind(" ", 0, LONGEST - 1)].rstrip(" ,;:") + "…"
