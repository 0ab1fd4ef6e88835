"""The programs that are measured, each a process of its own on a port of its own, stopped together."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.front import Front, free_port, nginx
from bench.same_bytes import PATH, nginx_configuration

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = {
    "granian": "--interface wsgi --host 127.0.0.1 --http 1 --no-ws --workers 1 --blocking-threads 4 --log-level warning --port",
    "gunicorn": "--worker-class gthread --workers 1 --threads 4 --keep-alive 30 --log-level warning --bind 127.0.0.1:",
}


class Servers:
    """Everything that was started, and where it writes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bytes = folder / "bytes"
        self.bytes.mkdir(parents=True, exist_ok=True)
        self._processes: list[subprocess.Popen] = []
        self._fronts: list[Front] = []

    def python(self, application: str, path: str, *, server: str = "granian", **variables: str) -> tuple[str, int]:
        """A WSGI application under a web server as in production: its address, without a slash, and its process."""
        port = free_port()
        options = OPTIONS[server].split()
        options = [*options, str(port)] if options[-1] == "--port" else [*options[:-1], f"{options[-1]}{port}"]
        process = self._start(
            [sys.executable, "-m", server, *options, application], BENCH_BYTES=str(self.bytes), **variables
        )
        self._wait(process, f"http://127.0.0.1:{port}{path}")
        return f"http://127.0.0.1:{port}", process.pid

    def files(self) -> tuple[str, int]:
        """nginx that sends the page's bytes from disk."""
        port, configuration = free_port(), self.folder / "files.conf"
        configuration.write_text(nginx_configuration(self.folder, self.bytes, port))
        process = self._start([nginx(), "-c", str(configuration), "-g", "daemon off;"])
        self._wait(process, f"http://127.0.0.1:{port}/{PATH}")
        return f"http://127.0.0.1:{port}", process.pid

    def front(self, site: str) -> tuple[str, int]:
        """The front of deploy/ before a site."""
        front = Front(self.folder / "front", site=int(site.rpartition(":")[2]), pages=self.folder, port=free_port())
        self._fronts.append(front)
        front.start()
        return f"http://127.0.0.1:{front.port}", front.process.pid

    def stop(self) -> None:
        """Stop all that was started here."""
        for front in self._fronts:
            front.stop()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(30)

    def _start(self, command: list[str], **variables: str) -> subprocess.Popen:
        log = (self.folder / "servers.log").open("a")
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stdout=log, stderr=log)
        self._processes.append(process)
        return process

    def _wait(self, process: subprocess.Popen, url: str) -> None:
        for _time in range(600):
            try:
                urllib.request.urlopen(url, timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                if process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(f"A server did not start:\n{(self.folder / 'servers.log').read_text()[-3000:]}")


def fetched(url: str, *, packed: str = "br, gzip") -> tuple[bytes, list[tuple[str, str]]]:
    """A page as it goes over the line: its bytes and its headers."""
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": packed})) as answer:
        return answer.read(), answer.getheaders()
