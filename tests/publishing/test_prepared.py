"""Querysets that are put together once: the same rows as Django's own, with the values of the moment, on any thread."""

import uuid
from threading import Thread

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models.sql.compiler import SQLCompiler

from publishing.models import Document
from publishing.prepared import IsOneOf, Open, Prepared

KEYS = [uuid.UUID(int=number) for number in range(4)]
UUIDS = ArrayField(models.UUIDField())


def documents():
    wanted = Document.objects.filter(IsOneOf("key", Open("keys", UUIDS)), kind=Open("kind", models.TextField()))
    return wanted.annotate(is_first=models.Q(position=0)).order_by("position")


@pytest.fixture
def pages(db):
    return [Document.objects.create(key=key, kind="page", position=place) for place, key in enumerate(KEYS)]


def test_it_finds_what_the_queryset_finds_with_other_values_each_time(pages):
    query = Prepared(documents)
    assert query.fetch(keys=KEYS[:2], kind="page") == pages[:2]
    assert query.fetch(keys=KEYS[3:], kind="page") == pages[3:]
    assert query.fetch(keys=[], kind="page") == query.fetch(keys=KEYS, kind="question") == []


def test_rows_have_their_fields_and_what_was_added(pages):
    first, second = Prepared(documents).fetch(keys=KEYS[:2], kind="page")
    assert [first.key, first.is_first, second.is_first] == [KEYS[0], True, False]
    assert not first.get_deferred_fields() and not first._state.adding


def test_it_is_put_together_once_and_asks_once(pages, monkeypatch, django_assert_num_queries):
    query, compiled, compile_once = Prepared(documents), [], SQLCompiler.as_sql
    monkeypatch.setattr(
        SQLCompiler, "as_sql", lambda *given, **more: compiled.append(1) or compile_once(*given, **more)
    )
    with django_assert_num_queries(3):
        found = [query.fetch(keys=[key], kind="page") for key in KEYS[:3]]
    assert (sum(map(len, found)), len(compiled)) == (3, 1)


def test_a_value_that_is_missing_is_an_error(pages):
    with pytest.raises(KeyError, match="kind"):
        Prepared(documents).fetch(keys=KEYS)


def test_a_value_is_never_part_of_the_statement(pages):
    assert Prepared(documents).fetch(keys=KEYS, kind="page' OR true --") == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection(pages):
    query, asked_by = Prepared(documents), []
    assert query.fetch(keys=KEYS, kind="page")

    def ask():
        backend = connection.cursor()
        asked_by.append((len(query.fetch(keys=KEYS, kind="page")), connection.connection))
        backend.close()
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    [(found, their_connection)] = asked_by
    assert found == 4 and their_connection is not connection.connection
