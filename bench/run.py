"""Builds a large site in a database that is thrown away, serves it as in production, and measures it.

    script/bench                                    30,000 questions, 100,000 editions
    script/bench --questions 3000 --editions 10000  a quick look
    script/bench --only search phone                two of its four parts

With BENCH_POSTGRES=own, DATABASE_URL and BENCH_DATA_DIR it builds in that database and keeps it, or measures what it kept there.

How it is measured: one granian process with one worker and four threads, as script/server starts it; one browser that asks over HTTP on
the same machine, sixty times for each page after three that do not count; the answer is read to its end. The pages of a part take turns,
in another order each time, so that what else the machine does in a moment meets all of them a little, and not one alone. The Postgres is the
throwaway one of the tests: it does not wait for the disk when writing, which reading does not notice. Since machines differ, each
page is also given as a multiple of a page that does nothing (`/healthz/live`), measured in the same run, and with the processor time
that one answer cost the site and its database: on a machine that is busy with other things, that is the figure to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.test import Client

django.setup()

from bench import corpus, lists, measuring, phoning, searching, submitting  # noqa: E402, the models need the set-up before
from bench.processors import parent_of  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
BARE = "a page that does nothing"
PARTS = ("lists", "phone", "search", "send")


def main() -> int:
    """Runs the command line. The status is 1 where a page misses its bar."""
    given = _arguments()
    begin = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True, cwd=ROOT)
    facts = corpus.found() or corpus.build(given.questions, given.editions)
    searching.prepare()
    print(
        f"{given.questions:,} questions with {facts['editions']:,} editions, built in {time.perf_counter() - begin:.0f} s",
        flush=True,
    )
    server = _serve(given.port)
    try:
        processes = (server.pid, _postmaster())
        [bare] = measuring.Asking(given.port, processes).measure({BARE: ["/healthz/live"] * max(200, given.requests)})
        coordinator = facts["people"]["coordinator"]
        asking = measuring.Asking(given.port, processes, _cookie(coordinator))
        parts = {
            "lists": lambda: lists.measure(asking, facts, -(-given.questions // 50), given.requests),
            "phone": lambda: phoning.measure(asking, given.requests),
            "search": lambda: searching.measure(measuring.Asking(given.port, processes), given.requests),
            "send": lambda: [submitting.measure(given.port, given.requests, coordinator)],
        }
        found = [row for name in given.only for row in parts[name]()]
    finally:
        server.terminate()
        server.wait(20)
    print(measuring.table(found, bare))
    print(f"Programs waiting for a processor at the end: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    if given.json:
        given.json.parent.mkdir(parents=True, exist_ok=True)
        values = {
            "questions": given.questions,
            "editions": facts["editions"],
            "pages": measuring.as_values(found, bare),
        }
        given.json.write_text(json.dumps(values, indent=2) + "\n")
        print(f"Also in {given.json}")
    return int(any(each.is_over for each in found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=30_000)
    parser.add_argument("--editions", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--port", type=int, default=8990)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="the parts to measure")
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "lists.json")
    return parser.parse_args()


def _postmaster() -> int:
    """The process below which the database works."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_of(cursor.fetchone()[0])


def _cookie(user) -> str:
    """The cookie of somebody who has signed in."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _serve(port: int) -> subprocess.Popen:
    """The site, once it answers."""
    options = "--interface wsgi --host 127.0.0.1 --http 1 --no-ws --workers 1 --blocking-threads 4 --log-level warning"
    command = [sys.executable, "-m", "granian", *options.split(), "--port", str(port), "ara_site.wsgi:application"]
    log = (Path(settings.DATA_DIR) / "server.log").open("w")
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PORT": str(port)}, stdout=log, stderr=log)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/healthz/live", timeout=5).close()
            return server
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    server.terminate()
    raise SystemExit(f"The server did not start:\n{Path(log.name).read_text()}")


if __name__ == "__main__":
    sys.exit(main())
