"""The pages on which staff find things: lists, filters, searches, histories, the start page."""

from __future__ import annotations

import random
from typing import Any

from django.db import connection

from bench.corpus_words import VOCABULARY, sentence
from bench.measuring import Asking, Measured
from publishing.list_filters import STATUSES

BAR = 300
QUESTIONS = "/staff/faq/question/"


def measure(asking: Asking, corpus: dict[str, Any], pages: int, requests: int) -> list[Measured]:
    """All of them; `pages` is how many the whole list of questions has."""
    with connection.cursor() as cursor:
        # What was added last is not known to the planner yet; on a site that runs, Postgres sees to that by itself.
        cursor.execute("ANALYZE")
    dice = random.Random(2)
    last, long_history = pages, corpus["long_history"]
    paths = {
        "questions, first page": [QUESTIONS],
        "questions, page 600 or the last": [f"{QUESTIONS}?p={min(600, last)}"],
        "questions, any page": [f"{QUESTIONS}?p={dice.randrange(1, last + 1)}" for _ in range(requests)],
        "questions, by title": [f"{QUESTIONS}?o=1"],
        "questions of a topic": [f"{QUESTIONS}?topic__document_ptr__exact={corpus['topic']}"],
        "questions looked after by me": [f"{QUESTIONS}?looked_after=me"],
        "search for a word": [f"{QUESTIONS}?q={dice.choice(VOCABULARY[50:])}" for _ in range(requests)],
        "search for a frequent word": [f"{QUESTIONS}?q={sentence(dice, 1)}" for _ in range(requests)],
        "search for the most frequent word": [f"{QUESTIONS}?q={VOCABULARY[0]}"],
        "search for two words": [f"{QUESTIONS}?q={sentence(dice, 2).replace(' ', '+')}" for _ in range(requests)],
        "search for a number": [f"{QUESTIONS}?q={dice.randrange(100, 9000)}" for _ in range(requests)],
        "search for what is nowhere": [f"{QUESTIONS}?q=zebra{dice.randrange(100)}" for _ in range(requests)],
        **{f"questions, {name}": [f"{QUESTIONS}?status={name}"] for name in STATUSES},
        "waiting and a word": [f"{QUESTIONS}?status=waiting&q={sentence(dice, 1)}" for _ in range(requests)],
        "topics": ["/staff/faq/topic/"],
        "a form": [f"{QUESTIONS}{long_history + n}/change/" for n in range(1, requests + 1)],
        "form with 2,000 editions": [f"{QUESTIONS}{long_history}/change/"],
        "history with 2,000 editions": [f"{QUESTIONS}{long_history}/history/"],
        "start page": ["/staff/"],
        "events": ["/staff/publishing/event/"],
    }
    return asking.measure({name: (each * requests)[:requests] for name, each in paths.items()}, bar=BAR)
