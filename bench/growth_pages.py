"""Fills the database in DATABASE_URL and measures its pages: what bench/growth.py runs once for each size. Prints JSON."""

from __future__ import annotations

import json
import sys
import uuid

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

django.setup()

from django.test import Client  # noqa: E402, the models need the set-up before

from bench import corpus  # noqa: E402
from bench.growth import timed  # noqa: E402
from faq.models import Question  # noqa: E402
from publishing.models import Address, Document, Edition  # noqa: E402

CONDITION = "/conditions/vertebral-compression-fractures/"


def main() -> None:
    """Conditions, questions, and questions on the condition page, from the command line."""
    conditions, questions, on_one_page = (int(each) for each in sys.argv[1:])
    call_command("load_starter", stdout=sys.stderr)
    if on_one_page:
        _ask_about_the_condition(on_one_page)
        pages = {f"{on_one_page} questions on a page": CONDITION}
    else:
        corpus.build(questions, conditions=conditions)
        pages = _pages()
    rows = [
        {"page": name, "conditions": conditions, "questions": questions} | _measured(path)
        for name, path in pages.items()
    ]
    print(json.dumps(rows))


def _pages() -> dict[str, str]:
    """One page of each kind, on which nothing of the added content stands, and two that were added."""
    added_question = Address.objects.filter(document__key=corpus.key_of("question", 1)).first()
    topic = Document.objects.get(key=corpus.key_of("topic", 0)).draft
    return {
        "our condition": CONDITION,
        "our procedure": "/procedures/kyphoplasty/",
        "our topic": "/faq/preparing/",
        "home": "/",
        "an added condition": Address.objects.get(document__key=corpus.key_of("condition", 1)).path,
        "an added question": added_question.path.replace("*", topic.slug) if added_question else "/",
    }


def _ask_about_the_condition(count: int) -> None:
    """So many questions on the condition's page: copies of one that stands there, as content that came with the site."""
    condition = Edition.objects.live().at_address(CONDITION).get()
    found = Edition.objects.live().filter(about__contains=[condition.document.key], document__kind="question")
    first = found.order_by("pk").first()
    values = {field.attname: getattr(first, field.attname) for field in Edition._meta.fields if not field.generated}
    copies = []
    for number in range(count - found.count()):
        slug, title = f"one-more-{number}", f"One more question {number}?"
        draft = Question.objects.create(key=uuid.uuid4(), title=title, slug=slug, topic=first.document.draft.topic)
        content = first.content | {"title": title, "slug": slug}
        own = {
            "id": None,
            "document_id": draft.pk,
            "number": 1,
            "title": title,
            "content": content,
            "address": f"/faq/*/{slug}/",
        }
        copies.append(Edition(**values | own))
    with transaction.atomic(), corpus.guards_off():
        Edition.objects.bulk_create(copies)


def _measured(path: str) -> dict[str, float]:
    client = Client(HTTP_HOST="localhost")
    answer = client.get(path, follow=True)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    final = answer.redirect_chain[-1][0] if answer.redirect_chain else path
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(final)
    # Counted here: the next request empties the list.
    queries = len(asked)
    p50, p95 = timed(lambda: client.get(final))
    return {"queries": queries, "p50_ms": round(p50, 2), "p95_ms": round(p95, 2), "bytes": len(answer.content)}


main()
