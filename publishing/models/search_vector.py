"""The search column of an edition: four plain texts, weighted, stemmed in the edition's own language."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func

CONFIGURATIONS = {"en": "english", "es": "spanish"}
"""Postgres text search configurations by language; any other language is indexed without stemming."""


def _configuration(language_column: str) -> str:
    whens = " ".join(f"WHEN '{code}' THEN '{name}'::regconfig" for code, name in CONFIGURATIONS.items())
    return f"CASE {language_column} {whens} ELSE 'simple'::regconfig END"


class NamesVector(Func):
    """The words of (language, title, other names), without weights. Immutable, so fit for an index."""

    arity = 3
    output_field = SearchVectorField()

    def as_sql(self, compiler, connection, **extra):
        language, title, other_names = [compiler.compile(source)[0] for source in self.source_expressions]
        return names_vector(language, title, other_names), []


def names_vector(language: str, title: str, other_names: str) -> str:
    """The same in SQL, from the names of columns; a query uses the index only when it says it in these words."""
    return f"to_tsvector({_configuration(language)}, {title} || ' ' || {other_names})"


class WeightedSearchVector(Func):
    """`setweight` over (language, title, other names, headings, text), weights A to D. Immutable, so fit for a generated column."""

    arity = 5

    def as_sql(self, compiler, connection, **extra):
        language, *columns = [compiler.compile(source)[0] for source in self.source_expressions]
        configuration = _configuration(language)
        parts = [
            f"setweight(to_tsvector({configuration}, {column}), '{weight}')"
            for column, weight in zip(columns, "ABCD", strict=True)
        ]
        return f"({' || '.join(parts)})", []
