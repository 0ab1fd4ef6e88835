"""Looks, before anything is started, whether PORT is free: `python -m ara_site.ports`. Needs nothing of Django."""

import os
import socket
import sys
from pathlib import Path

HIGHEST_PORT = 65535


def problem_with(text: str, pid_folder: Path = Path("var")) -> str:
    """Returns what keeps a server from the port, with the cure; nothing when it is free."""
    if not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        return f"PORT is {text!r}: it must be a number from 1 to {HIGHEST_PORT}, such as PORT=8001 script/server"
    port = int(text)
    other = f"Or start another beside it, on the same data: PORT={port + 1} script/server"
    pid = running_server(pid_folder / f"server-{port}.pid")
    if not is_taken(port):
        return ""
    if pid:
        return (
            f"The site is already running at http://localhost:{port}/ (process {pid}). "
            f"Use that one, or stop it with Ctrl-C in its window or with: kill {pid}\n{other}"
        )
    if (pid_folder / f"server-{port}.pid").exists():
        return (
            f"Port {port} is still held by what a killed script/server left behind. "
            f"End it with: kill $(pgrep -f -- '--port {port} ')\n{other}"
        )
    return f"Port {port} is used by another program. Choose another port: PORT={port + 1} script/server"


def is_taken(port: int) -> bool:
    """Whether a server cannot have the port, or a browser that asks for localhost would meet another program on it."""
    return _answers(socket.AF_INET6, "::1", port) or not _can_listen(port)


def running_server(pid_file: Path) -> int:
    """Returns the process id in a file, or 0 when there is none or that process is gone."""
    try:
        pid = int(pid_file.read_text())
        os.kill(pid, 0)
    except PermissionError:
        return pid
    except (OSError, ValueError):
        return 0
    return pid


def _answers(family: int, address: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as connection:
            connection.settimeout(1)
            return connection.connect_ex((address, port)) == 0
    except OSError:
        return False


def _can_listen(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(problem_with(os.environ.get("PORT", "8000")) or 0)
