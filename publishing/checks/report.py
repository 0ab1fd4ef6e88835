"""Findings for people: by field, with the way to the control in the form where each is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.checks.finding import Finding
from publishing.checks.known import Known
from publishing.checks.rules import findings_for, grade_of
from publishing.models import Document, Edition
from publishing.parts import Identity, label_of

_TELLS_ROWS_APART = ("key", "aspect", "weekday")


class Anchors:
    """Where in the form a value of the content is edited: the id of its control."""

    def __init__(self, document: Document | None, rows: dict[Identity, str] | None = None) -> None:
        self.document, self._given = document, rows

    @classmethod
    def in_form(cls, formsets: Iterable[Any]) -> Anchors:
        """The same for a form that is open, whose rows need not have been saved before: from its formsets, after their saving."""
        rows = {
            (_relation(formset.model, formset.fk.name), _row_name(form.instance)): f"id_{form.prefix}"
            for formset in formsets
            for form in formset.forms
        }
        return cls(None, rows)

    def of(self, identity: Identity) -> str:
        """The id; "" for what has no control of its own."""
        match identity:
            case ():
                return ""
            case (name,):
                return f"id_{name}"
            case (_picture, name) if name in ("alternative_text", "caption", "drawing", "image"):
                return f"id_{name}"
            case (relation, row, *_inner, name):
                prefix = self._rows.get((relation, row), "")
                return f"{prefix}-{name}" if prefix else ""
        return ""

    def url(self, identity: Identity) -> str:
        """The address of the control: in the form that is open the id alone, else with the form. "" where there is none."""
        control = self.of(identity)
        fragment = f"#{control}" if control else ""
        if self.document is None:
            return fragment
        meta = self.document.described_by.model._meta
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.document.pk]) + fragment

    @cached_property
    def _rows(self) -> dict[Identity, str]:
        """For each row of the draft's tables, by what its part of the content is called, the id of its row in the form."""
        if self._given is not None:
            return self._given
        draft = self.document.draft
        return {
            (relation.get_accessor_name(), _row_name(row)): f"id_{relation.get_accessor_name()}-{number}"
            for relation in draft._meta.related_objects
            if relation.one_to_many and _tells_apart(relation.related_model)
            for number, row in enumerate(getattr(draft, relation.get_accessor_name()).all())
        }


def _tells_apart(model: type[models.Model]) -> str:
    """The field that tells the rows of a table apart as parts of a content; "" for a table that holds no parts."""
    names = {each.name for each in model._meta.fields}
    if issubclass(model, Document):
        return ""
    return next((name for name in _TELLS_ROWS_APART if name in names), "")


def _relation(model: type[models.Model], foreign_key: str) -> str:
    return model._meta.get_field(foreign_key).remote_field.get_accessor_name()


def _row_name(row: models.Model) -> str:
    name = _tells_apart(type(row))
    value = str(getattr(row, name, ""))
    return value if name == "key" else label_of(value)


@dataclass(frozen=True)
class Place:
    """A field with what was found in it."""

    name: str
    url: str
    findings: list[Finding]


@dataclass(frozen=True)
class Report:
    """All that was found in one edition; `grade` is its reading grade, None where it cannot be told."""

    findings: list[Finding] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    grade: float | None = None

    @property
    def stops(self) -> int:
        """How many keep it from being submitted and published."""
        return sum(finding.is_stop for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many are for people to judge."""
        return len(self.findings) - self.stops


def report_on(edition: Edition, *, anchors: Anchors | None = None) -> Report:
    """What `admin/publishing/_findings.html` shows. `anchors` are those of an open form, where the text is still being written."""
    known = Known.now()
    findings = findings_for(edition, known=known)
    anchors = anchors or Anchors(edition.document)
    places = [
        Place(name, anchors.url(identity), list(group))
        for (name, identity), group in groupby(findings, key=lambda finding: (finding.place, finding.identity))
    ]
    return Report(findings, places, grade_of(edition, known=known))


def in_a_sentence(finding: Finding) -> str:
    """A finding for people who see nothing else of it: what, where, in which words, and how to mend it."""
    said = {"what": finding.rule.title, "where": finding.place, "how": finding.suggestion, "words": finding.sentence}
    if finding.sentence:
        return _("%(what)s in “%(where)s”: “%(words)s” %(how)s") % said
    return _("%(what)s in “%(where)s”. %(how)s") % said
