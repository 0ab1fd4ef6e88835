"""The practice, plain pages and notices as kinds of document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from practice import json_ld
from practice.content import (
    NoticeContent,
    PageContent,
    PracticeContent,
    freeze_notice,
    freeze_page,
    freeze_practice,
    restore_notice,
    restore_page,
    restore_practice,
)
from practice.models import Notice, Practice
from practice.models import Page as PageRow
from practice.theme import contrast_problem
from publishing import kinds
from publishing.kinds import Kind, Page, Texts
from publishing.live import LiveSet, entries
from publishing.models import Document, Edition
from publishing.richtext import keys_in, plain
from publishing.site_names import is_reserved

CONDITIONS_ON_HOME = 12


class PracticeKind(Kind):
    name = "practice"
    gives_names = True
    model = Practice
    content = PracticeContent
    surrounds = True
    also_shows = ("condition", "procedure")
    most_shown = CONDITIONS_ON_HOME
    also_about = (kinds.HOME,)

    def freeze(self, document: Practice) -> PracticeContent:
        return freeze_practice(document)

    def restore(self, document: Practice, content: PracticeContent) -> None:
        restore_practice(document, content)

    def texts(self, content: PracticeContent) -> Texts:
        return Texts(title=content.name, headings=content.tagline, text=plain(content.introduction))

    def address(self, content: PracticeContent) -> str:
        return "/"

    def uses(self, content: PracticeContent) -> Iterable[UUID]:
        coordinator = [content.coordinator] if content.coordinator else []
        return dict.fromkeys([*coordinator, *keys_in(content.introduction)])

    def names(self, content: PracticeContent) -> Iterable[str]:
        return [content.name]

    def problems(self, content: PracticeContent, live: LiveSet) -> list[str]:
        required = {
            kinds.at("name", sentence=_("Fill in the name.")): content.name,
            kinds.at("emergency_number", sentence=_("Fill in the emergency number.")): content.emergency_number,
            kinds.at("coordinator", sentence=_("Choose a main coordinator who is published.")): live.get(
                content.coordinator
            ),
        }
        missing = kinds.missing(required)
        contrast = contrast_problem(content.color)
        return [*missing, kinds.at("color", sentence=contrast)] if contrast else missing

    def unfilled(self, edition: Edition) -> list[str]:
        content = edition.reads
        wanted = {
            _("address"): content.street and content.city,
            _("e-mail"): content.email,
            _("logo"): content.logo,
        }
        return kinds.missing(wanted)

    def why_it_must_stay(self, document: Document, live: LiveSet) -> str:
        return _("The site cannot be without its practice. Publish a corrected edition instead.")

    def page(self, edition: Edition, live: LiveSet) -> Page:
        return Page(
            template="practice/home.html",
            title=edition.title,
            description=edition.reads.description,
            context={
                "conditions": entries(live.all("condition")[:CONDITIONS_ON_HOME], live),
                "procedures": entries(live.all("procedure")[:CONDITIONS_ON_HOME], live),
                "questions": entries(live.about(kinds.HOME, "question"), live),
            },
            json_ld=json_ld.practice(edition, live),
        )


class PageKind(Kind):
    name = "page"
    model = PageRow
    content = PageContent
    surrounds = True

    def freeze(self, document: PageRow) -> PageContent:
        return freeze_page(document)

    def restore(self, document: PageRow, content: PageContent) -> None:
        restore_page(document, content)

    def texts(self, content: PageContent) -> Texts:
        return Texts(title=content.title, text=plain(content.body))

    def address(self, content: PageContent) -> str:
        return f"/{content.slug}/"

    def uses(self, content: PageContent) -> Iterable[UUID]:
        return dict.fromkeys(keys_in(content.body))

    def problems(self, content: PageContent, live: LiveSet) -> list[str]:
        required = {
            kinds.at("title", sentence=_("Fill in the title.")): content.title,
            kinds.at("slug", sentence=_("Fill in the address.")): content.slug,
            kinds.at("body", sentence=_("Write the text.")): plain(content.body),
        }
        missing = kinds.missing(required)
        if is_reserved(content.slug):
            taken = _("The site itself needs the address /%(slug)s/. Choose another one.") % {"slug": content.slug}
            missing.append(kinds.at("slug", sentence=taken))
        return missing

    def page(self, edition: Edition, live: LiveSet) -> Page:
        return Page(
            template="practice/page.html",
            title=edition.title,
            description=edition.reads.description,
            json_ld=json_ld.page(edition, live),
        )


class NoticeKind(Kind):
    name = "notice"
    model = Notice
    content = NoticeContent
    surrounds = stands_everywhere = True
    ends_itself = True

    def freeze(self, document: Notice) -> NoticeContent:
        return freeze_notice(document)

    def restore(self, document: Notice, content: NoticeContent) -> None:
        restore_notice(document, content)

    def texts(self, content: NoticeContent) -> Texts:
        return Texts(title=content.title, text=plain(content.body))

    def uses(self, content: NoticeContent) -> Iterable[UUID]:
        return dict.fromkeys(keys_in(content.body))

    def problems(self, content: NoticeContent, live: LiveSet) -> list[str]:
        required = {
            kinds.at("title", sentence=_("Fill in the title.")): content.title,
            kinds.at("body", sentence=_("Write the text.")): plain(content.body),
            kinds.at("ends_at", sentence=_("Say when the notice ends.")): content.ends_at,
        }
        return kinds.missing(required)

    def ends_at(self, content: NoticeContent) -> datetime | None:
        return content.ends_at


kinds.register(PracticeKind())
kinds.register(PageKind())
kinds.register(NoticeKind())
