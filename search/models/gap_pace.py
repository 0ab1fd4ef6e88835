"""How much came in within a minute, from all visitors together: what keeps one of them from filling a table."""

from __future__ import annotations

from django.db import models


class Pace(models.Model):
    """One counter of one minute. It knows nobody's address."""

    what = models.CharField(max_length=60)
    minute = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "pace"
        constraints = [models.UniqueConstraint(fields=["what", "minute"], name="pace_once_a_minute")]

    def __str__(self) -> str:
        return f"{self.what} {self.minute:%Y-%m-%d %H:%M} {self.times}"
