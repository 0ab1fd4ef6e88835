"""Proving that nobody altered who looked at what: each row of access is hashed again, with the hash of the one before."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

_ROWS = "SELECT number, previous_hash, hash, contact_access_hash(entry) FROM contact_accessentry entry ORDER BY number"


def faults() -> Iterator[str]:
    """Each row of access that does not add up, a line each; nothing where all do. The hash is the database's own function."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS)
        rows = cursor.fetchall()
    expected_number, expected_previous = 1, ""
    for number, previous, stored, computed in rows:
        if number != expected_number:
            yield f"access {number}: access {expected_number} should come here; rows are missing or doubled"
        if previous != expected_previous:
            yield f"access {number}: does not follow from the row before it"
        if stored != computed:
            yield f"access {number}: was altered; its hash does not fit what it says"
        expected_number, expected_previous = number + 1, stored
