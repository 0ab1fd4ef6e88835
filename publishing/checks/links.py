"""Links: words that say where they lead, and targets that are there. Links out of the site are followed by `check_links` alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.checks.finding import Finding
from publishing.checks.known import GONE, LIVE, NOT_YET
from publishing.checks.reading import Line, Reading, Text
from publishing.richtext import key_of

EMPTY_WORDS = frozenset(
    """
    click here|here|click|click this|click this link|this link|link|this|this page|page|read more|more|learn more|find out more|see more|
    more information|more info|info|see here|read here|go here|follow this link|website|this website|details|continue|continue reading
    """.strip()
    .replace("\n", "")
    .replace("    ", "")
    .split("|")
)
"""Words that say nothing without the sentence around them."""

SAFELINKS = ".safelinks.protection.outlook.com"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.(?:org|com|net|gov|edu|info|io|us|uk)(?:/\S*)?", re.IGNORECASE
)


def texts(reading: Reading) -> Iterator[Finding]:
    """Words that do not say where the link leads; addresses in place of words; this site's address, written out."""
    for text, line in reading.lines():
        for href, words in line.links:
            if _folded(words) in EMPTY_WORDS or not _folded(words):
                yield _at(
                    reading,
                    "link-text",
                    text,
                    line,
                    words,
                    _("Link the words that say what stands there, such as “how to prepare”."),
                )
            elif _ADDRESS.fullmatch(words.strip()) and not is_own(href):
                yield _at(
                    reading,
                    "link-address",
                    text,
                    line,
                    words,
                    _("Write the name of the page or of who keeps it, and link that."),
                )
        yield from _written_out(reading, text, line)


def targets(reading: Reading) -> Iterator[Finding]:
    """Links that patients cannot follow."""
    about = reading.known.documents(
        {key for _text, line in reading.lines() for href, _words in line.links if (key := key_of(href))}
    )
    about[reading.edition.key] = (LIVE, reading.edition)
    for text, line in reading.lines():
        for href, words in line.links:
            if (urlsplit_or_none(href) or urlsplit("")).netloc.lower().endswith(SAFELINKS):
                yield _at(
                    reading,
                    "safelink",
                    text,
                    line,
                    words,
                    _("Link the real address: %(address)s") % {"address": _unwrapped(href)},
                )
            elif trouble := _trouble(reading, href, about):
                yield _at(reading, trouble[0], text, line, words, trouble[1])


def _trouble(reading: Reading, href: str, about: dict) -> tuple[str, str] | None:
    """The rule that a link breaks, and what to do; None where patients can follow it, or it leads out of the site."""
    part = href.partition("#")[2]
    if key := key_of(href):
        state, edition = about.get(UUID(str(key)), ("", None))
    elif href.startswith("#"):
        state, edition = LIVE, reading.edition
    elif is_own(href) or (href.startswith("/") and not href.startswith("//")):
        state, edition = reading.known.path(urlsplit(href).path)
    elif (split := urlsplit_or_none(href)) and (split.scheme or split.netloc) and not href.startswith("document:"):
        return None
    else:
        return "dead-link", _(
            "This is no complete address. Begin with / for a page of this site, with https:// for any other."
        )
    if state == LIVE:
        if part and edition is not None and not edition.kind.has_part(edition.reads, part):
            return "dead-link", _("The page is there, but has no part “%(part)s”. Link the page as a whole.") % {
                "part": part
            }
        return None
    return _SAID.get(state, _SAID[""])


_SAID = {
    NOT_YET: ("link-not-live", gettext_lazy("Publish that page as well, or take the link away.")),
    GONE: ("dead-link", gettext_lazy("That page was taken down. Take the link away, or link another page.")),
    "": (
        "dead-link",
        gettext_lazy("There is no such page on this site. Copy the address from the page that you mean."),
    ),
}


def _written_out(reading: Reading, text: Text, line: Line) -> Iterator[Finding]:
    """Links to this site with its host, and its host among the words; one finding a line."""
    host = urlsplit(settings.SITE_URL).netloc
    linked = next((words for href, words in line.links if is_own(href)), None)
    if linked is not None and any(is_own(href) and _leads_on(reading, href) for href, _words in line.links):
        yield _at(
            reading, "own-address", text, line, linked, _("Link the page by its path alone, such as /conditions/.")
        )
    elif linked is None and re.search(rf"(?<![\w.@-]){re.escape(host)}(?![\w.])", line.text, re.IGNORECASE):
        yield reading.finding(
            "own-address",
            text,
            line,
            line.sentence_with(host),
            _("Name the page and link its name by its path, such as /conditions/."),
        )


def _leads_on(reading: Reading, href: str) -> bool:
    """Whether it is a link that works: a dead one is another rule's matter."""
    return reading.known.path(urlsplit(href).path)[0] == LIVE


def is_own(href: str) -> bool:
    """Whether an address names this site's own host, with or without www."""
    split, own = urlsplit_or_none(href), urlsplit(settings.SITE_URL).netloc.lower()
    return (
        bool(split)
        and split.scheme in ("http", "https", "")
        and split.netloc.lower().removeprefix("www.") == own.removeprefix("www.")
    )


def urlsplit_or_none(href: str):
    """The parts of an address; None for one that cannot be read."""
    try:
        return urlsplit(href)
    except ValueError:
        return None


def _unwrapped(href: str) -> str:
    """Where a rewritten link leads in the end."""
    return next(iter(parse_qs(urlsplit(href).query).get("url", [])), _("the one before Outlook changed it"))


def _folded(words: str) -> str:
    return " ".join(re.findall(r"[\w']+", words.casefold()))


def _at(reading: Reading, rule: str, text: Text, line: Line, words: str, suggestion: str) -> Finding:
    return reading.finding(rule, text, line, line.sentence_with(words), suggestion)
