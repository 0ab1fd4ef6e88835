"""What an edition of the practice, a plain page or a notice holds, and the way from the draft's rows to it and back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from practice.models import Notice, Page, Practice
from publishing.content import Content, Picture
from publishing.models import Document
from publishing.richtext import clean


class PracticeContent(Content):
    """The practice. `coordinator` is the key of the main coordinator; `color` is "#rrggbb" or empty for the site's own."""

    name: str = ""
    tagline: str = ""
    introduction: str = ""
    description: str = ""
    coordinator: UUID | None = None
    emergency_number: str = "911"
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    email: str = ""
    color: str = ""
    logo: Picture | None = None
    consent_text: str = ""
    asks_message: bool = True


class PageContent(Content):
    """A plain page: privacy, accessibility, about. `body` is clean rich text."""

    title: str = ""
    slug: str = ""
    description: str = ""
    body: str = ""
    in_footer: bool = True


class NoticeContent(Content):
    """A notice on every page, until `ends_at`. `body` is clean rich text."""

    title: str = ""
    body: str = ""
    ends_at: datetime | None = None


_PRACTICE_FIELDS = (
    "name tagline description emergency_number street city state postal_code email color consent_text asks_message"
).split()


def freeze_practice(practice: Practice) -> PracticeContent:
    """The draft's row as content."""
    return PracticeContent(
        **{name: getattr(practice, name) for name in _PRACTICE_FIELDS},
        introduction=clean(practice.introduction),
        coordinator=practice.coordinator.key if practice.coordinator else None,
        logo=practice.picture,
    )


def restore_practice(practice: Practice, content: PracticeContent) -> None:
    """Write content back into the draft's row."""
    for name in (*_PRACTICE_FIELDS, "introduction"):
        setattr(practice, name, getattr(content, name))
    practice.coordinator = Document.objects.filter(key=content.coordinator).first()
    practice.picture = content.logo
    practice.save()


def freeze_page(page: Page) -> PageContent:
    """The draft's row as content."""
    return PageContent(
        title=page.title, slug=page.slug, description=page.description, body=clean(page.body), in_footer=page.in_footer
    )


def restore_page(page: Page, content: PageContent) -> None:
    """Write content back into the draft's row."""
    for name in ("title", "slug", "description", "body", "in_footer"):
        setattr(page, name, getattr(content, name))
    page.save()


def freeze_notice(notice: Notice) -> NoticeContent:
    """The draft's row as content."""
    return NoticeContent(
        title=notice.title,
        body=clean(notice.body),
        ends_at=notice.ends_at.astimezone(UTC) if notice.ends_at else None,
    )


def restore_notice(notice: Notice, content: NoticeContent) -> None:
    """Write content back into the draft's row."""
    for name in ("title", "body", "ends_at"):
        setattr(notice, name, getattr(content, name))
    notice.save()
