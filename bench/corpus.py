"""A large site to measure on: invented questions about bicycles, with as many editions as years of work leave behind.

Written straight into the tables with the database's guards off, which only a database that is thrown away allows. The same numbers
give the same site every time. It can stand beside other content, which it is never about.
"""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.text import slugify
from psycopg2.extras import execute_values

from bench.corpus_words import WORDS, answer, question, sentence
from conditions.models import Condition
from faq.models import Question, Topic
from publishing.models import Document, Edition, Event, Review
from publishing.richtext import plain
from publishing.roles import CLINICIAN, COORDINATOR

LONGEST_HISTORY = 2000
"""Editions of the one document whose history is measured."""


def build(
    questions: int,
    editions: int = 0,
    *,
    conditions: int = 0,
    seed: int = 1,
    step: Callable[[str], None] = lambda what: None,
) -> dict[str, Any]:
    """Fill a migrated database, and call `step` before each part of the work.

    With `editions` there is as much history as is left over from one edition for each document, 2,000 of them for one document.
    Returns what measuring needs to know: people, the document with the long history.
    """
    dice = random.Random(seed)
    history = LONGEST_HISTORY if editions else 0
    with transaction.atomic(), guards_off():
        step("documents")
        people = _people()
        topics = _topics(max(2, questions // 500))
        documents = _documents(questions, topics, people, dice)
        step("editions")
        rows = list(
            _editions(documents, topics, people, dice, max(0, editions - len(topics) - questions - history), history)
        )
        rows += _conditions(conditions, people, dice)
        Edition.objects.bulk_create(rows, batch_size=2000)
        with connection.cursor() as cursor:
            # What follows joins these tables, of which the planner still thinks that they are nearly empty.
            cursor.execute("ANALYZE publishing_document, publishing_edition")
        step("reviews, addresses and events")
        _reviews(people, dice)
        _addresses()
        _events(people)
    step("statistics of the database")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")
    return found()


def found() -> dict[str, Any]:
    """What `build` returned, of a database that it has filled before; empty for any other."""
    first = Document.objects.filter(key=key_of("question", 0)).first()
    if first is None:
        return {}
    people = {name: get_user_model().objects.get(username=f"bench-{name}") for name in ("coordinator", "clinician")}
    topic = Document.objects.get(key=key_of("topic", 0))
    return {"people": people, "long_history": first.pk, "topic": topic.pk, "editions": Edition.objects.count()}


@contextmanager
def guards_off() -> Iterator[None]:
    """Without the triggers of the database that would refuse a past, or text that nobody has signed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1")
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def _people() -> dict[str, Any]:
    found = {}
    for name, role in (("coordinator", COORDINATOR), ("clinician", CLINICIAN)):
        user = get_user_model().objects.create_user(f"bench-{name}", f"{name}@example.org", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        found[name] = user
    return found


def key_of(kind: str, number: int) -> uuid.UUID:
    return uuid.UUID(hashlib.md5(f"{kind} {number}".encode()).hexdigest())


def _saved(kind: str, count: int, **fields: Any) -> list[Document]:
    documents = [Document(key=key_of(kind, n), kind=kind, position=n, edit_no=3, **fields) for n in range(count)]
    return Document.objects.bulk_create(documents, batch_size=5000)


def _conditions(count: int, people: dict[str, Any], dice: random.Random) -> Iterator[Edition]:
    """Conditions of a bicycle, live and signed."""
    start = datetime(2024, 1, 1, tzinfo=UTC)
    rows, documents = [], _saved("condition", count)
    for number, document in enumerate(documents):
        name = f"{sentence(dice, 2)} trouble {number}".capitalize()
        summary = " ".join(question(dice) for _ in range(2))
        rows.append(
            {
                "document_ptr_id": document.pk, "title": name, "slug": slugify(name), "other_names": sentence(dice, 3),
                "summary": summary, "description": "", "region": "", "emergency_signs": "",
            }
        )  # fmt: skip
    if rows:
        _insert(Condition, rows)
    for document, row in zip(documents, rows, strict=True):
        body = answer(dice)
        content = {name: row[name] for name in ("title", "slug", "summary")} | {"other_names": [row["other_names"]]}
        content["sections"] = [{"key": str(document.key), "kind": "what_it_is", "body": body}]
        text = f"{row['summary']} {plain(body)}"
        live = DateTimeTZRange(start, None)
        edition = _edition(
            document, 1, people, start, live, row["title"], text, content, other_names=row["other_names"]
        )
        edition.address, edition.clinical = f"/conditions/{row['slug']}/", True
        yield edition


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
        topic.title, topic.content = name, {"title": name, "slug": slugify(name)}
    return topics


def _documents(count: int, topics: list[Document], people: dict[str, Any], dice: random.Random) -> list[Document]:
    documents = _saved("question", count)
    rows = []
    for number, document in enumerate(documents):
        document.title = f"{question(dice)[:-1]} ({number})?"
        document.topic = topics[dice.randrange(len(topics))]
        document.answer = answer(dice)
        rows.append(
            {
                "document_ptr_id": document.pk, "title": document.title, "slug": slugify(document.title)[:100],
                "topic_id": document.topic.pk, "answer": document.answer, "other_wordings": "",
                "asked_most": number % 1000 == 0,
            }
        )  # fmt: skip
    _insert(Question, rows)
    mine = [document.pk for document in documents[::50]]
    Document.objects.filter(pk__in=mine).update(assigned_to=people["coordinator"])
    return documents


def _editions(
    documents: list[Document],
    topics: list[Document],
    people: dict[str, Any],
    dice: random.Random,
    rest: int,
    history: int,
) -> Iterator[Edition]:
    """A live edition of nearly everything, past ones below it, and here and there something newer on its way."""
    start = datetime(2024, 1, 1, tzinfo=UTC)
    for topic in topics:
        yield _edition(topic, 1, people, start, DateTimeTZRange(start, None), topic.title, "", topic.content)
    older = [0] * len(documents)
    older[0] = history
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
    text = plain(document.answer)
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
    signed = Edition.objects.filter(
        clinical=True, live__isnull=False, live__endswith__isnull=True, saved_by=people["coordinator"]
    ).only("pk", "content_hash")
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
            "FROM publishing_edition WHERE address <> '' AND live IS NOT NULL ON CONFLICT DO NOTHING"
        )


def _events(people: dict[str, Any]) -> None:
    """An event for each edition, as saving leaves it; the chain of hashes is not measured."""
    names = [field.column for field in Event._meta.fields if not field.primary_key]
    values = {
        "number": "row_number() OVER (ORDER BY e.id) + (SELECT coalesce(max(number), 0) FROM publishing_event)", "at": "e.saved_at", "by_id": str(people["coordinator"].pk),
        "verb": "'keep'", "document_key": "d.key", "edition_number": "e.number", "content_hash": "e.content_hash",
        "bounds": "'{}'::jsonb", "details": "'{}'::jsonb",
    }  # fmt: skip
    chosen = ", ".join(values.get(name, "''") for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO publishing_event ({', '.join(names)}) SELECT {chosen} "
            "FROM publishing_edition e JOIN publishing_document d ON d.id = e.document_id WHERE e.saved_by_id = %s",
            [people["coordinator"].pk],
        )
