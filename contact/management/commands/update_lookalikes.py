from django.core.management.base import BaseCommand
from spellchecker import SpellChecker

from contact.emergency.reading import plain
from contact.emergency.spelling import LOOKALIKES, confusable

LANGUAGES = ("en", "es")
LEAST_OFTEN = 100
"""Rarer words of the dictionaries are misspellings, as often as not."""


class Command(BaseCommand):
    help = "After a change to contact/emergency/words.py: write down again which everyday words are no misspellings of them."

    def handle(self, *args, **options) -> None:
        found = confusable(everyday_words())
        LOOKALIKES.write_text("".join(f"{word}\n" for word in found), "utf-8")
        self.stdout.write(f"{len(found)} everyday words look like one of the table.")


def everyday_words() -> set[str]:
    """The words that are common in one of the languages, as texts are read: small and without accents."""
    dictionaries = (SpellChecker(language=language).word_frequency.dictionary for language in LANGUAGES)
    return {plain(word) for words in dictionaries for word, often in words.items() if often >= LEAST_OFTEN}
