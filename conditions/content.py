"""What an edition of a condition or a procedure holds, and the way from the draft's rows to it and back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from conditions.models import ComparisonPoint as ComparisonPointRow
from conditions.models import Condition, ConditionProcedure, Described, Procedure
from conditions.models import PreparationStep as PreparationStepRow
from conditions.models import Section as SectionRow
from conditions.section_kinds import Aspect, SectionKind
from publishing.content import Content, Picture
from publishing.models import Document
from publishing.richtext import clean


class Section(Content):
    """One part of a page. `kind` is a SectionKind; `body` is clean rich text."""

    key: UUID
    kind: str
    heading: str = ""
    body: str = ""
    picture: Picture | None = None


class PreparationStep(Content):
    """One thing to do before a procedure. `hours_before` is None where no number of hours is set."""

    key: UUID
    what: str
    why: str = ""
    who_for: str = ""
    hours_before: int | None = None


class ComparisonPoint(Content):
    """What one procedure has to say in one row of the comparison. `aspect` is an Aspect."""

    aspect: str
    text: str


class ConditionContent(Content):
    """A condition. `procedures` are the keys of the procedures that treat it, in order; `emergency_signs` finish "Call … if:"."""

    title: str = ""
    slug: str = ""
    other_names: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    region: str = ""
    emergency_signs: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    procedures: tuple[UUID, ...] = ()


class ProcedureContent(Content):
    """A procedure, with its preparation steps as data."""

    title: str = ""
    slug: str = ""
    other_names: tuple[str, ...] = ()
    summary: str = ""
    description: str = ""
    region: str = ""
    emergency_signs: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    steps: tuple[PreparationStep, ...] = ()
    comparison: tuple[ComparisonPoint, ...] = ()


def freeze_condition(condition: Condition) -> ConditionContent:
    """The draft's rows as content."""
    return ConditionContent(
        **_shared_fields(condition),
        sections=_freeze_sections(condition),
        procedures=tuple(condition.treatments.values_list("procedure__key", flat=True)),
    )


def freeze_procedure(procedure: Procedure) -> ProcedureContent:
    """The draft's rows as content."""
    return ProcedureContent(
        **_shared_fields(procedure),
        sections=_freeze_sections(procedure),
        steps=tuple(
            PreparationStep(key=s.key, what=s.what, why=s.why, who_for=s.who_for, hours_before=s.hours_before)
            for s in procedure.steps.all()
        ),
        comparison=tuple(
            ComparisonPoint(aspect=point.aspect, text=point.text)
            for point in sorted(procedure.comparison.all(), key=lambda point: Aspect.values.index(point.aspect))
        ),
    )


def restore_condition(condition: Condition, content: ConditionContent) -> None:
    """Write content back into the draft's rows. Procedures that are gone altogether are left out."""
    _restore_shared_fields(condition, content)
    _restore_sections(condition, content.sections)
    procedures = Procedure.objects.in_bulk(content.procedures, field_name="key")
    condition.treatments.all().delete()
    ConditionProcedure.objects.bulk_create(
        ConditionProcedure(condition=condition, procedure=procedures[key], position=position)
        for position, key in enumerate(content.procedures, 1)
        if key in procedures
    )


def restore_procedure(procedure: Procedure, content: ProcedureContent) -> None:
    """Write content back into the draft's rows."""
    _restore_shared_fields(procedure, content)
    _restore_sections(procedure, content.sections)
    procedure.steps.exclude(key__in=[step.key for step in content.steps]).delete()
    for position, step in enumerate(content.steps, 1):
        PreparationStepRow.objects.update_or_create(
            key=step.key,
            defaults={
                "procedure": procedure,
                "what": step.what,
                "why": step.why,
                "who_for": step.who_for,
                "hours_before": step.hours_before,
                "position": position * 10,
            },
        )
    procedure.comparison.all().delete()
    ComparisonPointRow.objects.bulk_create(
        ComparisonPointRow(procedure=procedure, aspect=point.aspect, text=point.text) for point in content.comparison
    )


def _shared_fields(described: Described) -> dict[str, Any]:
    """What a condition and a procedure have in common, as content fields."""
    return {
        "title": described.title,
        "slug": described.slug,
        "other_names": tuple(described.other_names.splitlines()),
        "summary": described.summary.strip(),
        "description": described.description,
        "region": described.region,
        "emergency_signs": tuple(described.emergency_signs.splitlines()),
    }


def _restore_shared_fields(described: Described, content: ConditionContent | ProcedureContent) -> None:
    for name in ("title", "slug", "summary", "description", "region"):
        setattr(described, name, getattr(content, name))
    described.other_names = "\n".join(content.other_names)
    described.emergency_signs = "\n".join(content.emergency_signs)
    described.save()


def _freeze_sections(document: Document) -> tuple[Section, ...]:
    """Sections in reading order: by kind, then as staff ordered them."""
    rows = sorted(document.sections.all(), key=lambda row: SectionKind.values.index(row.kind))
    return tuple(
        Section(key=row.key, kind=row.kind, heading=row.heading, body=clean(row.body), picture=row.picture)
        for row in rows
    )


def _restore_sections(document: Document, sections: tuple[Section, ...]) -> None:
    """Rows keep their identity by key, so that a restored section is the same section."""
    document.sections.exclude(key__in=[section.key for section in sections]).delete()
    for position, section in enumerate(sections, 1):
        row = SectionRow.objects.filter(key=section.key).first() or SectionRow(key=section.key)
        row.document_id = document.pk
        row.kind, row.heading, row.body = section.kind, section.heading, section.body
        row.position, row.picture = position * 10, section.picture
        row.save()
