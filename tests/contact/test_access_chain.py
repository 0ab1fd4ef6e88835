"""Whoever alters who looked at what, behind the site's back, is found out by the same command as for the ledger."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contact import access
from contact.access_chain import faults
from contact.models import AccessEntry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def looked(desk) -> list[int]:
    """Numbers of some rows."""
    for name in "ABC":
        access.record("viewed", by=make.carla(), reference=make.request(name=name).reference, why="Called in")
    return list(AccessEntry.objects.order_by("number").values_list("number", flat=True))


def alter(sql: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_what_nobody_altered_adds_up(looked, capsys):
    assert list(faults()) == []
    call_command("verify_ledger")
    assert "clean" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["by_id = NULL", "why = 'Nothing'", "at = at - interval '1 day'", "reference = ''"])
def test_a_row_that_was_altered_is_named(looked, capsys, change):
    number = looked[3]
    alter(f"UPDATE contact_accessentry SET {change} WHERE number = %s", number)
    assert list(faults()) == [f"access {number}: was altered; its hash does not fit what it says"]
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_ledger")
    assert f"access {number}: was altered" in capsys.readouterr().out


def test_a_row_that_was_taken_out_is_named(looked):
    alter("DELETE FROM contact_accessentry WHERE number = %s", looked[1])
    assert list(faults()) == [
        f"access {looked[2]}: access {looked[1]} should come here; rows are missing or doubled",
        f"access {looked[2]}: does not follow from the row before it",
    ]
