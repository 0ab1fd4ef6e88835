"""How the cost of a page grows with the site: queries and time, on sites of rising size built for the purpose and thrown away.

    script/bench growth                 10 to 10,000 conditions, 30 to 30,000 questions, 1 to 200 questions on one page
    script/bench growth --most 1000     a quick look: no site larger than that

Pages are made anew each time, in this process, without the page cache and the web server; the middle of thirty, after three that do not
count. Each size is a database of its own. "queries" is what the page asks of the database.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((10, 30), (100, 300), (1000, 3000), (10_000, 30_000))
"""Conditions and questions of each site."""

ON_ONE_PAGE = (1, 10, 50, 200)
HEAD = f"{'conditions':>10} {'questions':>10}  {'page':28} {'queries':>8} {'p50 ms':>8} {'p95 ms':>8} {'KB':>7}"


def main() -> int:
    """Runs the command line. The status is 1 where a page asks the database more often on a larger site."""
    given = _arguments()
    print(HEAD, flush=True)
    rows = [
        row for conditions, questions in SIZES if questions <= given.most for row in _site(conditions, questions, 0)
    ]
    rows += [row for count in ON_ONE_PAGE for row in _site(1, 1, count)]
    print(f"Programs waiting for a processor at the end: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(rows, indent=2) + "\n")
    print(f"Also in {given.json}")
    asked: dict[str, set[int]] = {}
    for row in rows:
        asked.setdefault(row["page"], set()).add(row["queries"])
    uneven = sorted(page for page, queries in asked.items() if len(queries) > 1)
    print(
        f"Not flat: {', '.join(uneven)}"
        if uneven
        else "Every page asks as often on the largest site as on the smallest."
    )
    return int(bool(uneven))


def _site(conditions: int, questions: int, on_one_page: int) -> list[dict]:
    """Build one site, measure it in a process of its own, and throw it away."""
    name = f"growth_{conditions}_{questions}_{on_one_page}"
    url = os.environ["DATABASE_URL"]
    own = urlsplit(url)._replace(path=f"/{name}").geturl()
    _run(url, f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
    try:
        variables = os.environ | {"DATABASE_URL": own}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], check=True, cwd=ROOT, env=variables)
        command = [sys.executable, "-m", "bench.growth_pages", str(conditions), str(questions), str(on_one_page)]
        done = subprocess.run(command, check=False, cwd=ROOT, env=variables, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"A site of {conditions:,} conditions could not be measured:\n{done.stderr[-3000:]}")
        rows = json.loads(done.stdout)
    finally:
        _run(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    for row in rows:
        print(
            f"{row['conditions']:10,} {row['questions']:10,}  {row['page']:28} {row['queries']:8} {row['p50_ms']:8.1f} {row['p95_ms']:8.1f} "
            f"{row['bytes'] / 1024:7.1f}",
            flush=True,
        )
    return rows


def _run(url: str, *statements: str) -> None:
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        for statement in statements:
            connection.cursor().execute(statement)
    finally:
        connection.close()


def timed(ask, times: int = 30, warm: int = 3) -> tuple[float, float]:
    """Milliseconds that something takes: the middle, and what one in twenty exceeds."""
    for _one in range(warm):
        ask()
    taken = []
    for _one in range(times):
        begin = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begin) * 1000)
    return median(taken), sorted(taken)[int(times * 0.95)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=30_000)
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "growth.json")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
