"""Sealing everything again with the current key, so that an older one can be taken off the ring.

Each app says in its `ready` what it has sealed. Every batch is a transaction of its own: after a kill the next run goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db import transaction
from django.db.models import BinaryField, F, Func

from sealing.ring import SealingError, current_head, opened, seal

logger = logging.getLogger(__name__)


class Place(Protocol):
    """Something with sealed values in it."""

    name: str

    def waiting(self) -> list[Any]:
        """Names of the values that another key has sealed."""

    def seal_again(self, names: list[Any]) -> int:
        """Seal these again; returns how many could not be opened."""


@dataclass(frozen=True)
class Column:
    """A column of a table. `place` says what a row's value is bound to; `also` what else follows from the text, as columns."""

    name: str
    column: str
    place: Callable[[Any], str]
    also: Callable[[bytes], dict[str, Any]] = lambda plain: {}

    def waiting(self) -> list[Any]:
        """Keys of the rows that another key has sealed."""
        rows = self._rows().filter(**{f"{self.column}__isnull": False})
        head = Func(F(self.column), 1, len(current_head()), function="substr", output_field=BinaryField())
        return list(rows.annotate(head=head).exclude(head=current_head()).order_by("pk").values_list("pk", flat=True))

    @transaction.atomic
    def seal_again(self, names: list[Any]) -> int:
        """Those rows, locked, so that nothing that is erased meanwhile comes back."""
        rows = self._rows().filter(pk__in=names, **{f"{self.column}__isnull": False}).select_for_update()
        return sum(not self._seal_row(row) for row in rows)

    def _seal_row(self, row: Any) -> bool:
        try:
            plain = opened(getattr(row, self.column), self.place(row))
        except SealingError as error:
            logger.error("%s %s cannot be opened: %s", self.name, row.pk, error)
            return False
        self._rows().filter(pk=row.pk).update(**{self.column: seal(plain, self.place(row)), **self.also(plain)})
        return True

    def _rows(self):
        return apps.get_model(self.name)._base_manager


_places: list[Place] = []


def register(place: Place) -> None:
    """Have a place sealed again with the others. Called from an app's `ready`."""
    _places.append(place)


def places() -> Iterable[Place]:
    """All places, in the order of their apps."""
    return tuple(_places)
