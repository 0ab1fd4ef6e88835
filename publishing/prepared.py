"""Querysets that are put together once and then asked again and again with other values.

Django builds and compiles a queryset anew each time. For the queries behind every page that takes longer than their answer
(docs/decisions/0038-queries-put-together-once.md).
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import BooleanField, Expression, Field, Func, Model, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)
Ready = tuple[type[M], SQLCompiler, str, tuple[Any, ...]]


class Open(Expression):
    """A value that is given when the query is asked, under this name."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        """A place for the value, with the type that it has in the database."""
        return f"%s::{self.output_field.cast_db_type(connection)}", [self]


class IsOneOf(Func):
    """Whether the first is one of the values of the second, an array: unlike `__in`, the same SQL for any number."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    arity = 2
    output_field = BooleanField()


class Prepared(Generic[M]):
    """A queryset with values left open. It is built when it is first asked, and never changes."""

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._ready: Ready[M] | None = None

    def fetch(self, **values: Any) -> list[M]:
        """One query: what the queryset finds with these values. Raises KeyError for one that is missing."""
        model, compiler, sql, params = self._ready = self._ready or self._compiled()
        given = tuple(values[each.name] if isinstance(each, Open) else each for each in params)
        return list(ModelIterable(QuerySet(model, query=_Compiled(compiler, sql, given))))

    def _compiled(self) -> Ready[M]:
        queryset = self._build()
        compiler = queryset.query.get_compiler(queryset.db)
        sql, params = compiler.as_sql()
        # It outlives the thread that the connection belongs to.
        compiler.connection = None
        return queryset.model, compiler, sql, params


class _Compiled:
    """What an iteration asks of a query."""

    def __init__(self, compiler: SQLCompiler, sql: str, params: tuple[Any, ...]) -> None:
        self._compiler, self._statement = compiler, (sql, params)

    def get_compiler(self, using: str) -> SQLCompiler:
        """The compiler that made the SQL, on this thread's connection and with nothing left to do."""
        compiler = copy.copy(self._compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda: self._statement
        return compiler
