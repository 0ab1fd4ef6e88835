"""The passage of a page that answers best, in its own words, and which of them were looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search.lexicon import Lexicon

LONGEST = 240
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def passage(text: str, stems: set[str], lexicon: Lexicon) -> str:
    """One to three sentences in a row with the most of these stems; the beginning where none has any. At most 240 characters.

    They are of one paragraph, or of the list that its colon leads to: a line of another list would say something else beside them.
    """
    sentences = list(_sentences(text))
    if not sentences:
        return ""
    worth = [sum(lexicon.rarity(stem) for stem in stems & _stems(sentence, lexicon)) for _line, sentence in sentences]
    start = max(range(len(sentences)), key=lambda n: (worth[n], -n))
    line, chosen = sentences[start]
    is_list = chosen.endswith(":")
    for at, sentence in sentences[start + 1 : start + 3]:
        if (at != line and not is_list) or len(chosen) + len(sentence) >= LONGEST:
            break
        chosen += (" " if chosen[-1] in ".!?:" else "; ") + sentence
    return _cut(chosen)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with the number of its line."""
    for number, line in enumerate(text.splitlines()):
        for match in _SENTENCE.finditer(line):
            if sentence := match[0].strip():
                yield number, sentence


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
