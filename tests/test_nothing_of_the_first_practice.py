"""The first practice stands in starter/ alone: code and templates serve any practice, and another one's site shows no trace of it."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import RequestFactory

from ara_site import errors
from publishing import actions
from tests import make

ROOT = Path(__file__).resolve().parents[1]
STARTER = json.loads((ROOT / "starter" / "content.json").read_text("utf-8"))["documents"]
FIRST = {kind: next(d["content"] for d in STARTER if d["kind"] == kind) for kind in ("practice", "coordinator")}

ASIDE = {"docs", "starter", "tests", "var", "staticfiles", "node_modules"}
SUFFIXES = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".svg",
    ".sql",
    ".sh",
    ".txt",
    ".xml",
    ".yaml",
    ".yml",
    ".conf",
    ".service",
    ".toml",
    "",
}
NAMED_AFTER_IT = {"pyproject.toml", "requirements.txt", "requirements-dev.txt", "requirements-local.txt", "LICENSE"}
EVERYDAY = {"health", "care", "cares", "coordinator", "clinic", "center", "practice", "the", "of", "and", "for"}


def traces() -> re.Pattern[str]:
    """What would betray the first practice: the telling words of its names, and its number in any spelling."""
    names = f"{FIRST['practice']['name']} {FIRST['coordinator']['name']}"
    words = {word for word in re.findall(r"\w+", names) if word.lower() not in EVERYDAY}
    digits = re.sub(r"\D", "", FIRST["coordinator"]["phone"])[-10:]
    number = r"\D{0,3}".join([digits[:3], digits[3:6], digits[6:]])
    telling = "|".join(rf"\b{re.escape(word)}\b(?![-_]site)" for word in sorted(words))
    return re.compile(
        f"{telling}|{re.escape(FIRST['coordinator']['name'])}|{number}|{digits[3:6]}[-. ]?{digits[6:]}", re.IGNORECASE
    )


def code_files() -> list[Path]:
    """Everything that makes up the site, whichever practice it serves."""
    tops = [
        path for path in ROOT.iterdir() if not path.name.startswith(".") and path.name not in ASIDE | NAMED_AFTER_IT
    ]
    files = [file for top in tops for file in ([top] if top.is_file() else sorted(top.rglob("*"))) if file.is_file()]
    return [file for file in files if file.suffix in SUFFIXES and "__pycache__" not in file.parts]


def test_the_traces_are_what_they_should_be():
    pattern = traces()
    for trace in ("ARA Health", "the ARA Cares Coordinator", "(828) 436-5500", "+18284365500", "828.436.5500", "ara"):
        assert pattern.search(trace), trace
    for harmless in ("ara_site", "ara-site", "character", "Health", "Coordinator", "paragraph"):
        assert not pattern.search(harmless), harmless


def test_no_code_and_no_template_names_the_first_practice():
    files = code_files()
    assert {"ara_site", "templates", "static", "publishing", "script"} <= {
        file.relative_to(ROOT).parts[0] for file in files
    }
    pattern = traces()
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.fixture
def another_practice(db) -> None:
    """A knee clinic with one document of every kind, some of it changed and some taken down."""
    desk_hours = ((1, "08:00", "12:00"), (2, "08:00", "17:00"))
    practice = make.site(
        name="Knee House", tagline="Knees in good hands", introduction="<p>We see knees.</p>", city="Springfield", state="OH",
        street="1 Main Street", email="hello@example.org", color="#5b2a86", description="A knee clinic.",
    )  # fmt: skip
    make.live(make.coordinator(name="Second Desk", phone="+15550100122", hours=desk_hours))
    scope = make.procedure(title="Knee scope", region="legs", steps=({"what": "Bring a stick", "hours_before": 2},))
    make.live(scope)
    knee = make.condition(procedures=[scope], title="Worn knee", region="legs", emergency_signs="you cannot stand")
    make.live(knee)
    make.live(make.question(title="Can I walk?", about=[knee], asked_most=True))
    make.live(make.question())
    make.live(make.page())
    make.live(make.notice())
    gone = make.condition(title="Gone")
    make.live(gone)
    actions.withdraw(gone, by=make.carla())
    assert practice.name == "Knee House"


def error_pages() -> list[bytes]:
    request = RequestFactory().get("/nothing/")
    handlers = (errors.bad_request, errors.forbidden, errors.not_found, errors.server_error, errors.csrf_failure)
    shown = [errors.show(request, page) for page in (errors.GONE, errors.UNAVAILABLE, errors.NOT_SET_UP)]
    return [response.content for response in [*(handler(request) for handler in handlers), *shown]]


def test_another_practices_site_shows_no_trace_of_the_first(client, another_practice):
    sitemap = client.get("/sitemap.xml").content.decode()
    paths = [urlsplit(address).path for address in re.findall(r"<loc>([^<]+)</loc>", sitemap)]
    assert {"/", "/conditions/worn-knee/", "/procedures/knee-scope/", "/privacy/", "/faq/", "/contact/"} <= set(paths)
    pages = {
        path: client.get(path)
        for path in [*paths, "/conditions/gone/", "/nothing/", "/robots.txt", "/.well-known/security.txt"]
    }
    assert {path for path, response in pages.items() if response.status_code != 200} == {
        "/conditions/gone/",
        "/nothing/",
    }
    pattern, texts = traces(), [sitemap, *(response.content.decode() for response in pages.values())]
    texts += [page.decode() for page in error_pages()]
    assert [found[0] for text in texts if (found := pattern.search(text))] == []
    html = [text for text in texts if "<html" in text]
    assert all("Knee House" in text and "(555) 010-0100" in text for text in html)
