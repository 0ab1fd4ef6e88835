"""`check_links` follows the links out of the site, against a stub on this machine; what it finds stands on the start page."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import call_command

from publishing.models import BrokenLink
from publishing.outside_links import Manners, ask
from tests import make

pytestmark = pytest.mark.django_db

AT_HOME = Manners(timeout=1, pause=0, allow_private=True)


class Stub(BaseHTTPRequestHandler):
    """Answers by path, and remembers what it was asked."""

    asked: list[str] = []

    def do_HEAD(self):
        self.asked.append(f"{self.command} {self.path}")
        status, headers = {
            "/missing": (404, {}),
            "/gone": (410, {}),
            "/secret": (403, {}),
            "/broken": (500, {}),
            "/busy": (429, {}),
            "/moved": (301, {"Location": "/page"}),
            "/circle": (302, {"Location": "/circle-2"}),
            "/circle-2": (302, {"Location": "/circle"}),
            "/to-a-file": (302, {"Location": "file:///etc/passwd"}),
            "/get-only": (405 if self.command == "HEAD" else 200, {}),
        }.get(self.path, (200, {}))
        if self.path.startswith("/endless/"):
            status, headers = 302, {"Location": f"{self.path}x"}
        if self.path == "/slow":
            threading.Event().wait(3)
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def do_GET(self):
        self.do_HEAD()
        self.wfile.write(b'<h1 id="top-of-it">Page</h1><a name="old-way"></a>')

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def stub():
    """The stub's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


GOOD = ["/page", "/moved", "/busy", "/get-only", "/page#top-of-it", "/page#old-way", "/moved#top-of-it", "/page#top", "/a path/é?q=1 2", "/page#:~:text=x"]  # fmt: skip

BAD = {
    "/missing": "There is no such page any more (404).",
    "/gone": "There is no such page any more (410).",
    "/broken": "It answers with an error (500).",
    "/secret": "It asks for a password, or refuses programs (403). Open it yourself.",
    "/circle": "It redirects in a circle.",
    "/endless/": "It redirects too often.",
    "/page#no-such-part": "The page has no part “no-such-part”.",
    "/slow": "It did not answer in time.",
    "/to-a-file": "It leads to something that is no web page.",
}


@pytest.mark.parametrize("path", GOOD)
def test_a_link_that_leads_somewhere_is_let_be(stub, path):
    assert ask(stub + path, AT_HOME) == ""


@pytest.mark.parametrize(("path", "problem"), BAD.items(), ids=BAD)
def test_a_link_that_patients_cannot_follow_says_why(stub, path, problem):
    assert ask(stub + path, AT_HOME) == problem


def test_a_server_without_tls_a_closed_door_and_a_made_up_host_are_named(stub):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert ask(f"http://127.0.0.1:{closed.getsockname()[1]}/", AT_HOME) == "Its server refuses connections."
    assert ask(stub.replace("http:", "https:"), AT_HOME) == "It gave no answer that a browser understands."
    assert ask("http://no-such-host.invalid/", AT_HOME) == "There is no such host."


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "192.168.1.1", "[::ffff:127.0.0.1]", "0.0.0.0"])  # fmt: skip
def test_own_networks_are_never_asked(host):
    Stub.asked.clear()
    assert ask(f"http://{host}/", Manners(timeout=1)) == "It leads into a private network, where patients cannot go."
    assert Stub.asked == []


def test_most_links_are_asked_without_their_page(stub):
    Stub.asked.clear()
    ask(f"{stub}/page", AT_HOME)
    assert Stub.asked == ["HEAD /page"]


def linking(*urls: str) -> str:
    return "<p>" + " ".join(f'<a href="{url}">one of them</a>' for url in urls) + "</p>"


def run() -> str:
    out = StringIO()
    call_command("check_links", "--allow-private", "--pause=0", "--timeout=2", stdout=out)
    return out.getvalue()


def test_the_command_replaces_what_it_found_before_and_publishing_never_waits_for_it(stub, settings):
    make.site()
    page = make.page(
        body=linking(
            f"{stub}/missing", f"{stub}/page", "/contact/", f"{settings.SITE_URL}/nothing-asks-here", "tel:911"
        )
    )
    make.live(page, body=page.body.replace("/nothing-asks-here", "/faq/"))
    make.live(make.question(answer=linking(f"{stub}/missing")))
    make.kept(make.page(title="A draft", body=linking(f"{stub}/circle")))
    assert "2 links asked, 1 broken." in run()
    assert sorted((str(link.document), link.url, link.problem) for link in BrokenLink.objects.all()) == [
        ("Privacy", f"{stub}/missing", "There is no such page any more (404)."),
        ("Where do I park?", f"{stub}/missing", "There is no such page any more (404)."),
    ]
    make.live(page, body=linking(f"{stub}/circle"))
    run()
    assert set(BrokenLink.objects.values_list("url", flat=True)) == {f"{stub}/missing", f"{stub}/circle"}
