"""What a patient sent is on no disk in clear: not in the database's own files and log of writes, and not in a dump."""

import subprocess
from pathlib import Path

import pytest
from django.db import connection
from django.test import override_settings

from ara_site.local_postgres import programs
from contact.models import ContactRequest
from tests.contact.filled import send

MARKERS = ("Zephyrantha", "5550100143", "+15550100143", "zephyr@example.org", "eleven striped otters")
SAID = {"name": MARKERS[0], "phone": MARKERS[1], "email": MARKERS[3], "message": MARKERS[4]}
IN_CLEAR = "a plain note that was not sealed"


def ask(statement: str) -> str:
    """The one value that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def on_disk() -> list[Path]:
    """The files of this database and the server's log of writes, after all is written out. The server must be on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    data = Path(ask("SHOW data_directory"))
    own = data / "base" / str(ask("SELECT oid FROM pg_database WHERE datname = current_database()"))
    return [file for folder in (own, data / "pg_wal") for file in folder.rglob("*") if file.is_file()]


def written(text: str, files: list[Path]) -> bool:
    """Whether the text is in one of the files, in clear or as the hexadecimal digits in which a dump has bytes."""
    wanted = (text.encode(), text.encode().hex().encode())
    return any(any(form in content for form in wanted) for content in map(Path.read_bytes, files))


def dump(folder: Path) -> Path:
    """The database as `pg_dump` writes it."""
    file = folder / "dump.sql"
    where = connection.get_connection_params()
    named = {"host": "-h", "port": "-p", "user": "-U"}
    options = [part for name, option in named.items() if where.get(name) for part in (option, str(where[name]))]
    subprocess.run([programs() / "pg_dump", *options, "-f", file, where["dbname"]], check=True)
    return file


@pytest.mark.django_db(transaction=True)
@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_the_marker_is_in_no_file_of_the_database_and_in_no_dump(client, desk, tmp_path):
    assert send(client, **SAID).status_code == 303
    request = ContactRequest.objects.get()
    ContactRequest.objects.filter(pk=request.pk).update(hold_reason=IN_CLEAR)
    assert request.open_sealed().message == MARKERS[4]

    files, dumped = on_disk(), dump(tmp_path)
    assert written(IN_CLEAR, files) and written(IN_CLEAR, [dumped]), "what is not sealed would be found"
    assert [marker for marker in MARKERS if written(marker, [*files, dumped])] == []
