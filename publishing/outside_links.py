"""Do the links out of the site still lead somewhere? Asked by a command alone, a few hosts at a time; never for a web request."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import SplitResult, quote, unquote, urldefrag, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

HOSTS_AT_ONCE = 4
MOST_REDIRECTS = 8
LARGEST_PAGE = 3_000_000
ASK_AGAIN = (400, 403, 404, 405, 406, 501)
"""Answers to HEAD that many servers give although they would answer GET."""

_PATH_SAFE = "/%:=&?~+!$,;'@()*[]|"


@dataclass(frozen=True)
class Manners:
    """How to ask: seconds to wait for an answer, seconds between two questions to one host, and whether own networks may be asked."""

    timeout: float = 10
    pause: float = 1
    allow_private: bool = False


class Trouble(Exception):
    """A link that patients cannot follow; the text says why."""


def ask_all(urls: list[str], manners: Manners) -> dict[str, str]:
    """What is wrong with each address; "" where nothing is. One host is asked one question after the other."""
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_host.setdefault(_host(url), []).append(url)
    found: dict[str, str] = {}
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        for answers in pool.map(lambda of_host: _ask_host(of_host, manners), by_host.values()):
            found |= answers
    return found


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return url


def _ask_host(urls: list[str], manners: Manners) -> dict[str, str]:
    found = {}
    for number, url in enumerate(urls):
        if number:
            time.sleep(manners.pause)
        found[url] = ask(url, manners)
    return found


def ask(url: str, manners: Manners) -> str:
    """What is wrong with an address, in a sentence; "" where a page answers that has the part that is named."""
    try:
        page = _page_at(url, manners)
        part = unquote(urldefrag(url).fragment.partition(":~:")[0])
        if part and part != "top" and page is not None and part not in _parts(page):
            return _("The page has no part “%(part)s”.") % {"part": part}
    except Trouble as trouble:
        return str(trouble)
    except ssl.SSLCertVerificationError:
        return _("Its certificate is not valid, so browsers warn of it.")
    except TimeoutError:
        return _("It did not answer in time.")
    except socket.gaierror:
        return _("There is no such host.")
    except ConnectionRefusedError:
        return _("Its server refuses connections.")
    except (OSError, http.client.HTTPException, UnicodeError, ValueError):
        return _("It gave no answer that a browser understands.")
    return ""


def _page_at(url: str, manners: Manners) -> str | None:
    """The page at the end of all redirects, where a part of it was asked for; None where it is not HTML or was not read."""
    wants_text = bool(urldefrag(url).fragment)
    seen: set[str] = set()
    here = urldefrag(url).url
    while True:
        if here in seen:
            raise Trouble(_("It redirects in a circle."))
        if len(seen) > MOST_REDIRECTS:
            raise Trouble(_("It redirects too often."))
        seen.add(here)
        status, location, page = _answer(urlsplit(here), wants_text, manners)
        if status in (301, 302, 303, 307, 308) and location:
            here = urldefrag(urljoin(here, location)).url
            continue
        if status >= 400 and status != 429:
            raise Trouble(_said(status))
        return page


def _said(status: int) -> str:
    if status in (404, 410):
        return _("There is no such page any more (%(status)s).") % {"status": status}
    if status in (401, 403):
        return _("It asks for a password, or refuses programs (%(status)s). Open it yourself.") % {"status": status}
    return _("It answers with an error (%(status)s).") % {"status": status}


def _answer(url: SplitResult, wants_text: bool, manners: Manners) -> tuple[int, str, str | None]:
    """Status, target of a redirect, and the page: by HEAD where that is enough, else by GET."""
    if not wants_text:
        answer = _request("HEAD", url, manners)
        if answer[0] not in ASK_AGAIN:
            return answer
    return _request("GET", url, manners)


def _request(method: str, url: SplitResult, manners: Manners) -> tuple[int, str, str | None]:
    connection = _connection(url, manners)
    try:
        target = quote(url.path or "/", safe=_PATH_SAFE) + (
            f"?{quote(url.query, safe=_PATH_SAFE)}" if url.query else ""
        )
        agent = f"Mozilla/5.0 (compatible; link check of {settings.SITE_URL})"
        connection.request(
            method, target, headers={"User-Agent": agent, "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
        )
        response = connection.getresponse()
        is_page = method == "GET" and "html" in (response.getheader("Content-Type") or "")
        page = response.read(LARGEST_PAGE).decode("utf-8", "replace") if is_page else None
        return response.status, response.getheader("Location") or "", page
    finally:
        connection.close()


def _connection(url: SplitResult, manners: Manners) -> http.client.HTTPConnection:
    """A connection to the very address that was looked at, so that a name cannot lead elsewhere in between."""
    if url.scheme not in ("http", "https") or not url.hostname:
        raise Trouble(_("It leads to something that is no web page."))
    host = url.hostname.encode("idna").decode()
    port = url.port or (443 if url.scheme == "https" else 80)
    address = _address_of(host, port, manners)
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = kind(host, port, timeout=manners.timeout)
    connection._create_connection = lambda _there, timeout, source=None: socket.create_connection(
        address, timeout, source
    )
    return connection


def _address_of(host: str, port: int, manners: Manners) -> tuple[str, int]:
    found = [each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    public = [address for address in found if _is_public(address)]
    if manners.allow_private:
        return found[0], port
    if len(public) < len(found):
        raise Trouble(_("It leads into a private network, where patients cannot go."))
    return public[0], port


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs) -> None:
        self.found |= {value for name, value in attrs if value and (name == "id" or (name == "name" and tag == "a"))}


def _parts(page: str) -> set[str]:
    """What a link can point at within a page."""
    parser = _Parts()
    parser.feed(page)
    return parser.found
