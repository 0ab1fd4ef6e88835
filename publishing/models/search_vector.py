"""The search column of an edition: four plain texts, weighted, stemmed in the edition's own language."""

from django.db.models import Func

CONFIGURATIONS = {"en": "english", "es": "spanish"}
"""Postgres text search configurations by language; any other language is indexed without stemming."""


def _configuration(language_column: str) -> str:
    whens = " ".join(f"WHEN '{code}' THEN '{name}'::regconfig" for code, name in CONFIGURATIONS.items())
    return f"CASE {language_column} {whens} ELSE 'simple'::regconfig END"


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
