"""Conditions and procedures as kinds of document: their addresses, what they name, and what their pages show."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from conditions import json_ld, pages
from conditions.content import (
    ConditionContent,
    ProcedureContent,
    freeze_condition,
    freeze_procedure,
    restore_condition,
    restore_procedure,
)
from conditions.models import Condition, Procedure
from publishing import kinds
from publishing.kinds import Kind, Page, Texts
from publishing.live import LiveSet
from publishing.models import Edition
from publishing.parts import label_of
from publishing.richtext import keys_in, plain


class DescribedKind(Kind):
    """What conditions and procedures have in common."""

    folder: str

    def texts(self, content) -> Texts:
        return Texts(
            title=content.title,
            other_names="\n".join(content.other_names),
            headings="\n".join(map(pages.heading_of, content.sections)),
            text="\n".join([content.summary, *content.emergency_signs, *(plain(s.body) for s in content.sections)]),
        )

    def address(self, content) -> str:
        return f"/{self.folder}/{content.slug}/"

    def is_clinical(self, content) -> bool:
        return True

    def uses(self, content) -> Iterable[UUID]:
        return dict.fromkeys(key for section in content.sections for key in keys_in(section.body))

    def has_part(self, content, part: str) -> bool:
        sections = (section.anchor for section in pages.shown_sections(content.sections))
        return part in (*pages.PARTS, *sections) or part.startswith("faq-")

    def unfilled(self, edition: Edition) -> list[str]:
        return [] if edition.review else [_("reviewing clinician")]

    def problems(self, content, live: LiveSet) -> list[str]:
        required = {
            kinds.at("title", sentence=_("Fill in the title.")): content.title,
            kinds.at("slug", sentence=_("Fill in the address.")): content.slug,
            kinds.at("summary", sentence=_("Write the short answer.")): content.summary,
            _("Add at least one section."): content.sections,
        }
        empty = [
            kinds.at("sections", section.key, "body", sentence=_empty(pages.heading_of(section)))
            for section in content.sections
            if not plain(section.body)
        ]
        return kinds.missing(required) + empty


def _empty(section: str) -> str:
    return _("The section “%(section)s” has no text.") % {"section": section}


class ConditionKind(DescribedKind):
    name = "condition"
    model = Condition
    content = ConditionContent
    folder = "conditions"
    lists = {"/conditions/": ("condition",)}

    def freeze(self, document: Condition) -> ConditionContent:
        return freeze_condition(document)

    def restore(self, document: Condition, content: ConditionContent) -> None:
        restore_condition(document, content)

    def about(self, content: ConditionContent) -> Iterable[UUID]:
        return content.procedures

    def uses(self, content: ConditionContent) -> Iterable[UUID]:
        return dict.fromkeys([*content.procedures, *super().uses(content)])

    def page(self, edition: Edition, live: LiveSet) -> Page:
        content = edition.reads
        return Page(
            template="conditions/condition.html",
            title=content.title,
            description=content.description or content.summary,
            context=pages.condition(edition, live),
            json_ld=json_ld.condition(edition, live),
        )


class ProcedureKind(DescribedKind):
    name = "procedure"
    model = Procedure
    content = ProcedureContent
    folder = "procedures"
    lists = {"/procedures/": ("procedure",)}

    def freeze(self, document: Procedure) -> ProcedureContent:
        return freeze_procedure(document)

    def restore(self, document: Procedure, content: ProcedureContent) -> None:
        restore_procedure(document, content)

    def texts(self, content: ProcedureContent) -> Texts:
        texts = super().texts(content)
        steps = "\n".join(f"{step.what} {step.why} {step.who_for}".strip() for step in content.steps)
        points = "\n".join(point.text for point in content.comparison)
        return Texts(texts.title, texts.other_names, texts.headings, "\n".join([texts.text, steps, points]))

    def problems(self, content: ProcedureContent, live: LiveSet) -> list[str]:
        steps = [
            kinds.at("steps", step.key, "what", sentence=_("Say what to do in each preparation step, or remove it."))
            for step in content.steps
            if not step.what.strip()
        ]
        points = [
            kinds.at("comparison", label_of(point.aspect), "text", sentence=_("Fill in each comparison, or remove it."))
            for point in content.comparison
            if not point.text.strip()
        ]
        return super().problems(content, live) + steps + points

    def page(self, edition: Edition, live: LiveSet) -> Page:
        content = edition.reads
        return Page(
            template="conditions/procedure.html",
            title=content.title,
            description=content.description or content.summary,
            context=pages.procedure(edition, live),
            json_ld=json_ld.procedure(edition, live),
        )


kinds.register(ConditionKind())
kinds.register(ProcedureKind())
