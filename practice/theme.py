"""The practice's own color: the theme stylesheet it gives, and whether people can read what is written in it."""

from __future__ import annotations

import hashlib

from django.utils.translation import gettext as _

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of normal size."""

WHITE = "#ffffff"
SAND, DARK_SURFACE = "#f5eee3", "#262220"
"""The darkest light background and the lightest dark one on which the color stands; `--sand` and `--surface` in tokens.css."""


def luminance(color: str) -> float:
    """Relative luminance of "#rrggbb", from 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def contrast_problem(color: str) -> str:
    """A sentence against a color that cannot be read on the site's backgrounds; "" for a good one."""
    if not color:
        return ""
    ratio = contrast(color, SAND)
    if ratio >= LEAST_CONTRAST:
        return ""
    return _(
        "The brand color is too light to read: its contrast is %(ratio).1f to 1 and must be at least "
        "%(least).1f to 1. Choose a darker one."
    ) % {"ratio": ratio, "least": LEAST_CONTRAST}


def lightened(color: str, *, against: str = DARK_SURFACE, least: float = 7.0) -> str:
    """The color mixed with white until it stands out against a dark background, for the dark theme."""
    return next((mixed for share in range(101) if contrast(mixed := _mixed(color, share), against) >= least), WHITE)


def _mixed(color: str, share: int) -> str:
    """A color with a share of white, in percent."""
    channels = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(channel + (255 - channel) * share / 100):02x}" for channel in channels)


def stylesheet(color: str) -> str:
    """The theme of a practice with that color, "" for one without: what tokens.css lets a theme set."""
    if not color:
        return ""
    light, dark = f"--brand:{color};--on-brand:{WHITE}", f"--brand:{lightened(color)};--on-brand:{DARK_SURFACE}"
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def fingerprint(css: str) -> str:
    """Part of the theme's address, so that another color is another address."""
    return hashlib.sha256(css.encode()).hexdigest()[:12]
