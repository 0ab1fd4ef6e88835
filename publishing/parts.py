"""The content of an edition taken apart: every value with the name that people would give it, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from publishing.as_read import as_read
from publishing.wording import RICH

Identity = tuple[str, ...]
"""What a value is, wherever it stands: names of fields, and keys of the parts in between."""

UNSEEN = frozenset({"key", "width", "height"})
"""Fields that tell parts apart and are not read by anybody."""

_NAMING = ("heading", "what", "kind", "aspect", "weekday", "on")
"""Fields that say what people would call one of several parts, the best first."""


@dataclass(frozen=True)
class Part:
    """A single value: what people would call it, and what it says."""

    name: str
    field: str
    value: Any

    @property
    def text(self) -> str:
        """What it says, as lines."""
        if isinstance(self.value, bool):
            return _("yes") if self.value else _("no")
        if isinstance(self.value, list | tuple):
            return "\n".join(str(item) for item in self.value)
        if self.field == "image":
            return _("uploaded picture %(name)s") % {"name": str(self.value)[:8]}
        return as_read(self.value) if self.field in RICH else str(self.value)


@dataclass
class Parts:
    """All values of one content, and the order of those parts of which there are several."""

    values: dict[Identity, Part] = field(default_factory=dict)
    orders: dict[Identity, dict[Identity, str]] = field(default_factory=dict)
    """For each list of parts: their identities in order, each with its name."""


def take_apart(content: dict[str, Any]) -> Parts:
    """Every value of a content, in the order in which the kind's struct has them."""
    parts = Parts()
    _walk(parts, content, (), "")
    return parts


def places(content: dict[str, Any]) -> list[str]:
    """The places that a reader would name, in order: fields, and of lists each part as a whole."""
    parts = take_apart(content)
    names = (" › ".join(part.name.split(" › ")[:2]) for part in parts.values.values())
    return list(dict.fromkeys(names))


def _walk(parts: Parts, values: dict[str, Any], identity: Identity, name: str) -> None:
    for field_name, value in values.items():
        if field_name in UNSEEN:
            continue
        here, label = (*identity, field_name), f"{name} › {label_of(field_name)}" if name else label_of(field_name)
        if isinstance(value, dict):
            _walk(parts, value, here, label)
        elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            order = parts.orders.setdefault(here, {})
            for item, item_identity, item_name in _named(value, here, label):
                order[item_identity] = item_name
                _walk(parts, item, item_identity, item_name)
        else:
            parts.values[here] = Part(label, field_name, value)


def _named(items: Iterable[dict[str, Any]], here: Identity, label: str) -> Iterator[tuple[dict, Identity, str]]:
    """Each of several parts with its identity and its name; of two with one name the second gets a number."""
    seen: dict[str, int] = {}
    for item in items:
        what = _name_of(item)
        seen[what] = seen.get(what, 0) + 1
        numbered = what if seen[what] == 1 else f"{what} ({seen[what]})"
        yield item, (*here, str(item.get("key", numbered))), f"{label} › {numbered}"


def _name_of(item: dict[str, Any]) -> str:
    """What people would call one of several parts."""
    name = next((name for name in _NAMING if item.get(name)), "")
    if name == "weekday":
        return str(WEEKDAYS.get(int(item[name]) - 1, item[name]))
    return label_of(str(item.get(name, "")))


def label_of(name: str) -> str:
    """The name of a field as people would write it."""
    return name.replace("_", " ").capitalize()
