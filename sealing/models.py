"""Which keys have sealed anything: with them the site can tell a wrong or missing key before anybody needs it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sealing.ring import KeyRing, SealingError


class KeySentinelQuerySet(models.QuerySet):
    def remember(self) -> None:
        """Keep a sealed word of the current key, the first time that it is the current one."""
        ring = KeyRing.read(settings.SEALING_KEYS)
        row = KeySentinel(number=ring.current)
        row.sealed = ring.seal(b"sentinel", row.place)
        self.bulk_create([row], ignore_conflicts=True)

    def problems(self) -> list[str]:
        """A sentence for each key that is needed and is missing or wrong."""
        ring = KeyRing.read(settings.SEALING_KEYS)
        return [problem for row in self.order_by("number") if (problem := row.problem(ring))]

    def forget_others(self) -> None:
        """Nothing is sealed with another key than the current one any more."""
        self.exclude(number=KeyRing.read(settings.SEALING_KEYS).current).delete()


class KeySentinel(models.Model):
    """A word sealed with one key. While it is there, the key is needed."""

    number = models.BigIntegerField(gettext_lazy("number of the key"), primary_key=True)
    sealed = models.BinaryField()

    objects = KeySentinelQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("key in use")
        verbose_name_plural = gettext_lazy("keys in use")

    def __str__(self) -> str:
        return str(self.number)

    @property
    def place(self) -> str:
        """What the word is bound to."""
        return f"sealing.KeySentinel/{self.number}"

    def problem(self, ring: KeyRing) -> str:
        """What is wrong with the key, or nothing."""
        if self.number not in ring.numbers:
            return _(
                "Key %(number)s is missing from SEALING_KEYS, and what patients and staff entered is sealed with it. "
                "Put it back; manage.py rotate_keys makes it unnecessary."
            ) % {"number": self.number}
        try:
            ring.opened(self.sealed, self.place)
        except SealingError:
            return _(
                "Key %(number)s in SEALING_KEYS is not the key that sealed what is in this database. Put the right one "
                "back; a new key needs a new number."
            ) % {"number": self.number}
        return ""
