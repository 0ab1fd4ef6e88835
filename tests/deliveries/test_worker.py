"""The worker as a process: killed, told to stop, left alone, without a database."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now

from deliveries.models import Delivery, Heartbeat
from deliveries.worker import SECONDS_WITHOUT_DATABASE, Worker
from tests import make

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_WAIT = 30


def database_url() -> str:
    """The address of the database that the tests themselves use."""
    database = connection.settings_dict
    host = database["OPTIONS"].get("host") or database["HOST"]
    return f"postgres://{database['USER'] or 'postgres'}@/{database['NAME']}?host={host}"


@contextmanager
def worker(tmp_path, port: int = 25, *arguments: str):
    """A worker in a process of its own, which is killed at the end if it is still there."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DATA_DIR": str(tmp_path),
        "EMAIL_URL": f"smtp+plain://127.0.0.1:{port}",
        "SITE_MODE": "local",
    }
    command = [sys.executable, "manage.py", "send_deliveries", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(condition) -> None:
    end = time.monotonic() + SECONDS_TO_WAIT
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_however_often_the_worker_is_killed_each_message_arrives_and_copies_share_their_message_id(tmp_path, mailbox):
    for number in range(60):
        make.message(str(number))
    for killed_after in (3, 20, 45):
        with worker(tmp_path, mailbox.port):
            wait_until(lambda enough=killed_after: len(mailbox.arrived) >= enough)
        # What was in hand comes due when its lease ends.
        Delivery.objects.waiting().update(next_try_at=Now())
    with worker(tmp_path, mailbox.port):
        wait_until(lambda: not Delivery.objects.waiting().exists())
    assert set(mailbox.message_ids) == {f"Message-ID: {each.message_id}" for each in Delivery.objects.all()}
    assert len(mailbox.arrived) <= 63


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_nothing_twice(tmp_path, mailbox):
    for number in range(40):
        make.message(str(number))
    with worker(tmp_path, mailbox.port), worker(tmp_path, mailbox.port):
        wait_until(lambda: not Delivery.objects.waiting().exists())
    assert (len(mailbox.arrived), len(set(mailbox.message_ids))) == (40, 40)


@pytest.mark.django_db(transaction=True)
def test_told_to_stop_it_finishes_the_message_in_hand(tmp_path, mailbox):
    mailbox.seconds_to_answer = 1
    make.message()
    with worker(tmp_path, mailbox.port) as process:
        wait_until(lambda: mailbox.arrived)
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS_TO_WAIT) == 0
    assert Delivery.objects.get().sent_at


@pytest.mark.django_db(transaction=True)
def test_it_ends_by_itself_when_whoever_started_it_is_killed(tmp_path):
    script = f"import subprocess, sys; p = subprocess.Popen([sys.executable, 'manage.py', 'send_deliveries', '--with-parent']); open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid)); p.wait()"
    environment = os.environ | {"DATABASE_URL": database_url(), "DATA_DIR": str(tmp_path)}
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, env=environment)
    wait_until(Heartbeat.objects.exists)
    pid = int((tmp_path / "pid").read_text())
    parent.kill()
    parent.wait()
    wait_until(lambda: not is_running(pid))


def is_running(pid: int) -> bool:
    """Whether the process is there and more than a remainder that nobody has waited for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.django_db
def test_a_worker_without_a_database_waits_for_it():
    def refuse(*args):
        raise OperationalError("gone")

    with connection.execute_wrapper(refuse):
        assert Worker()._seconds_to_wait() == SECONDS_WITHOUT_DATABASE
