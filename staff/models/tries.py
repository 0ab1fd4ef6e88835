"""How often something was tried lately: one row a thing, counted by one statement."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

# The row's lock makes each taker see the one before: of many at one moment no more than `limit` get through.
TAKE = """
INSERT INTO staff_tries AS kept (key, times) VALUES (%(key)s, ARRAY[clock_timestamp()])
ON CONFLICT (key) DO UPDATE
   SET times = ARRAY(SELECT t FROM unnest(kept.times) t WHERE t > clock_timestamp() - %(within)s) || clock_timestamp()
 WHERE (SELECT count(*) FROM unnest(kept.times) t WHERE t > clock_timestamp() - %(within)s) < %(limit)s
RETURNING times[cardinality(times)]
"""
GIVE_BACK = "UPDATE staff_tries SET times = array_remove(times, %(time)s) WHERE key = %(key)s"
FORGET = "DELETE FROM staff_tries WHERE times[cardinality(times)] < clock_timestamp() - interval '1 day'"


class Tries(models.Model):
    """The moments of the last tries. Keys are hashes: neither names nor addresses can be read here."""

    key = models.CharField(max_length=64, primary_key=True)
    times = ArrayField(models.DateTimeField())

    class Meta:
        verbose_name = verbose_name_plural = "tries"

    def __str__(self) -> str:
        return self.key

    @classmethod
    def take(cls, key: str, *, limit: int, within: timedelta):
        """The moment of this try, or None where there were `limit` within the last `within`; a refused try does not count."""
        with connection.cursor() as cursor:
            cursor.execute(TAKE, {"key": key, "limit": limit, "within": within})
            row = cursor.fetchone()
        return row[0] if row else None

    @classmethod
    def give_back(cls, key: str, time) -> None:
        """Count this try no longer: it was no wrong one."""
        with connection.cursor() as cursor:
            cursor.execute(GIVE_BACK, {"key": key, "time": time})

    @classmethod
    def forget_old(cls) -> int:
        """Remove what counts no longer; returns how many rows."""
        with connection.cursor() as cursor:
            cursor.execute(FORGET)
            return cursor.rowcount
