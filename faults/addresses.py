"""Every address of the site, from the patterns that it is made of: nobody has to remember to add one here."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from publishing.models import Document, Edition

SAMPLES = {
    "UUIDConverter": "00000000-0000-0000-0000-000000000007",
    "IntConverter": 1,
    "SlugConverter": "submit",
    "StringConverter": "some-text",
    "PathConverter": "1",
}
IN_EXPRESSIONS = {"fingerprint": "0" * 12, "name": f"{'a' * 64}.webp", "app_label": "faq", "url": "nothing"}
"""What may stand for the groups of an address that is written as a regular expression."""


def addresses() -> list[str]:
    """One path for each pattern that has a name. What names a row names one that exists, where there is any."""
    return sorted({_path(pattern, namespaces) for pattern, namespaces in patterns() if pattern.name})


def one_of_each_view() -> list[str]:
    """The same, with one address where the same view answers alike for every kind of page."""
    named = [(pattern, namespaces) for pattern, namespaces in patterns() if pattern.name]
    alike = {
        (pattern.callback.__qualname__, str(pattern.pattern)): (pattern, namespaces) for pattern, namespaces in named
    }
    return sorted({_path(pattern, namespaces) for pattern, namespaces in alike.values()})


def patterns(
    resolver: URLResolver | None = None, namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[URLPattern, tuple[str, ...]]]:
    """All patterns, each with the namespaces that it is in."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, (*namespaces, *filter(None, [pattern.namespace])))
        else:
            yield pattern, namespaces


def _path(pattern: URLPattern, namespaces: tuple[str, ...]) -> str:
    """Raises NoReverseMatch for a kind of pattern for which there is no sample above: add one."""
    converters = pattern.pattern.converters
    values = {name: SAMPLES[type(converter).__name__] for name, converter in converters.items()}
    if regex := getattr(pattern.pattern, "regex", None):
        values |= {name: IN_EXPRESSIONS[name] for name in regex.groupindex if name in IN_EXPRESSIONS}
    values |= {name: value for name, value in _row(pattern.name).items() if name in values}
    try:
        return reverse(":".join([*namespaces, pattern.name]), kwargs=values)
    except NoReverseMatch as error:
        raise NoReverseMatch(f"{error}; faults/addresses.py has to know a sample") from error


def _row(name: str) -> dict[str, object]:
    """What names a row of the model that an address of the staff site is about, say "faq_question_change"."""
    model = next(
        (model for model in apps.get_models() if name.startswith(f"{model._meta.label_lower.replace('.', '_')}_")), None
    )
    row = model._base_manager.order_by("pk").first() if model else None
    if row is None:
        return {}
    return {"object_id": row.pk, "pk": row.pk} | _edition(row)


def _edition(row: Model) -> dict[str, object]:
    edition = Edition.objects.filter(document=row).order_by("number").last() if isinstance(row, Document) else None
    return {"number": edition.number} if edition else {}
