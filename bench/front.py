"""The front of deploy/ on ports of its own: nginx with the very files of production, in which only places and ports are others."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
SECONDS_TO_START = 10


class Front:
    """nginx before a site on this machine. `folder` takes all that it writes; `pages` is where the site wrote the error pages.

    Without a certificate (`tls` = certificate and key) it speaks plain HTTP, answers to any host, and does not redirect.
    """

    def __init__(
        self, folder: Path, *, site: int, pages: Path, port: int, tls: tuple[Path, Path] | None = None
    ) -> None:
        self.folder, self.site, self.pages, self.port, self.tls = folder, site, pages, port, tls
        self.plain_port = free_port() if tls else port
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, and return when it answers. Raises RuntimeError with what nginx says."""
        (self.folder / "log").mkdir(parents=True, exist_ok=True)
        configuration = self.folder / "nginx.conf"
        configuration.write_text(self._configuration())
        command = [nginx(), "-c", str(configuration), "-p", str(self.folder), "-g", "daemon off;"]
        with (self.folder / "log" / "start").open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.monotonic() + SECONDS_TO_START
        while not _answers(self.port):
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"nginx did not start:\n{(self.folder / 'log' / 'start').read_text()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it with all its processes."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)

    def _configuration(self) -> str:
        text = (DEPLOY / "nginx.conf").read_text()
        text = _changed(text, self._places())
        return _changed(text, self._with_tls()) if self.tls else self._plain(text)

    def _places(self) -> dict[str, str]:
        """What is elsewhere than in production, in both ways of running it."""
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        own = "".join(f"    {kind}_temp_path {self.folder}/{kind};\n" for kind in kinds)
        return {
            # Only root may become somebody else, who then could not read the folder of a test.
            "user                 www-data;": "user root;" if os.geteuid() == 0 else "",
            "http {\n": "http {\n" + own,
            "/run/nginx.pid": f"{self.folder}/nginx.pid",
            "/var/log/nginx/": f"{self.folder}/log/",
            "/var/lib/nginx/site": f"{self.folder}/kept",
            "/var/lib/site/front": str(self.pages),
            "/etc/nginx/site-": f"{DEPLOY}/nginx-",
            "127.0.0.1:8000": f"127.0.0.1:{self.site}",
        }

    def _with_tls(self) -> dict[str, str]:
        certificate, key = self.tls
        return {
            "/etc/letsencrypt/live/www.example.org/fullchain.pem": str(certificate),
            "/etc/letsencrypt/live/www.example.org/privkey.pem": str(key),
            "https://www.example.org": f"https://localhost:{self.port}",
            "server_name www.example.org": "server_name localhost",
            "listen 80": f"listen 127.0.0.1:{self.plain_port}",
            "listen 443": f"listen 127.0.0.1:{self.port}",
        }

    def _plain(self, text: str) -> str:
        """The last of the three servers alone, without TLS, for any host."""
        head, _unknown_hosts, _redirect, site = text.split("\n    server {\n")
        site = re.sub(r"\n        ssl_[^;]*;", "", site)
        changes = {"listen 443 ssl http2;": f"listen 127.0.0.1:{self.port};", "server_name www.example.org;": ""}
        return head + "\n    server {\n" + _changed(site, changes)


def _changed(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        if old not in text:
            raise RuntimeError(f"deploy/nginx.conf has no {old!r} any more; bench/front.py has to know what to change.")
        text = text.replace(old, new)
    return text


def nginx() -> str:
    """The program. Raises RuntimeError with the cure where there is none."""
    found = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not found:
        raise RuntimeError("nginx is not installed. On Debian: apt-get install nginx")
    return found


def free_port() -> int:
    """A port that no program uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False
