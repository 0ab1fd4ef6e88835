"""A large site to measure on: invented questions about bicycles, with as many editions as years of work leave behind.

Written straight into the tables with the database's guards off, which only a database that is thrown away allows. The same numbers
give the same site every time.
"""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.text import slugify
from psycopg2.extras import execute_values

from faq.models import Question, Topic
from publishing.models import Document, Edition, Event, Review
from publishing.roles import CLINICIAN, COORDINATOR

WORDS = """bicycle wheel spoke chain gear saddle pedal brake cable frame fork tire valve pump light bell basket rack helmet lock
bridge river hill valley road path forest rain wind summer winter morning evening mechanic workshop bench spanner oil grease
puncture patch kit travel map distance climb descent corner speed cadence crank sprocket derailleur hub rim axle bearing bolt
washer paint color price shop rental club race tour family child trailer tandem electric battery charger motor display sensor""".split()

VOCABULARY = WORDS + [f"{first}{second}" for first in WORDS for second in WORDS if first != second]
"""About as many words as a site of this kind has."""

OFTEN = [round(1000 / (rank + 20), 3) for rank in range(len(VOCABULARY))]
"""How often each is used: as in any language, the first few make up most of every text."""

SUMMED = list(accumulate(OFTEN))

LONGEST_HISTORY = 2000
"""Editions of the one document whose history is measured."""


