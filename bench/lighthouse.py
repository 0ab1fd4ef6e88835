"""Lighthouse on one page of each kind, as a phone would load it through the front: the middle of five runs.

    script/bench lighthouse                 every kind of page, five times
    script/bench lighthouse --runs 1        a quick look

Needs node 18.20 or newer, npm and Chromium. Lighthouse itself is fetched from the npm registry, into var/lighthouse, in the release that
stands here. The bar is 100 in all four categories, and no shift of the layout. A busy machine costs points in the first one only.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from statistics import median

from bench.serving import Servers

ROOT = Path(__file__).resolve().parents[1]
RELEASE = "12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SHIFT, PAINT = "cumulative-layout-shift", "largest-contentful-paint"
NOT_TO_BE_FOUND = ("/search/?q=back+pain",)
"""Pages that ask search engines to leave them out, and so are not judged by that category."""
TRIES = 3
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


def main() -> int:
    """Runs the command line. The status is 1 where a page misses the bar."""
    given = _arguments()
    program = installed()
    servers = Servers(Path(os.environ["DATA_DIR"]))
    try:
        address = _site(servers)
        missed = [
            path
            for path in one_of_each_kind(address)
            if given.only in path and not _judge(program, address, path, given.runs)
        ]
    finally:
        servers.stop()
    print(f"Programs waiting for a processor at the end: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    return int(bool(missed))


def installed() -> Path:
    """Lighthouse's program, fetched if it is not there. Ends with a sentence where node or Chromium is missing."""
    for name in ("node", "npm", "chromium"):
        if not shutil.which(name):
            sys.exit(
                f"{name} is not installed, and Lighthouse needs it. On Debian: apt-get install {name.replace('node', 'nodejs')}"
            )
    folder = ROOT / "var" / "lighthouse"
    program = folder / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), f"lighthouse@{RELEASE}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return program


def one_of_each_kind(address: str) -> list[str]:
    """The first page of each shape of address in the sitemap: home, a list, a condition, a question, a plain page …"""
    with urllib.request.urlopen(f"{address}/sitemap.xml") as answer:
        paths = [
            re.sub(r"^https?://[^/]+", "", found) for found in re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
        ]
    return [*{_shape(path): path for path in reversed(paths)}.values(), *NOT_TO_BE_FOUND]


def _shape(path: str) -> str:
    part, *below = path.strip("/").split("/")
    return (
        part + "/*" * len(below)
        if below or part in ("", "conditions", "procedures", "faq", "contact")
        else "plain page"
    )


def _site(servers: Servers) -> str:
    """A site with the starter content and its collected files, behind the front: its address."""
    variables = {"DJANGO_SETTINGS_MODULE": "tests.browser.site_settings", "STATIC_ROOT": str(servers.folder / "static")}
    for command in (
        "migrate --verbosity=0",
        "load_starter",
        "write_error_pages",
        "collectstatic --noinput --verbosity=0",
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            check=True,
            cwd=ROOT,
            env=os.environ | variables,
            stdout=subprocess.DEVNULL,
        )
    site, _pid = servers.python("ara_site.wsgi:application", "/", TRUST_PROXY="1", **variables)
    front, _pid = servers.front(site)
    return front.replace("127.0.0.1", "localhost")


def _judge(program: Path, address: str, path: str, runs: int) -> bool:
    """Whether a page reaches the bar; prints its points."""
    found = [_run(program, address + path) for _one in range(runs)]
    points = {name: median(each[name] for each in found) for name in (*CATEGORIES, SHIFT, PAINT)}
    judged = [name for name in CATEGORIES if name != "seo" or path not in NOT_TO_BE_FOUND]
    scores = "  ".join(f"{name} {points[name]:.0f}" for name in judged)
    good = all(points[name] == 100 for name in judged) and points[SHIFT] == 0
    print(
        f"{path:55} {scores}  shift {points[SHIFT]:.3f}  largest paint {points[PAINT]:.0f} ms{'' if good else '  MISSED'}",
        flush=True,
    )
    for name in sorted({name for each in found for name in each["failed"]} if not good else ()):
        print(f"    {name}")
    return good


def _output(command: list[str]) -> str:
    """What Lighthouse says of a page; asked again where it loses its browser, as it now and then does."""
    variables = os.environ | {"CHROME_PATH": shutil.which("chromium")}
    for _try in range(TRIES):
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=variables)
        if done.returncode == 0:
            return done.stdout
    raise SystemExit(done.stderr)


def _run(program: Path, url: str) -> dict:
    command = [
        str(program),
        url,
        "--quiet",
        "--output=json",
        f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    report = json.loads(_output(command))
    audits = report["audits"]
    failed = [
        f"{audit['title']} ({name})"
        for name, audit in audits.items()
        if audit["scoreDisplayMode"] == "binary" and audit["score"] == 0
    ]
    scores = {name: report["categories"][name]["score"] * 100 for name in CATEGORIES}
    return scores | {SHIFT: audits[SHIFT]["numericValue"], PAINT: audits[PAINT]["numericValue"], "failed": failed}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="pages with this in their address")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
