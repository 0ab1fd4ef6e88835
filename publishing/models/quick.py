"""Rows that become objects at once, for tables of which one page reads many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class QuickModel(models.Model):
    """Takes the values of a row as they are. Django's own way sets each by itself and sends two signals, which nobody here waits for."""

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Sequence[str], values: Sequence[Any]) -> Self:
        """The object of a row; a field that was not asked for is loaded when somebody looks at it, as ever."""
        made = cls.__new__(cls)
        made._state = ModelState()
        made._state.adding, made._state.db = False, db
        made.__dict__.update(zip(field_names, values, strict=True))
        return made