def build(questions: int, editions: int, *, seed: int = 1) -> dict[str, Any]:
    """Fill an empty, migrated database. Returns what measuring needs to know: people, the document with the long history."""
    dice = random.Random(seed)
    people = _people()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
    topics = _topics(max(2, questions // 500))
    documents = _documents(questions, topics, people, dice)
    rest = editions - len(topics) - questions - LONGEST_HISTORY
    rows = list(_editions(documents, topics, people, dice, max(0, rest)))
    Edition.objects.bulk_create(rows, batch_size=2000)
    _reviews(people, dice)
    _addresses()
    _events(people)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    return {"people": people, "long_history": documents[0].pk, "topic": topics[0].pk, "editions": len(rows)}


def found() -> dict[str, Any]:
    """What `build` returned, of a database that it has filled before; empty for one that is empty."""
    first = Document.objects.filter(kind="question").order_by("pk").first()
    if first is None:
        return {}
    people = {name: get_user_model().objects.get(username=f"bench-{name}") for name in ("coordinator", "clinician")}
    topic = Document.objects.filter(kind="topic").order_by("pk").first()
    return {"people": people, "long_history": first.pk, "topic": topic.pk, "editions": Edition.objects.count()}


def _people() -> dict[str, Any]:
    found = {}
    for name, role in (("coordinator", COORDINATOR), ("clinician", CLINICIAN)):
        user = get_user_model().objects.create_user(f"bench-{name}", f"{name}@example.org", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        found[name] = user
    return found


def _saved(kind: str, count: int, **fields: Any) -> list[Document]:
    documents = [
        Document(
            key=uuid.UUID(hashlib.md5(f"{kind} {n}".encode()).hexdigest()), kind=kind, position=n, edit_no=3, **fields
        )
        for n in range(count)
    ]
    return Document.objects.bulk_create(documents, batch_size=5000)


def _insert(model: type, rows: list[dict[str, Any]]) -> None:
    """Rows of a child table, whose parents are there already; Django writes none of those in bulk."""
    names = list(rows[0])
    table, columns = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        execute_values(
            cursor.cursor, f"INSERT INTO {table} ({columns}) VALUES %s", [tuple(row.values()) for row in rows]
        )


def _topics(count: int) -> list[Document]:
    topics = _saved("topic", count)
    names = [f"{WORDS[n % len(WORDS)]} matters {n}".capitalize() for n in range(count)]
    _insert(
        Topic,
        [
            {"document_ptr_id": d.pk, "title": name, "slug": slugify(name), "summary": "", "clinical": n % 5 == 0}
            for n, (d, name) in enumerate(zip(topics, names, strict=True))
        ],
    )
    for topic, name in zip(topics, names, strict=True):
        topic.title = name
    return topics


def _documents(count: int, topics: list[Document], people: dict[str, Any], dice: random.Random) -> list[Document]:
    documents = _saved("question", count)
    rows = []
    for number, document in enumerate(documents):
        document.title = f"{sentence(dice, 7)} {number}?".capitalize()
        document.topic = topics[dice.randrange(len(topics))]
        document.answer = f"<p>{sentence(dice, 60)}.</p><p>{sentence(dice, 40)}.</p>"
        rows.append(
            {
                "document_ptr_id": document.pk, "title": document.title, "slug": slugify(document.title)[:100],
                "topic_id": document.topic.pk, "answer": document.answer, "asked_most": number % 1000 == 0,
            }
        )  # fmt: skip
    _insert(Question, rows)
    mine = [document.pk for document in documents[::50]]
    Document.objects.filter(pk__in=mine).update(assigned_to=people["coordinator"])
    return documents


def sentence(dice: random.Random, length: int) -> str:
    """So many words."""
    return " ".join(dice.choices(VOCABULARY, cum_weights=SUMMED, k=length))


def _editions(
    documents: list[Document], topics: list[Document], people: dict[str, Any], dice: random.Random, rest: int
) -> Iterator[Edition]:
    """A live edition of nearly everything, past ones below it, and here and there something newer on its way."""
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for topic in topics:
        yield _edition(topic, 1, people, start, DateTimeTZRange(start, None), topic.title, "", {"title": topic.title})
    older = [0] * len(documents)
    older[0] = LONGEST_HISTORY
    for _ in range(rest):
        older[dice.randrange(1, len(documents))] += 1
    for document, past in zip(documents, older, strict=True):
        yield from _life(document, past, people, start, dice)


def _life(
    document: Document, past: int, people: dict[str, Any], start: datetime, dice: random.Random
) -> Iterator[Edition]:
    fate = dice.random()
    step = timedelta(minutes=30) if past > 100 else timedelta(days=20)
    for number in range(1, past + 1):
        live = DateTimeTZRange(start + step * number, start + step * (number + 1)) if fate > 0.03 else None
        yield _of_question(document, number, people, start + step * number, live)
    at = start + step * (past + 1)
    if fate < 0.03:
        newest = {} if fate < 0.02 else {"submitted_at": at, "submitted_by": people["coordinator"]}
        yield _of_question(document, past + 1, people, at, None, **newest)
        return
    if fate < 0.04:
        return
    ahead = datetime.now(UTC) + timedelta(days=30)
    if fate < 0.05:
        yield _of_question(document, past + 1, people, at, DateTimeTZRange(at, ahead))
        yield _of_question(document, past + 2, people, at, DateTimeTZRange(ahead, None))
        return
    yield _of_question(document, past + 1, people, at, DateTimeTZRange(at, None))
    if fate < 0.08:
        waiting = {"submitted_at": at, "submitted_by": people["coordinator"]}
        if fate < 0.06:
            waiting |= {"sent_back_at": at, "sent_back_by": people["clinician"], "sent_back_note": "Shorter."}
        yield _of_question(document, past + 2, people, at + step, None, **waiting)


def _of_question(
    document: Document, number: int, people: dict[str, Any], at: datetime, live: Any, **facts: Any
) -> Edition:
    content = {"title": document.title, "slug": slugify(document.title)[:100], "answer": document.answer}
    content["topic"] = str(document.topic.key)
    text = document.answer.replace("<p>", "").replace("</p>", " ")
    edition = _edition(document, number, people, at, live, document.title, text, content, **facts)
    edition.address = f"/faq/*/{content['slug']}/"
    edition.about = edition.uses = [document.topic.key]
    edition.clinical = document.topic.position % 5 == 0
    return edition


def _edition(
    document: Document,
    number: int,
    people: dict[str, Any],
    at: datetime,
    live: Any,
    title: str,
    text: str,
    content: dict,
    **facts: Any,
) -> Edition:
    by = people["coordinator"]
    if live is not None:
        facts |= {"publish_at": live.lower, "publish_by": by, "live": live}
        if live.upper:
            facts |= {"withdraw_at": live.upper, "withdraw_by": by}
    return Edition(
        document=document, number=number, language="en", content=content, clinical=False, title=title, text=text,
        content_hash=hashlib.sha256(f"{document.pk} {number}".encode()).hexdigest(), saved_at=at, saved_by=by, **facts,
    )  # fmt: skip


def _reviews(people: dict[str, Any], dice: random.Random) -> None:
    """Every live clinical text is signed; of twenty, one is overdue."""
    signed = Edition.objects.filter(clinical=True, live__isnull=False, live__endswith__isnull=True).only(
        "pk", "content_hash"
    )
    today, reviews = datetime.now(UTC), []
    for edition in signed.iterator(chunk_size=5000):
        due = today.date() + timedelta(days=dice.randrange(-30, 570))
        reviews.append(
            Review(
                edition=edition, content_hash=edition.content_hash, reviewed_at=today, reviewed_by=people["clinician"],
                reviewer_name="Rider", reviewed_on=due - timedelta(days=700), next_review_on=due,
            )
        )  # fmt: skip
    Review.objects.bulk_create(reviews, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE publishing_edition e SET review_id = r.id, approved_at = r.reviewed_at, approved_by_id = r.reviewed_by_id "
            "FROM publishing_review r WHERE r.edition_id = e.id"
        )


def _addresses() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publishing_address (path, document_id) SELECT DISTINCT ON (address) address, document_id "
            "FROM publishing_edition WHERE address <> '' AND live IS NOT NULL"
        )


def _events(people: dict[str, Any]) -> None:
    """An event for each edition, as saving leaves it; the chain of hashes is not measured."""
    names = [field.column for field in Event._meta.fields if not field.primary_key]
    values = {
        "number": "row_number() OVER (ORDER BY e.id)", "at": "e.saved_at", "by_id": str(people["coordinator"].pk),
        "verb": "'keep'", "document_key": "d.key", "edition_number": "e.number", "content_hash": "e.content_hash",
        "bounds": "'{}'::jsonb", "details": "'{}'::jsonb",
    }  # fmt: skip
    chosen = ", ".join(values.get(name, "''") for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO publishing_event ({', '.join(names)}) SELECT {chosen} "
            "FROM publishing_edition e JOIN publishing_document d ON d.id = e.document_id"
        )
