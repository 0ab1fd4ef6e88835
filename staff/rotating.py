"""What of this app is sealed again when the keys change: the secrets of second factors, and what was kept for an hour."""

from __future__ import annotations

import logging
from base64 import b64decode, b64encode
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from sealing import SealingError, opened, rotation, seal
from sealing.ring import current_head
from staff.adapters import SEALED_FOR

SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}
"""Under which name each kind of factor keeps its secret. A passkey keeps none here."""

logger = logging.getLogger(__name__)


class FactorSecrets:
    """The secrets stand as text inside the JSON of the library's table."""

    name = "mfa.Authenticator"

    def waiting(self) -> list[Any]:
        """Keys of the rows that another key has sealed. Staff are few: all are looked at."""
        rows = Authenticator.objects.filter(type__in=SECRETS).order_by("pk")
        return [row.pk for row in rows if not b64decode(_sealed(row)).startswith(current_head())]

    @transaction.atomic
    def seal_again(self, names: list[Any]) -> int:
        """Those rows, locked, so that a recovery code that is used meanwhile stays used."""
        return sum(not _seal_row(row) for row in Authenticator.objects.filter(pk__in=names).select_for_update())


def _sealed(row: Authenticator) -> str:
    return row.data[SECRETS[row.type]]


def _seal_row(row: Authenticator) -> bool:
    try:
        plain = opened(b64decode(_sealed(row)), SEALED_FOR)
    except SealingError as error:
        logger.error("The second factor %s cannot be opened: %s", row.pk, error)
        return False
    row.data[SECRETS[row.type]] = b64encode(seal(plain, SEALED_FOR)).decode()
    row.save(update_fields=["data"])
    return True


rotation.register(rotation.Column("staff.KeptSave", "body", lambda row: row.bound_to))
rotation.register(FactorSecrets())
