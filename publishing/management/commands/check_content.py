"""Checks the texts of the whole site, as the form does for one: `manage.py check_content`, `--json` for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import QuerySet

from publishing.checks import findings_for
from publishing.checks.finding import Finding
from publishing.checks.known import Known
from publishing.models import Edition

AT_ONCE = 200


class Command(BaseCommand):
    help = "Check the texts that patients read. Ends with 1 where something has to be mended before it could be published again."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--json", action="store_true", help="a list of findings, for programs")
        parser.add_argument(
            "--drafts", action="store_true", help="what was saved last of each page, in place of what is live"
        )

    def handle(self, *args, **options) -> None:
        write = _Json(self.stdout) if options["json"] else _Lines(self.stdout)
        stops = found = 0
        for edition, finding in _findings(_editions(drafts=options["drafts"])):
            write.finding(edition, finding)
            found, stops = found + 1, stops + finding.is_stop
        write.end(found, stops)
        if stops:
            raise SystemExit(1)


def _editions(*, drafts: bool) -> QuerySet[Edition]:
    if drafts:
        newest = Edition.objects.order_by("document_id", "-number").distinct("document_id")
        return newest.select_related("document")
    return Edition.objects.live().order_by("document__kind", "document_id").select_related("document")


def _findings(editions: QuerySet[Edition]) -> Iterator[tuple[Edition, Finding]]:
    known = Known.now()
    for edition in editions.iterator(chunk_size=AT_ONCE):
        for finding in findings_for(edition, known=known):
            yield edition, finding


class _Json:
    """A JSON list, written as it is found."""

    def __init__(self, out) -> None:
        self.out, self.before = out, "["

    def finding(self, edition: Edition, finding: Finding) -> None:
        self.out.write(self.before, ending="\n")
        self.out.write(json.dumps(_row(edition, finding), ensure_ascii=False), ending="")
        self.before = ","

    def end(self, found: int, stops: int) -> None:
        self.out.write("\n]" if found else "[]")


class _Lines:
    """Lines for people."""

    def __init__(self, out) -> None:
        self.out, self.title = out, None

    def finding(self, edition: Edition, finding: Finding) -> None:
        if self.title != (edition.document_id, edition.title):
            self.title = (edition.document_id, edition.title)
            self.out.write(f"\n{edition.document.kind} “{edition.title}”, edition {edition.number}")
        self.out.write(
            f"  {finding.severity}: {finding.rule.title} [{finding.rule.name}], {finding.place}, line {finding.line}"
        )
        self.out.write(f"    “{finding.sentence}” {finding.suggestion}")

    def end(self, found: int, stops: int) -> None:
        self.out.write(f"\n{stops} to mend, {found - stops} to think about." if found else "Nothing found.")


def _row(edition: Edition, finding: Finding) -> dict[str, Any]:
    return {
        "document": str(edition.key),
        "kind": edition.document.kind,
        "title": edition.title,
        "edition": edition.number,
        "rule": finding.rule.name,
        "severity": finding.severity,
        "place": finding.place,
        "field": finding.field,
        "line": finding.line,
        "sentence": finding.sentence,
        "others": list(finding.others),
        "suggestion": finding.suggestion,
    }
