"""The guide for staff, `docs/editing.md`, as a page of the staff site; and which of its parts belongs to which screen."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

FOLDER = Path(settings.BASE_DIR) / "docs"

PARTS = (
    (r"^password_|^account|^mfa_|session|_protect|sign_in", "sign-in"),
    (r"^index$|^needs$", "the-start-page"),
    (r"_step (approve|approve_and_publish|send_back)$", "read-and-approve"),
    (r"_step submit$", "change-a-clinical-answer"),
    (r"_step review$", "sign-a-page-for-the-first-time-or-again"),
    (r"_step (withdraw|cancel_withdrawal)$", "take-a-page-down"),
    (r"_step (undo_publish|restore)$", "go-back"),
    (r"_step cancel$", "publish-at-a-later-time"),
    (r"_step ", "change-an-answer-and-publish-it"),
    (r"_together$", "when-a-colleague-is-on-the-same-page"),
    (r"_bulk ", "several-at-once"),
    (r"^auth_user_|^staff_signin_|^publishing_(rules|reviewerprofile|event)_|^deliveries_", "who-may-do-what"),
    (r"_edition$|_history$|_compare$", "go-back"),
    (r"_used$", "the-phone-number-hours-and-names"),
    (r"_discard$", "take-a-page-down"),
    (r"_import$|_export$", "questions-in-a-table"),
    (r"^contact_(contactrequest|requestrules|accessentry|routingrule|absence)_", "requests-for-a-call-back"),
    (r"^contact_coordinator_|^practice_practice_", "the-phone-number-hours-and-names"),
    (r"^practice_notice_", "notices"),
    (r"^publishing_term_", "the-glossary"),
    (r"^search_gap_", "what-patients-did-not-find"),
    (r"^search_synonym_", "words-that-patients-search-with"),
    (r"^(phone|found|answered|missing)$", "on-the-phone"),
    (r"^faq_topic_change$", "put-things-in-order"),
    (r"_add$", "write-a-new-page"),
    (r"_changelist$", "find-a-page"),
    (r"_change$", "while-you-write"),
)
"""Which part of the guide a screen leads to: a pattern of its URL name (with its step behind it), and the part's anchor. The first that fits."""


def guide(request: HttpRequest) -> HttpResponse:
    """The whole guide on one page, with its pictures."""
    context = {**admin.site.each_context(request), "title": _("How to use the staff site"), "guide": as_html()}
    return TemplateResponse(request, "admin/guide.html", context)


def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the guide."""
    file = FOLDER / "img" / name
    if not re.fullmatch(r"[a-z0-9-]+\.png", name) or not file.is_file():
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")


@lru_cache
def as_html() -> SafeString:
    """The guide as HTML: headings can be linked to, pictures come from this site. Raw HTML in it stays text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse((FOLDER / "editing.md").read_text("utf-8").partition("\n")[2])
    for token, following in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open":
            token.attrSet("id", slugify(following.content))
        if token.type == "table_open":
            # Scrolls sideways on a phone: the keyboard must reach it.
            token.attrSet("tabindex", "0")
        for child in token.children or ():
            if child.type == "image":
                child.attrSet("src", reverse("admin:guide_picture", args=[Path(child.attrGet("src")).name]))
                child.attrSet("loading", "lazy")
    return mark_safe(markdown.renderer.render(tokens, markdown.options, {}))


def anchors() -> list[str]:
    """The anchors that can be linked to."""
    return re.findall(r'<h[23] id="([^"]+)"', as_html())


def help_url(request: HttpRequest) -> str:
    """The part of the guide that a screen leads to; its beginning where none is told."""
    match = request.resolver_match
    name = " ".join(filter(None, (match.url_name, match.kwargs.get("step")))) if match else ""
    part = next((part for pattern, part in PARTS if re.search(pattern, name)), "")
    return reverse("admin:guide") + (f"#{part}" if part else "")
