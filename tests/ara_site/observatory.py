"""The rules by which MDN's HTTP Observatory grades a site's answers, as far as they concern one answer and its redirect.

Source: https://github.com/mdn/mdn-http-observatory, src/grader/charts.js (SCORE_TABLE, GRADE_CHART, MINIMUM_SCORE_FOR_EXTRA_CREDIT) and
src/analyzer/tests/. A site begins with 100 points. What is wrong takes some off; what is better than needed adds some, but only
where 90 are left without that. From 100 on the grade is A+.
"""

from __future__ import annotations

from collections.abc import Mapping

START, LEAST_FOR_EXTRA, A_PLUS = 100, 90, 100
SIX_MONTHS = 15_768_000
PRIVATE_REFERRER = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def score(headers: Mapping[str, str], *, cookies: list[str] = (), redirect: tuple[int, str] | None = None) -> int:
    """The points of an answer. `redirect` is (status, Location) of the same address asked without TLS."""
    points = [
        _policy(headers.get("Content-Security-Policy", "")),
        _cookies(cookies),
        _cors(headers),
        _redirect(redirect),
        5 if headers.get("Referrer-Policy", "") in PRIVATE_REFERRER else 0,
        _hsts(headers.get("Strict-Transport-Security", "")),
        0 if headers.get("X-Content-Type-Options", "") == "nosniff" else -5,
        _framing(headers),
        10 if headers.get("Cross-Origin-Resource-Policy", "") in ("same-origin", "same-site") else 0,
    ]
    without_extra = START + sum(each for each in points if each < 0)
    return without_extra + (sum(each for each in points if each > 0) if without_extra >= LEAST_FOR_EXTRA else 0)


def directives(policy: str) -> dict[str, list[str]]:
    """A content security policy as the sources of each directive."""
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0].lower(): part[1:] for part in parts}


def _policy(policy: str) -> int:
    found = directives(policy)
    if not found:
        return -25
    fallback = found.get("default-src", ["*"])
    scripts, styles = found.get("script-src", fallback), found.get("style-src", fallback)
    objects = found.get("object-src", fallback)
    broad = {"'unsafe-inline'", "data:", "https:", "http:", "*"}
    if broad & {*scripts, *objects}:
        return -20
    if any(source.startswith("http:") for sources in found.values() for source in sources):
        return -20
    if "'unsafe-eval'" in [*scripts, *styles]:
        return -10
    if broad & {*styles}:
        return 0
    has_own_forms = found.get("form-action") in (["'none'"], ["'self'"])
    return 10 if fallback == ["'none'"] and has_own_forms else 5


def _cookies(cookies: list[str]) -> int:
    """Every cookie counts as one of a session, which is the strictest reading."""
    if not cookies:
        return 0
    attributes = [{part.strip().lower() for part in cookie.split(";")[1:]} for cookie in cookies]
    if not all("httponly" in each for each in attributes):
        return -30
    if not all("secure" in each for each in attributes):
        return -40
    return 5 if all({"samesite=lax", "samesite=strict"} & each for each in attributes) else 0


def _cors(headers: Mapping[str, str]) -> int:
    return -50 if headers.get("Access-Control-Allow-Credentials", "") == "true" else 0


def _redirect(redirect: tuple[int, str] | None) -> int:
    """To the same host by HTTPS is right; the caller asks for no other host."""
    if redirect is None:
        return -20
    status, location = redirect
    return 0 if status in (301, 302, 303, 307, 308) and location.startswith("https://") else -20


def _hsts(value: str) -> int:
    ages = [int(part.split("=")[1]) for part in value.replace(" ", "").split(";") if part.startswith("max-age=")]
    if not ages:
        return -20
    return 0 if ages[0] >= SIX_MONTHS else -10


def _framing(headers: Mapping[str, str]) -> int:
    ancestors = directives(headers.get("Content-Security-Policy", "")).get("frame-ancestors")
    if ancestors and not {"*", "https:", "http:"} & {*ancestors}:
        return 5
    return 0 if headers.get("X-Frame-Options", "").upper() in ("DENY", "SAMEORIGIN") else -20
