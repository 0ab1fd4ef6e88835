"""How fast pages come, measured against what could be fastest: in turns, so that whatever else the machine does meets all of them.

    script/bench http                     7 rounds of 2 seconds each
    script/bench http --rounds 3          a quick look
    script/bench http --with gunicorn     the same applications under gunicorn too (it has to be installed)

Each contender is asked by wrk with 16 connections that stay open. A ratio is taken within each round and the middle of all rounds is
shown, with the smallest and the largest: figures of different rounds are not compared. "processor" is what one answer cost the program
(all its processes, and for our site's own pages also Postgres) by the kernel's own count, however busy the machine was.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psycopg2

from bench import wrk
from bench.http_plot import draw
from bench.processors import parent_of, used_by
from bench.same_bytes import PATH
from bench.serving import Servers, fetched
from faults.loading import FORM

ROOT = Path(__file__).resolve().parents[1]
CONDITION = "/conditions/vertebral-compression-fractures/"
PACKED = "Accept-Encoding: br, gzip"
SITE = "ara_site.wsgi:application"
FORM_AS_SENT = urlencode(FORM) + "&name=Bench+%d&stamp=bench+%d"


@dataclass
class Contender:
    """What is asked, and what came of it: requests a second and processor milliseconds a request, round by round."""

    name: str
    url: str
    processes: tuple[int, ...]
    headers: tuple[str, ...] = (PACKED,)
    form: str = ""
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)

    def measure(self, seconds: int) -> None:
        before = used_by(*self.processes)
        found = wrk.run(self.url, seconds=seconds, headers=self.headers, form=self.form)
        self.costs.append((used_by(*self.processes) - before) / found.requests)
        self.rates.append(found.per_second)
        self.p50.append(found.p50)
        self.p99.append(found.p99)


@dataclass(frozen=True)
class Ratio:
    """One contender's requests a second as a share of another's. `bar` is what the middle has to reach; 0 for none."""

    name: str
    of: str
    bar: float = 0


RATIOS = (
    Ratio("front, kept page", "nginx from disk", 0.8),
    Ratio("front, 304", "nginx from disk, 304", 0.8),
    Ratio("cached", "bare Django view", 1.0),
    Ratio("cached", "bare WSGI", 0.75),
    Ratio("cached, 304", "bare WSGI"),
    Ratio("uncached", "bare Django view", 1 / 8),
    Ratio("search", "bare Django view"),
    Ratio("contact form sent", "bare Django view"),
)


def main() -> int:
    """Runs the command line. The status is 1 where a ratio misses its bar."""
    given = _arguments()
    folder = Path(os.environ["DATA_DIR"])
    for command in ("migrate --verbosity=0", "load_starter", "write_error_pages"):
        subprocess.run([sys.executable, "manage.py", *command.split()], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    servers = Servers(folder)
    try:
        found = contenders(servers, given.servers)
        for number in range(given.rounds):
            print(f"round {number + 1} of {given.rounds}, load {os.getloadavg()[0]:.1f}", flush=True)
            for each in random.Random(number).sample(found, len(found)):
                each.measure(given.seconds)
    finally:
        servers.stop()
    by_name = {each.name: each for each in found}
    rows = [
        (ratio, shares(by_name[ratio.name], by_name[ratio.of]))
        for ratio in RATIOS
        if {ratio.name, ratio.of} <= set(by_name)
    ]
    print(table(found, rows))
    print(f"Programs waiting for a processor at the end: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps({"contenders": [asdict(each) for each in found], "load": os.getloadavg()[0],
                                      "ratios": [asdict(ratio) | {"rounds": values} for ratio, values in rows]}, indent=2))  # fmt: skip
    given.json.with_suffix(".svg").write_text(draw([(each.name, each.rates) for each in found]))
    print(f"Also in {given.json}, and drawn in {given.json.with_suffix('.svg').name}")
    return int(any(ratio.bar > median(values) for ratio, values in rows))


def contenders(servers: Servers, web_servers: list[str]) -> list[Contender]:
    """All programs, running and warm."""
    site, site_pid = servers.python(SITE, CONDITION)
    uncached, uncached_pid = servers.python(SITE, CONDITION, DJANGO_SETTINGS_MODULE="bench.settings_uncached")
    behind, behind_pid = servers.python(SITE, CONDITION, TRUST_PROXY="1")
    front, front_pid = servers.front(behind)
    body, headers = fetched(site + CONDITION)
    (servers.bytes / "body").write_bytes(body)
    kept = [pair for pair in headers if pair[0].lower() not in ("server", "date", "connection", "content-length")]
    (servers.bytes / "headers.json").write_text(json.dumps(kept))
    print(f"The page has {len(body):,} bytes as it is sent ({dict(headers).get('content-encoding', 'not packed')}).")
    files, files_pid = servers.files()
    database = _postmaster()
    etag = dict(headers).get("etag", "")
    _body, of_file = fetched(f"{files}/{PATH}")
    found = [
        Contender("nginx from disk", f"{files}/{PATH}", (files_pid,)),
        Contender(
            "nginx from disk, 304", f"{files}/{PATH}", (files_pid,), (f"If-None-Match: {dict(of_file)['ETag']}",)
        ),
        Contender("front, kept page", front + CONDITION, (front_pid, behind_pid)),
        Contender("front, 304", front + CONDITION, (front_pid, behind_pid), (PACKED, f"If-None-Match: {etag}")),
        Contender("cached", site + CONDITION, (site_pid,)),
        Contender("cached, 304", site + CONDITION, (site_pid,), (PACKED, f"If-None-Match: {etag}")),
        Contender("uncached", uncached + CONDITION, (uncached_pid, database)),
        Contender("search", f"{site}/search/?q=back+pain", (site_pid, database)),
        Contender("contact form sent", f"{site}/contact/", (site_pid, database), (), FORM_AS_SENT),
    ]
    for server in web_servers:
        mark = "" if server == "granian" else f", {server}"
        wsgi, wsgi_pid = servers.python("bench.same_bytes:bare_wsgi", f"/{PATH}", server=server)
        django, django_pid = servers.python("bench.same_bytes_django:application", f"/{PATH}", server=server)
        found.append(Contender(f"bare WSGI{mark}", f"{wsgi}/{PATH}", (wsgi_pid,)))
        found.append(Contender(f"bare Django view{mark}", f"{django}/{PATH}", (django_pid,)))
        if mark:
            ours, ours_pid = servers.python(SITE, CONDITION, server=server)
            found.append(Contender(f"cached{mark}", ours + CONDITION, (ours_pid,)))
            slow, slow_pid = servers.python(
                SITE, CONDITION, server=server, DJANGO_SETTINGS_MODULE="bench.settings_uncached"
            )
            found.append(Contender(f"uncached{mark}", slow + CONDITION, (slow_pid, database)))
    return [each for each in found if _answers(each)]


def _answers(contender: Contender) -> bool:
    """Whether it can be measured: a site without search is measured without it."""
    try:
        contender.measure(3)
    except RuntimeError as error:
        print(f"Not measured: {contender.name}: {error}")
        return False
    for values in (contender.rates, contender.costs, contender.p50, contender.p99):
        values.clear()
    return True


def shares(one: Contender, other: Contender) -> list[float]:
    """The ratio of their requests a second, round by round."""
    return [mine / theirs for mine, theirs in zip(one.rates, other.rates, strict=True)]


def table(found: list[Contender], rows: list[tuple[Ratio, list[float]]]) -> str:
    """All of it as people read it."""
    lines = [f"{'':28} {'per second':>11} {'from':>8} {'to':>8} {'p50 ms':>7} {'p99 ms':>7} {'processor ms':>13}"]
    for each in found:
        low, high = min(each.rates), max(each.rates)
        lines.append(
            f"{each.name:28} {median(each.rates):11,.0f} {low:8,.0f} {high:8,.0f} {median(each.p50):7.1f} {median(each.p99):7.1f} "
            f"{median(each.costs):13.3f}"
        )
    lines.append(f"\n{'ratio':60} {'middle':>7} {'from':>6} {'to':>6} {'bar':>6}")
    for ratio, values in rows:
        bar = f"{ratio.bar:6.0%}" if ratio.bar else ""
        missed = "  MISSED" if ratio.bar > median(values) else ""
        name = f"{ratio.name} / {ratio.of}"
        lines.append(f"{name:60} {median(values):7.0%} {min(values):6.0%} {max(values):6.0%} {bar}{missed}")
    return "\n".join(lines)


def _postmaster() -> int:
    """The process below which the database works."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        return parent_of(connection.get_backend_pid())
    finally:
        connection.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--with", dest="servers", nargs="*", default=[])
    parser.add_argument("--json", type=Path, default=ROOT / "var" / "bench" / "http.json")
    given = parser.parse_args()
    given.servers = ["granian", *given.servers]
    return given


if __name__ == "__main__":
    sys.exit(main())
