"""The site and its worker begin and end together, whoever of them ends, and however."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOREVER = [sys.executable, "-c", "import time; time.sleep(600)"]


def start(*commands: list[str]) -> subprocess.Popen:
    arguments = [argument for command in commands for argument in (*command, "--")]
    command = [sys.executable, "-m", "ara_site.side_by_side", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def children(process: subprocess.Popen, count: int) -> list[int]:
    """The process ids of what was started, as soon as there are so many."""
    file = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    end = time.monotonic() + 10
    while len(file.read_text().split()) < count:
        assert time.monotonic() < end
        time.sleep(0.02)
    return [int(pid) for pid in file.read_text().split()]


def is_running(pid: int) -> bool:
    return os.path.exists(f"/proc/{pid}")


def test_when_one_ends_the_other_ends_and_it_is_said():
    process = start(FOREVER, [sys.executable, "-c", "raise SystemExit(3)"])
    _out, said = process.communicate(timeout=20)
    assert process.returncode == 3
    assert "ended with status 3: stopping." in said


def test_a_signal_ends_both_and_leaves_no_orphan():
    process = start(FOREVER, FOREVER)
    pids = children(process, 2)
    process.send_signal(signal.SIGTERM)
    assert (process.wait(20), [is_running(pid) for pid in pids]) == (0, [False, False])


def test_a_killed_one_takes_the_other_along():
    process = start(FOREVER, FOREVER)
    first, second = children(process, 2)
    os.kill(first, signal.SIGKILL)
    assert (process.wait(20), is_running(second)) == (1, False)
