"""Runs commands side by side, and ends all of them when one ends. Needs nothing of Django.

    python -m ara_site.side_by_side granian … -- python manage.py send_deliveries

A signal to end is handed on. The exit status is that of the command that ended first.
"""

import signal
import subprocess
import sys
import time

SECONDS_TO_END = 40
SECONDS_BETWEEN_LOOKS = 0.2


def run(commands: list[list[str]]) -> int:
    """Runs the commands until one of them ends or a signal comes; returns the exit status."""
    told = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: told.append(number))
    running = [subprocess.Popen(command) for command in commands]
    try:
        while not told and not any(_has_ended(process) for process in running):
            time.sleep(SECONDS_BETWEEN_LOOKS)
        ended = next((process for process in running if _has_ended(process)), None)
        if ended and not told:
            print(f"`{' '.join(ended.args[:6])} …` ended with status {ended.returncode}: stopping.", file=sys.stderr)
    finally:
        _end(running)
    status = ended.returncode if ended else 0
    return 1 if status < 0 else status


def _has_ended(process: subprocess.Popen) -> bool:
    return process.poll() is not None


def _end(processes: list[subprocess.Popen]) -> None:
    """Asks all to end, waits until they have, and kills what does not."""
    for process in processes:
        if not _has_ended(process):
            process.terminate()
    end = time.monotonic() + SECONDS_TO_END
    for process in processes:
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def split(arguments: list[str]) -> list[list[str]]:
    """The commands of a command line, with `--` between them."""
    commands: list[list[str]] = [[]]
    for argument in arguments:
        if argument == "--":
            commands.append([])
        else:
            commands[-1].append(argument)
    return [command for command in commands if command]


if __name__ == "__main__":
    sys.exit(run(split(sys.argv[1:])))
