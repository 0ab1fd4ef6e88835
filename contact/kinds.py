"""Coordinators as a kind of document: no page of their own, and a number on every page."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from contact.content import CoordinatorContent, freeze_coordinator, restore_coordinator
from contact.models import Coordinator
from publishing import kinds
from publishing.kinds import Kind, Texts
from publishing.live import LiveSet
from publishing.models import Document, Edition


class CoordinatorKind(Kind):
    name = "coordinator"
    model = Coordinator
    content = CoordinatorContent
    surrounds = True
    gives_names = True
    lists = {"/contact/": ("coordinator", "condition", "procedure")}

    def freeze(self, document: Coordinator) -> CoordinatorContent:
        return freeze_coordinator(document)

    def restore(self, document: Coordinator, content: CoordinatorContent) -> None:
        restore_coordinator(document, content)

    def texts(self, content: CoordinatorContent) -> Texts:
        return Texts(title=content.name, text=content.answers)

    def names(self, content: CoordinatorContent) -> Iterable[str]:
        return [content.name]

    def numbers(self, content: CoordinatorContent) -> Iterable[str]:
        return [content.phone]

    def problems(self, content: CoordinatorContent, live: LiveSet) -> list[str]:
        required = {
            kinds.at("name", sentence=_("Fill in the name.")): content.name,
            kinds.at("phone", sentence=_("Fill in the telephone number.")): content.phone,
        }
        return kinds.missing(required)

    def unfilled(self, edition: Edition) -> list[str]:
        content = edition.reads
        wanted = {_("phone hours"): content.hours, _("e-mail"): content.email}
        return kinds.missing(wanted)

    def why_it_must_stay(self, document: Document, live: LiveSet) -> str:
        practice = live.one("practice")
        if practice and practice.reads.coordinator == document.key:
            return _("This is the number on every page. Choose another main coordinator for the practice first.")
        return ""


kinds.register(CoordinatorKind())
