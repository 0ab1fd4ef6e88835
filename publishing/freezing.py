"""From a draft to what an edition of it would hold: the one way for keeping and for every preview."""

from __future__ import annotations

from typing import Any

from publishing.content import as_json, content_hash
from publishing.models import Document


def frozen(draft: Document) -> dict[str, Any]:
    """The fields of an edition that say what the draft says now; who saved it and when is for the caller to add."""
    kind = draft.described_by
    content = kind.freeze(draft)
    values, texts = as_json(content), kind.texts(content)
    return {
        "language": draft.language,
        "content": values,
        "content_hash": content_hash(values),
        "clinical": kind.is_clinical(content),
        "address": kind.address(content),
        "title": texts.title,
        "other_names": texts.other_names,
        "headings": texts.headings,
        "text": texts.text,
        "about": list(kind.about(content)),
        "uses": list(kind.uses(content)),
    }
