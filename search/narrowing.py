"""Narrowing a search to one kind of page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing import kinds
from search.finding import has_pages


@dataclass(frozen=True)
class Way:
    """A link to the same search for one kind of page, or for all."""

    label: str
    url: str
    is_chosen: bool


def chosen_kind(name: str) -> str:
    """The name of a kind that a search can be narrowed to; "" for any other text."""
    return name if name in _kinds() else ""


def ways_to_narrow(words: str, chosen: str) -> list[Way]:
    """All pages, and each kind of page."""
    labels = {"": _("All pages")} | {
        name: capfirst(kinds.get(name).model._meta.verbose_name_plural) for name in _kinds()
    }
    return [
        Way(str(label), "?" + urlencode({"q": words} | ({"kind": name} if name else {})), name == chosen)
        for name, label in labels.items()
    ]


def _kinds() -> list[str]:
    """Kinds whose pages answer, not those that lead to others or belong to every page."""
    return [kind.name for kind in kinds.every() if has_pages(kind) and not kind.surrounds]
