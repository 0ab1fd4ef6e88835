"""How often something came in a stretch of time. Only keyed marks are counted: no address and no number stands here."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class Counter(models.Model):
    """One counter: a keyed mark, the hour it belongs to, and how often."""

    mark = models.CharField(max_length=64)
    hour = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mark", "hour"], name="counter_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.times}"
