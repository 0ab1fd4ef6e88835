"""Questions out to a table and in from one: what would change is shown row by row before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.results import Result, RowResult

from faq.models import Question
from faq.sheets import COLUMNS, FIRST_LINE, QuestionResource, all_rows, dataset, problems_with, too_wide
from publishing import roles, sheets
from publishing.comparing import words_changed
from publishing.desk import change_url
from publishing.ledger import record
from publishing.models import Document
from publishing.richtext import plain, with_targets

if TYPE_CHECKING:
    from faq.admin import QuestionAdmin

SHOWN = 300
"""Rows with a change that are shown before the import; all are counted."""

GOOD_FOR_SECONDS = 60 * 60
LARGEST_KEPT = 2 * 1024 * 1024
"""Bytes of a table, packed and signed, that the page carries between looking and importing."""


def export_questions(model_admin: QuestionAdmin, request: HttpRequest) -> HttpResponse:
    """The questions of the list as it is filtered: GET asks which format, POST gives the file."""
    _check_may(model_admin, request, "export")
    try:
        questions = model_admin.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        # As the list itself does with filters that it does not know.
        return HttpResponseRedirect(f"{reverse('admin:faq_question_changelist')}?{ERROR_FLAG}=1")
    file_format = request.POST.get("format")
    if request.method != "POST" or file_format not in sheets.CONTENT_TYPES:
        context = _context(model_admin, request, _("Export questions")) | {
            "count": questions.count(),
            "columns": COLUMNS,
        }
        return TemplateResponse(request, "admin/faq/question/export.html", context)
    headers, name = list(COLUMNS), f"questions-{timezone.localdate():%Y-%m-%d}.{file_format}"
    if file_format == "csv":
        response = StreamingHttpResponse(sheets.as_csv(headers, all_rows(questions)))
    else:
        try:
            response = FileResponse(sheets.as_xlsx(headers, all_rows(questions)))
        except sheets.TooLongForCell as error:
            messages.error(
                request, _("A text is too long for a cell of a workbook: “%(text)s” Take CSV.") % {"text": error}
            )
            return HttpResponseRedirect(request.get_full_path())
    response["Content-Type"] = sheets.CONTENT_TYPES[file_format]
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def import_questions(model_admin: QuestionAdmin, request: HttpRequest) -> HttpResponse:
    """GET asks for a file; POST shows what it would change, and saves nothing."""
    _check_may(model_admin, request, "import")
    if request.method != "POST":
        return _asking(model_admin, request)
    upload = request.FILES.get("file")
    if upload is None:
        return _asking(model_admin, request, [_("Choose a file first.")], status=422)
    try:
        sheet = sheets.read(upload, upload.name, upload.size)
    except sheets.UnreadableSheet as error:
        return _asking(model_admin, request, [str(error)], status=error.status)
    if problems := problems_with(sheet.headers):
        return _asking(model_admin, request, problems, status=422)
    resource, result = _import(sheet, request.user, dry_run=True)
    if wrong := _in_order([*too_wide(sheet), *_wrong(result)]):
        return _asking(model_admin, request, wrong=wrong, status=422)
    carried = _sealed(request.user, sheet, resource.found)
    if len(carried) > LARGEST_KEPT:
        return _asking(model_admin, request, [_("This is too much text at a time. Split the file.")], status=413)
    context = _context(model_admin, request, _("What the file would change")) | {
        "counts": _counts(result),
        "changes": _changes(result),
        "more": sum(not row.is_skip() for row in result.rows) - SHOWN,
        "carried": carried,
    }
    return TemplateResponse(request, "admin/faq/question/import_check.html", context)


def confirm_import(model_admin: QuestionAdmin, request: HttpRequest) -> HttpResponse:
    """Save the drafts that somebody has looked at, all or none."""
    _check_may(model_admin, request, "import")
    import_url = reverse("admin:faq_question_import")
    if request.method != "POST":
        return HttpResponseRedirect(import_url)
    try:
        sheet, expected = _opened(request.user, request.POST.get("carried", ""))
    except signing.BadSignature:
        return _asking(model_admin, request, [_("It is too long since you looked. Upload the file again.")], status=409)
    _resource, result = _import(sheet, request.user, dry_run=False, expected=expected)
    if wrong := _wrong(result):
        return _asking(model_admin, request, wrong=wrong, status=409)
    counts = _counts(result)
    messages.success(
        request,
        _(
            "Saved as drafts: %(new)s new, %(changed)s changed. Patients see no change until they are published; an order that changed shows at once."
        )
        % counts,
    )
    return HttpResponseRedirect(reverse("admin:faq_question_changelist"))


def _import(
    sheet: sheets.Sheet, user, *, dry_run: bool, expected: list | None = None
) -> tuple[QuestionResource, Result]:
    """Take in the rows, or only look at them. One that is wrong undoes all."""
    resource = QuestionResource(expected)
    with transaction.atomic():
        if expected is not None:
            _hold([found[0] for found in expected if found])
        result = resource.import_data(
            dataset(sheet), dry_run=dry_run, use_transactions=True, rollback_on_validation_errors=True, user=user
        )
        if not dry_run and not _wrong(result):
            record("import", by=user, **_counts(result))
    return resource, result


def _hold(keys: list[str]) -> None:
    """Lock the questions in the order in which everybody locks, so that nobody saves one in between."""
    list(
        Document.objects.filter(key__in=keys).order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True)
    )


def _counts(result: Result) -> dict[str, int]:
    totals = result.totals
    return {
        "new": totals[RowResult.IMPORT_TYPE_NEW],
        "changed": totals[RowResult.IMPORT_TYPE_UPDATE],
        "same": totals[RowResult.IMPORT_TYPE_SKIP],
    }


def _wrong(result: Result) -> list[tuple[int | None, str]]:
    """What is wrong, as (line of the file, sentence)."""
    found: list[tuple[int | None, str]] = [(None, str(each.error)) for each in result.base_errors]
    for row in result.error_rows:
        found += [(row.number + FIRST_LINE - 1, str(each.error)) for each in row.errors]
    for row in result.invalid_rows:
        for name, sentences in row.error_dict.items():
            column = "" if name == NON_FIELD_ERRORS else f"{_COLUMN_OF.get(name, name)}: "
            found += [(row.number + FIRST_LINE - 1, f"{column}{sentence}") for sentence in sentences]
    return _in_order(found)


def _in_order(wrong: list[tuple[int | None, str]]) -> list[tuple[int | None, str]]:
    return sorted(wrong, key=lambda each: each[0] or 0)


_COLUMN_OF = {field.attribute: field.column_name for field in QuestionResource.fields.values()}


@dataclass(frozen=True)
class RowChange:
    """What a row would change: the parts that differ, each with its words as `comparing` gives them."""

    line: int
    title: str
    url: str
    parts: list[tuple[str, list[tuple[str, str]]]]


def _changes(result: Result) -> list[RowChange]:
    """The rows that change something, as many as are shown."""
    found = []
    for number, row in enumerate(result.rows, FIRST_LINE):
        if row.is_skip():
            continue
        if len(found) == SHOWN:
            break
        url = change_url(row.instance) if row.is_update() else ""
        found.append(RowChange(number, row.instance.title, url, _parts(row)))
    return found


def _parts(row: RowResult) -> list[tuple[str, list[tuple[str, str]]]]:
    """The columns that differ between a question as it is and as the row has it, in the order of the table."""
    before, after = (_texts(row.original) if row.is_update() else {}), _texts(row.instance)
    after["also on"] = row.row_values.get("also on", before.get("also on", ""))
    changed = [name for name in COLUMNS if name != "key" and after[name] != before.get(name, "")]
    return [(name, list(words_changed(*_readable(name, before.get(name, ""), after[name])))) for name in changed]


def _texts(question: Question) -> dict[str, str]:
    """What a question says, by column."""
    return {field.column_name: str(field.export(question)) for field in QuestionResource.fields.values()}


def _readable(name: str, old: str, new: str) -> tuple[str, str]:
    """A column's two texts as people read them: rich text without its tags, with the targets of links where only those differ."""
    if name != "answer":
        return old, new
    if plain(old) != plain(new):
        return plain(old), plain(new)
    return plain(with_targets(old)), plain(with_targets(new))


