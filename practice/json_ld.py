"""Structured data of the practice and its plain pages. Source: https://schema.org/MedicalClinic."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from publishing.json_ld import web_page
from publishing.live import LiveSet
from publishing.models import Edition


def practice(edition: Edition, live: LiveSet) -> list[dict[str, Any]]:
    """The practice with the number to call and, where they are filled in, its address and e-mail."""
    content = edition.reads
    clinic = {
        "@context": "https://schema.org",
        "@type": "MedicalClinic",
        "name": content.name,
        "url": f"{settings.SITE_URL}/",
    }
    if coordinator := live.get(content.coordinator):
        clinic["telephone"] = coordinator.reads.phone
    if content.email:
        clinic["email"] = content.email
    if content.street and content.city:
        clinic["address"] = {
            "@type": "PostalAddress",
            "streetAddress": content.street,
            "addressLocality": content.city,
            "addressRegion": content.state,
            "postalCode": content.postal_code,
        }
    return [clinic]


def page(edition: Edition, live: LiveSet) -> list[dict[str, Any]]:
    """A plain page."""
    return [web_page("WebPage", edition, live)]
