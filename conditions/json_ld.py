"""Structured data of condition and procedure pages: schema.org's medical types, saying only what the page shows.

Source: https://schema.org/MedicalCondition, https://schema.org/MedicalProcedure, https://schema.org/MedicalWebPage.
"""

from __future__ import annotations

from typing import Any

from publishing.json_ld import web_page
from publishing.live import LiveSet
from publishing.models import Edition


def condition(edition: Edition, live: LiveSet) -> list[dict[str, Any]]:
    """The page and the condition that it is about."""
    content = edition.reads
    about = {
        "@type": "MedicalCondition",
        "name": content.title,
        "description": content.summary,
        **_other_names(content),
    }
    if treatments := live.named(content.procedures):
        about["possibleTreatment"] = [{"@type": "MedicalProcedure", "name": each.title} for each in treatments]
    return [_medical_page(edition, live, about)]


def procedure(edition: Edition, live: LiveSet) -> list[dict[str, Any]]:
    """The page and the procedure that it is about."""
    content = edition.reads
    about = {
        "@type": "MedicalProcedure",
        "name": content.title,
        "description": content.summary,
        **_other_names(content),
    }
    if content.steps:
        about["preparation"] = " ".join(f"{step.what.rstrip('.')}." for step in content.steps)
    return [_medical_page(edition, live, about)]


def _other_names(content) -> dict[str, Any]:
    return {"alternateName": list(content.other_names)} if content.other_names else {}


def _medical_page(edition: Edition, live: LiveSet, about: dict[str, Any]) -> dict[str, Any]:
    page = web_page("MedicalWebPage", edition, live) | {"about": about}
    if edition.review:
        page["lastReviewed"] = edition.review.reviewed_on.isoformat()
        page["reviewedBy"] = {"@type": "Person", "name": edition.review.reviewer_name}
    return page
