"""Template tags for what editions hold: rich text, pictures, telephone numbers, structured data."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publishing import phones, pictures, richtext
from publishing.content import Picture
from publishing.live import LiveSet

register = template.Library()

_JSON_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.filter
def rich(html: str, live: LiveSet) -> SafeString:
    """Rich text, cleaned, with its links to documents as the addresses they have now."""
    return mark_safe(richtext.shown(html or "", live))  # noqa: S308 - cleaned by an allow-list just before


@register.filter
def phone(number: str) -> str:
    """An E.164 number as people write it in its country: "(555) 010-0100"."""
    return phones.national(number)


@register.filter
def phone_link(number: str) -> str:
    """The address that dials an E.164 number (RFC 3966)."""
    return f"tel:{number}"


@register.filter
def picture_url(picture: Picture) -> str:
    """Where a browser gets a picture."""
    return pictures.url(picture)


@register.filter
def picture_size(picture: Picture) -> tuple[int, int]:
    """Width and height of a picture in pixels; (0, 0) where they are not known."""
    return pictures.size(picture)


@register.simple_tag
def json_ld(items: list[dict[str, Any]]) -> SafeString:
    """Structured data as data blocks, which no policy against scripts touches and no text can break out of."""
    blocks = (
        json.dumps(item, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES) for item in items or ()
    )
    return mark_safe(  # noqa: S308 - every character that could end the block is escaped
        "".join(format_html('<script type="application/ld+json">{}</script>', mark_safe(block)) for block in blocks)  # noqa: S308
    )
