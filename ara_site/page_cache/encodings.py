"""The forms of a page: plain, gzip and brotli, and which of them a browser gets (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import gzip

import brotli

CODINGS = ("br", "gzip", "identity")
"""The best first, where a browser likes several equally well."""

BROTLI_QUALITY = 9
GZIP_LEVEL = 9
MOST_REMEMBERED = 500
WITHOUT_BROTLI = ("gzip", "identity")

_chosen: dict[str, str] = {"": "identity"}


def encode(body: bytes) -> dict[str, bytes]:
    """A body by content coding. The same body gives the same bytes everywhere, as a strong ETag promises."""
    return {
        "br": brotli.compress(body, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
        "identity": body,
    }


def choose(accepted: str) -> str:
    """The content coding for an Accept-Encoding header; "identity" where none of ours is acceptable, as the RFC allows."""
    found = _chosen.get(accepted)
    if found is None:
        found = _best(accepted)
        if len(_chosen) < MOST_REMEMBERED:
            _chosen[accepted] = found
    return found


def takes_gzip(accepted: str) -> bool:
    """Whether a browser with this Accept-Encoding header gets gzip where there is no brotli."""
    return _best(accepted, WITHOUT_BROTLI) == "gzip"


def _best(accepted: str, codings: tuple[str, ...] = CODINGS) -> str:
    weights = dict(filter(None, map(_weighed, accepted.split(","))))
    others = weights.get("*", 0.0)
    weighed = {coding: weights.get(coding, others) for coding in codings}
    # What is not mentioned may still be sent plain, unless "*" or "identity" says otherwise.
    weighed["identity"] = weights.get("identity", others if "*" in weights else 0.001)
    best = max(codings, key=lambda coding: weighed[coding])
    return best if weighed[best] > 0 else "identity"


def _weighed(item: str) -> tuple[str, float] | None:
    """One item as (coding, quality from 0 to 1); None for what cannot be read."""
    coding, _semicolon, parameters = item.strip().lower().partition(";")
    name, _equals, value = parameters.partition("=")
    if not coding or (parameters and name.strip() != "q"):
        return None
    try:
        quality = float(value) if parameters else 1.0
    except ValueError:
        return None
    return ("gzip" if coding.strip() == "x-gzip" else coding.strip()), (quality if 0 <= quality <= 1 else 0.0)
