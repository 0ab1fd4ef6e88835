"""Reads starter/content.json for the tests: its documents, their structs, and every word that a patient may read."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from conditions.content import ConditionContent, ProcedureContent
from contact.content import CoordinatorContent
from faq.content import QuestionContent, TopicContent
from practice.content import PageContent, PracticeContent

PATH = Path(__file__).resolve().parents[2] / "starter" / "content.json"

# In the order in which the file holds them.
STRUCTS = {
    "practice": PracticeContent,
    "page": PageContent,
    "condition": ConditionContent,
    "procedure": ProcedureContent,
    "topic": TopicContent,
    "question": QuestionContent,
    "coordinator": CoordinatorContent,
}
BLOCK_TAG = r"</?(?:p|h[34]|ul|ol|li|table|thead|tbody|tr|t[hd]|br)\b[^>]*>"
RICH_FIELDS = {"body", "answer", "introduction"}
PLAIN_FIELDS = {
    *("title", "name", "tagline", "answers", "other_names", "summary", "description", "emergency_signs"),
    *("heading", "what", "why", "who_for", "text", "alternative_text", "caption"),
}

FILE: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
DOCUMENTS: list[dict[str, Any]] = FILE["documents"]


def of_kind(kind: str) -> list[dict[str, Any]]:
    """The documents of one kind, in the order of the file."""
    return [document for document in DOCUMENTS if document["kind"] == kind]


def label(document: dict[str, Any]) -> str:
    """A name for the document in the test report: its kind and its slug, or just its kind."""
    return "-".join(filter(None, (document["kind"], document["content"].get("slug"))))


def fields(value: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside a JSON value, however deep, with the name of the field that holds it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from fields(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, field)
    else:
        yield field, value


def rich_texts(content: dict[str, Any]) -> list[str]:
    """The rich text in a content, as HTML."""
    return [value for field, value in fields(content) if field in RICH_FIELDS]


def blocks(content: dict[str, Any]) -> list[str]:
    """Every paragraph, list item and plain field of a content, as plain text."""
    found: list[str] = []
    for field, value in fields(content):
        if field in RICH_FIELDS:
            lines = re.sub(BLOCK_TAG, "\n", value)
            found += html.unescape(re.sub(r"<[^>]+>", "", lines)).split("\n")
        elif field in PLAIN_FIELDS:
            found.append(value)
    return [block.strip() for block in found if block.strip()]


def text(content: dict[str, Any]) -> str:
    """All words of a content in one line."""
    return " ".join(blocks(content))