def _sealed(user, sheet: sheets.Sheet, found: list) -> str:
    """The table and what its rows stood for, for the same person to send back unchanged."""
    return signing.dumps([sheet.headers, sheet.rows, found], salt=f"faq.import.{user.pk}", compress=True)


def _opened(user, carried: str) -> tuple[sheets.Sheet, list]:
    headers, rows, found = signing.loads(carried, salt=f"faq.import.{user.pk}", max_age=GOOD_FOR_SECONDS)
    return sheets.Sheet(headers, rows), found


def _check_may(model_admin: QuestionAdmin, request: HttpRequest, step: str) -> None:
    if not model_admin.has_change_permission(request) or not roles.may(request.user, step):
        raise PermissionDenied


def _asking(model_admin: QuestionAdmin, request: HttpRequest, problems=(), wrong=(), status: int = 200) -> HttpResponse:
    context = _context(model_admin, request, _("Import questions")) | {
        "problems": problems,
        "wrong": wrong[:SHOWN],
        "columns": COLUMNS,
        "most_rows": sheets.MOST_ROWS,
    }
    return TemplateResponse(request, "admin/faq/question/import.html", context, status=status)


def _context(model_admin: QuestionAdmin, request: HttpRequest, title: str) -> dict[str, Any]:
    list_url = reverse("admin:faq_question_changelist")
    return {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "list_url": list_url,
    }
